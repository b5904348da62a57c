//! 전자납부번호·가상계좌·고지번호 (payment numbers).
//!
//! A local tax payment number has nineteen digits `5-1-2-2-9` (authority, kind, year, month, serial); a virtual account is given to one payer and
//! has ten to fourteen. Whoever knows one can look the payer up. Nineteen digits in one run are as often a parcel number (PNU) and need a
//! label. A giro number is the authority's and is none.

use super::beside;
use crate::kind::{Action, Kind};
use crate::page::{Gaps, Numbers, Page, Place, Value};
use crate::rule::{Form, CERTAIN, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 19, min: 1, max: 19 }, nineteen)),
    spoken: false,
    word: Some(labelled),
    partial: |value| crate::style::keep_first(value, 5),
    form: Some(Form {
        fits: |s| s.lists == 0 && (s.joined() || s.spaces == s.gaps) && (8..=20).contains(&s.len()) && s.digits(s.len()) && (s.odd() || s.len() > 9),
        strong: |s| s.len() == 19 || s.spoken >= 8 || s.gaps > 0 && s.len() >= 10,
        letters: false,
        worded: None,
        push: |page, span, near, sink| {
            let (verdict, score) = beside::sure(near);
            push(page, span, verdict, score, "payment_no/label", "납부번호·가상계좌 표시 곁에 있는 번호입니다.", sink);
        },
    }),
    ..Spec::new(Kind::PaymentNo)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "납세자를 알 수 있는 전자납부번호(5-1-2-2-9의 19자리), 가상계좌, 고지번호입니다. 표시 곁의 번호와 19자리 모양의 번호를 찾아 확인을 권합니다.",
    examples: EXAMPLES,
};

fn push(page: &Page, at: FoldSpan, verdict: Verdict, score: i16, rule: &'static str, why: &'static str, sink: &mut Sink) {
    let tax = page.around(at, 240, List::PaymentWords, Some(attr::PAYMENT_WORDS_TAX));
    let other = page.around(at, 240, List::PaymentWords, Some(attr::PAYMENT_WORDS_OTHER));
    let candidate = Candidate::new(Kind::PaymentNo, at, verdict, score, rule, why);
    // Tax data are closed by a law of their own (지방세기본법 제86조): item 1.
    sink.push(candidate.item(if tax && !other { 1 } else { 6 }));
}

fn nineteen(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(taken) = numbers.take(&page.folded, group, 19, Gaps::LOOSE) else { return };
    if !page.clear_left(taken.span.start) || !page.clear_right(taken.span.end) {
        return;
    }
    let labels = page.labels(taken.span);
    let own = labels.of(Kind::PaymentNo);
    if labels.refute(Kind::PaymentNo) {
        return;
    }
    let shaped = taken.layout() == [5, 1, 2, 2, 9];
    if own.is_some() {
        push(page, taken.span, Verdict::Proven, CERTAIN, "payment_no/label", "납부번호 표시 곁에 있는 19자리 번호입니다.", sink);
    } else if shaped {
        push(page, taken.span, Verdict::Plausible, LIKELY, "payment_no/shape", "지방세 전자납부번호의 모양(5-1-2-2-9)입니다.", sink);
    }
}

fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    page.values(hit, &mut |value| {
        let Some(at) = number(page, &value) else { return };
        let Some(code) = page.code(at, true) else { return };
        let span = code.span();
        if code.blanks > 0 {
            if code.blanks + code.digits >= 8 {
                let why = "이미 일부를 가린 납부번호입니다.";
                sink.push(Candidate::new(Kind::PaymentNo, span, Verdict::Proven, LIKELY, "payment_no/masked", why).action(Action::Keep));
            }
            return;
        }
        if code.digits < 9
            && value.place != Place::Loose
            && let Some(span) = page.spread(at)
        {
            push(page, span, Verdict::Proven, LIKELY, "payment_no/label", "납부번호·가상계좌 표시 곁에 있는 번호입니다.", sink);
            return;
        }
        if code.digits < 6 || code.digits > 24 || code.latin > 4 || code.hangul > 0 {
            return;
        }
        // 2026-07: the month it is for.
        if code.hyphens == 1 && code.digits == 6 && code.latin == 0 && span.len() == 7 && page.folded.unit(code.start as usize + 4) == 0x2D && page.folded.unit(code.start as usize) == 0x32 {
            return;
        }
        if page.is_date(span) || code.hyphens == 0 && page.counts(code.end) || !page.clear_right(code.end) || value.place == Place::Loose && code.digits < 10 {
            return;
        }
        push(page, span, Verdict::Proven, CERTAIN, "payment_no/label", "납부번호·가상계좌 표시 곁에 있는 번호입니다.", sink);
    });
}

/// Where the number begins: the name of a bank and a bracket may stand before it.
fn number(page: &Page, value: &Value) -> Option<FoldSpan> {
    let from = value.span.start;
    let to = value.span.end.min(from + 18);
    let at = (from..to).find(|&i| page.folded.class(i as usize) == Class::Digit)?;
    let bank = (from..at).all(|i| {
        matches!(page.folded.class(i as usize), Class::Hangul | Class::Space | Class::Latin) || matches!(page.folded.unit(i as usize), 0x28 | 0x29 | 0x3A | 0x2D | 0x2F | 0x5B | 0x5D)
    });
    (bank && page.folded.class_before(at as usize) != Class::Latin).then_some(FoldSpan { start: at, end: value.span.end })
}

const EXAMPLES: &[Example] = &[
    Example::Finds("전자납부번호 [[payment_no|11140-1-26-11-000000451]]"),
    Example::Finds("가상계좌: 농협 [[payment_no|79000000000001]]"),
    Example::Finds("고지번호는[[payment_no|2026-11-000098712]]입니다"),
    Example::Finds("전자납부번호： [[payment_no|１１１４０－１－２６－１１－００００００４５１]]"),
    Example::Finds("가상계좌 [[payment_no!keep|790000-**-******]]"),
    Example::Passes("PNU 1114010100100010000"),
    Example::Passes("필지 1114010100100010000"),
    Example::Passes("지로번호 1000001"),
];
