//! Odd writing: forty ways in which people put a value down to get round a filter, or in which conversion leaves it.
//!
//! A way rewrites one value and says nothing where it does not fit (no hyphen to replace, a name has no digits). Ways are made from the value alone,
//! with dice that begin at its own letters: the same value is rewritten in the same way in every run. They know no rule of the engine.
#![allow(dead_code)] // The test uses a part of it.

use garim::kind::{Action, Kind};

use crate::common::Case;

/// Throws that depend on a value alone.
pub struct Dice(u64);

impl Dice {
    /// Dice for a value.
    pub fn of(value: &str) -> Self {
        Self(value.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3)))
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// What a way is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum For {
    /// Every value.
    All,
    /// Numbers, letters among them or not.
    Numbers,
    /// Numbers that are told on the telephone: of people, telephones, accounts and cards.
    Told,
    /// Numbers, addresses of machines and mailboxes, names of accounts, secrets.
    Written,
    /// Mailboxes and addresses of machines.
    Machines,
    /// Names, places and the words inside them.
    Words,
}

impl For {
    fn holds(self, kind: Kind) -> bool {
        use Kind::*;
        let number = matches!(
            kind,
            Rrn | Frn
                | Passport
                | DriverLicense
                | HealthInsuranceNo
                | CustomsCode
                | MilitaryNo
                | StudentNo
                | EmployeeNo
                | Mobile
                | Landline
                | SafeNumber
                | VehiclePlate
                | BankAccount
                | CardNumber
        );
        let told = matches!(kind, Rrn | Frn | Mobile | Landline | SafeNumber | BankAccount | CardNumber);
        let machine = matches!(kind, Email | IpAddress | MacAddress);
        match self {
            For::All => true,
            For::Numbers => number,
            For::Told => told,
            For::Machines => machine,
            For::Written => number || machine || matches!(kind, AccountId | Credential | GeoPoint | BirthDate),
            For::Words => matches!(kind, PersonName | Address),
        }
    }
}

/// A way of writing.
pub struct Way {
    /// What is done, in a few words.
    pub name: &'static str,
    /// To which values.
    pub to: For,
    write: fn(&str, &mut Dice) -> String,
}

impl Way {
    /// The value in this writing, where it fits and is changed by it. What is taken out already stays as it is.
    pub fn rewrite(&self, kind: Kind, value: &str) -> Option<String> {
        if !self.to.holds(kind) || value.contains(['*', '○', '●']) {
            return None;
        }
        let new = (self.write)(value, &mut Dice::of(value));
        (new != value && !new.is_empty()).then_some(new)
    }

    /// A text with every value that is masked written in this way, and which marks were changed.
    pub fn apply(&self, case: &Case) -> (Case, Vec<bool>) {
        let mut out = Case { text: String::new(), marks: Vec::new() };
        let (mut changed, mut at) = (Vec::new(), 0);
        for &(start, end, kind, action) in &case.marks {
            out.text.push_str(&case.text[at..start]);
            let value = &case.text[start..end];
            let new = if action == Action::Mask { self.rewrite(kind, value) } else { None };
            changed.push(new.is_some());
            let from = out.text.len();
            out.text.push_str(new.as_deref().unwrap_or(value));
            out.marks.push((from, out.text.len(), kind, action));
            at = end;
        }
        out.text.push_str(&case.text[at..]);
        (out, changed)
    }
}

const HANGUL_DIGITS: [&str; 10] = ["공", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];
const HANJA_DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Each digit replaced by the sign that `of` gives.
fn digits(value: &str, mut of: impl FnMut(usize) -> String) -> String {
    value.chars().map(|c| c.to_digit(10).map_or_else(|| c.to_string(), |d| of(d as usize))).collect()
}

/// Each digit replaced by a sign a fixed number of places away.
fn script(value: &str, zero: u32) -> String {
    digits(value, |d| char::from_u32(zero + d as u32).map(String::from).unwrap_or_default())
}

/// Each letter replaced by the sign that `of` gives.
fn letters(value: &str, mut of: impl FnMut(char) -> Option<String>) -> String {
    value.chars().map(|c| of(c).unwrap_or_else(|| c.to_string())).collect()
}

/// Every separator replaced; without a separator nothing is changed.
fn separators(value: &str, mut of: impl FnMut() -> String) -> String {
    letters(value, |c| (c == '-').then(&mut of))
}

/// A sign put in at some place inside, between two letters or digits.
fn torn(value: &str, dice: &mut Dice, sign: &str) -> String {
    let chars: Vec<char> = value.chars().collect();
    let inside: Vec<usize> = (2..chars.len().saturating_sub(1))
        .filter(|&i| chars[i - 1].is_alphanumeric() && chars[i].is_alphanumeric())
        .collect();
    if chars.len() < 6 || inside.is_empty() {
        return value.into();
    }
    let at = inside[dice.below(inside.len())];
    let text = |part: &[char]| part.iter().collect::<String>();
    text(&chars[..at]) + sign + &text(&chars[at..])
}

/// A sign behind one in three letters or digits, once at least.
fn strewn(value: &str, dice: &mut Dice, signs: &[&str]) -> String {
    let chars: Vec<char> = value.chars().collect();
    let sure = if chars.len() > 1 { dice.below(chars.len() - 1) } else { return value.into() };
    let mut out = String::new();
    for (i, &c) in chars.iter().enumerate() {
        out.push(c);
        if i + 1 < chars.len()
            && c.is_alphanumeric()
            && chars[i + 1].is_alphanumeric()
            && (i == sure || dice.below(3) == 0)
        {
            out.push_str(dice.pick(signs));
        }
    }
    out
}

fn between(value: &str, sign: &str) -> String {
    value.chars().map(String::from).collect::<Vec<_>>().join(sign)
}

/// The syllables of a text in jamo, by the first code of leads, vowels and tails.
fn jamo(value: &str, of: impl Fn(usize, u32) -> Option<char>) -> String {
    let mut out = String::new();
    for c in value.chars() {
        let Some(i) = (c as u32).checked_sub(0xAC00).filter(|&i| i < 11172) else {
            out.push(c);
            continue;
        };
        let parts = [i / 588, i % 588 / 28, i % 28];
        out.extend(parts.iter().enumerate().filter(|&(k, &n)| k < 2 || n > 0).filter_map(|(k, &n)| of(k, n)));
    }
    out
}

const LEADS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const TAILS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/// The jamo as they stand in the row of letters.
fn letter(part: usize, n: u32) -> Option<char> {
    match part {
        0 => LEADS.chars().nth(n as usize),
        1 => char::from_u32(0x314F + n),
        _ => TAILS.chars().nth(n as usize - 1),
    }
}

/// The half-width form of a jamo.
fn half(part: usize, n: u32) -> Option<char> {
    let c = letter(part, n)? as u32;
    char::from_u32(match c {
        0x3131..=0x314E => 0xFFA1 + c - 0x3131,
        // The vowels stand in blocks of six.
        _ => 0xFFC2 + (c - 0x314F) / 6 * 8 + (c - 0x314F) % 6,
    })
}

fn wide(value: &str) -> String {
    letters(value, |c| match c {
        ' ' => Some("　".into()),
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).map(String::from),
        _ => None,
    })
}

fn spoken(value: &str) -> String {
    digits(value, |d| HANGUL_DIGITS[d].into())
}

/// Only where there are six digits or more.
fn long(value: &str, new: impl FnOnce() -> String) -> String {
    if value.chars().filter(char::is_ascii_digit).count() >= 6 { new() } else { value.into() }
}

/// The forty ways.
pub const WAYS: [Way; 40] = [
    Way { name: "spaces around hyphens", to: For::Numbers, write: |v, _| v.replace('-', " - ") },
    Way { name: "spaces for hyphens", to: For::Numbers, write: |v, _| v.replace('-', " ") },
    Way { name: "no hyphens", to: For::Numbers, write: |v, _| long(v, || v.replace(['-', ' '], "")) },
    Way {
        name: "a space between all signs",
        to: For::Numbers,
        write: |v, _| long(v, || between(&v.replace(' ', ""), " ")),
    },
    Way { name: "a space somewhere inside", to: For::Numbers, write: |v, dice| long(v, || torn(v, dice, " ")) },
    Way {
        name: "ideographic spaces between words or syllables",
        to: For::Words,
        write: |v, _| {
            if v.contains(' ') { v.replace(' ', "　") } else { between(v, "　") }
        },
    },
    Way {
        name: "spaces inside names, none inside addresses",
        to: For::Words,
        write: |v, _| {
            if v.contains(' ') { v.replace(' ', "") } else { between(v, " ") }
        },
    },
    Way {
        name: "dots between syllables",
        to: For::Words,
        write: |v, _| if v.contains(' ') { v.into() } else { between(v, "·") },
    },
    Way { name: "dots for hyphens", to: For::Numbers, write: |v, _| v.replace('-', ".") },
    Way { name: "slashes for hyphens", to: For::Numbers, write: |v, _| v.replace('-', "/") },
    Way { name: "middle dots for hyphens", to: For::Numbers, write: |v, _| v.replace('-', "·") },
    Way {
        name: "low lines or tildes for hyphens",
        to: For::Numbers,
        write: |v, dice| {
            let sign = dice.pick(&["_", "~"]);
            v.replace('-', sign)
        },
    },
    Way { name: "commas for hyphens", to: For::Told, write: |v, _| v.replace('-', ",") },
    Way {
        name: "other dashes",
        to: For::Numbers,
        write: |v, dice| separators(v, || dice.pick(&["‐", "‑", "–", "—", "―", "−", "－", "ㅡ", "ー"]).into()),
    },
    Way {
        name: "separators mixed",
        to: For::Numbers,
        write: |v, dice| {
            if v.matches('-').count() < 2 {
                return v.into();
            }
            separators(v, || dice.pick(&[" ", ".", "-", " - ", "/", "–"]).into())
        },
    },
    Way {
        name: "the first part in brackets",
        to: For::Told,
        write: |v, dice| match v.split_once('-') {
            Some((head, tail)) => format!("({head}){}{tail}", dice.pick(&["", " ", "-"])),
            None => v.into(),
        },
    },
    Way {
        name: "hyphens, dots and signs in brackets",
        to: For::Written,
        write: |v, _| letters(v, |c| matches!(c, '-' | '.' | '@' | ':').then(|| format!("[{c}]"))),
    },
    Way { name: "full width", to: For::All, write: |v, _| wide(v) },
    Way {
        name: "digits of mathematics",
        to: For::Numbers,
        write: |v, dice| {
            let zero = [0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7F6][dice.below(4)];
            script(v, zero)
        },
    },
    Way {
        name: "circled digits",
        to: For::Numbers,
        write: |v, _| {
            digits(v, |d| {
                char::from_u32(if d == 0 { 0x24EA } else { 0x245F + d as u32 }).map(String::from).unwrap_or_default()
            })
        },
    },
    Way {
        name: "Arabic or Indian digits",
        to: For::Numbers,
        write: |v, dice| {
            let zero = [0x0660, 0x06F0, 0x0966][dice.below(3)];
            script(v, zero)
        },
    },
    Way { name: "lowered digits", to: For::Numbers, write: |v, _| script(v, 0x2080) },
    Way {
        name: "letters for digits (O, l)",
        to: For::Told,
        write: |v, dice| {
            digits(v, |d| match d {
                0 if dice.below(5) > 0 => "O".into(),
                1 if dice.below(2) > 0 => "l".into(),
                _ => d.to_string(),
            })
        },
    },
    Way {
        name: "Cyrillic for Latin letters",
        to: For::Written,
        write: |v, _| {
            letters(v, |c| {
                let at = "ABCEHKMOPTXaceopxy".find(c)?;
                "АВСЕНКМОРТХасеорху".chars().nth(at).map(String::from)
            })
        },
    },
    Way {
        name: "decomposed (NFD)",
        to: For::All,
        write: |v, _| jamo(v, |part, n| char::from_u32([0x1100, 0x1161, 0x11A7][part] + n)),
    },
    Way { name: "half-width jamo", to: For::Words, write: |v, _| jamo(v, half) },
    Way { name: "single jamo", to: For::Words, write: |v, _| if v.contains(' ') { v.into() } else { jamo(v, letter) } },
    Way {
        name: "zero-width signs strewn in",
        to: For::All,
        write: |v, dice| strewn(v, dice, &["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}"]),
    },
    Way { name: "soft hyphens strewn in", to: For::All, write: |v, dice| strewn(v, dice, &["\u{AD}"]) },
    Way {
        name: "struck through",
        to: For::Written,
        write: |v, _| letters(v, |c| c.is_alphanumeric().then(|| format!("{c}\u{336}"))),
    },
    Way {
        name: "said (공일공)",
        to: For::Told,
        write: |v, dice| {
            let gap = dice.pick(&["-", " ", "", "-", " "]);
            spoken(v).replace('-', gap)
        },
    },
    Way {
        name: "said with words for hyphens",
        to: For::Told,
        write: |v, dice| {
            let new = spoken(v);
            if dice.below(2) == 0 { new.replace('-', " 다시 ") } else { new.replacen('-', "에 ", 1) }
        },
    },
    Way {
        name: "said with 영",
        to: For::Told,
        write: |v, _| digits(v, |d| if d == 0 { "영".into() } else { HANGUL_DIGITS[d].into() }).replace('-', " "),
    },
    Way {
        name: "numerals mixed",
        to: For::Told,
        write: |v, dice| digits(v, |d| if dice.below(2) == 0 { HANGUL_DIGITS[d].into() } else { d.to_string() }),
    },
    Way { name: "numerals in Hanja", to: For::Told, write: |v, _| digits(v, |d| HANJA_DIGITS[d].into()) },
    Way {
        name: "a line break at a hyphen or space",
        to: For::All,
        write: |v, dice| {
            let sign = dice.pick(&["-\n", "\n"]);
            if v.contains('-') { v.replacen('-', sign, 1) } else { v.replacen(' ', "\n", 1) }
        },
    },
    Way { name: "a line break somewhere inside", to: For::Written, write: |v, dice| torn(v, dice, "\n") },
    Way {
        name: "split over cells",
        to: For::Told,
        write: |v, dice| {
            let sign = dice.pick(&["\t", "|", " | "]);
            v.replace('-', sign)
        },
    },
    Way {
        name: "emoji between",
        to: For::Written,
        write: |v, dice| {
            let sign = dice.pick(&["📞", "🙂", "⭐", "❤️"]);
            if v.contains('-') { v.replace('-', sign) } else { torn(v, dice, sign) }
        },
    },
    Way {
        name: "words for the sign and the dots",
        to: For::Machines,
        write: |v, dice| {
            let at = dice.pick(&["(at)", " at ", "골뱅이", " 골뱅이 "]);
            let dot = dice.pick(&["(dot)", " dot ", "점", " 점 "]);
            v.replace('@', at).replace('.', dot)
        },
    },
];
