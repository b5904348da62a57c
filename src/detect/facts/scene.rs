//! Whose a passage is: the people and companies of a draft in the order they appear, and what kind of draft it seems to be.

use crate::kind::{Action, Kind};
use crate::order;
use crate::page::Page;
use crate::page::cells::{Cut, NONE};
use crate::rule::Candidate;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{List, attr};

/// Whom a passage may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// One person who is not on duty.
    Person,
    /// A company, or whoever speaks for it.
    Company,
}

/// How near the owner stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// In the same line or row.
    Line,
    /// In a line shortly before.
    Block,
    /// Somewhere in the draft.
    Draft,
}

struct Entity {
    start: u32,
    end: u32,
    who: Who,
}

/// The people, the companies and the signs of a draft.
pub(super) struct Scene {
    entities: Vec<Entity>,
    officials: Vec<FoldSpan>,
    /// Whether a private person is named.
    pub(super) named: bool,
    /// How many mentions of private people.
    pub(super) people: u32,
    /// How many mentions of companies.
    pub(super) companies: u32,
    /// Prices are offered and not decided.
    pub(super) quote: bool,
    /// A price is set before a tender.
    pub(super) tender: bool,
    /// The tender is over, or published.
    pub(super) decided: bool,
    /// A price before a tender is named.
    pub(super) reserved: bool,
    /// An investigation runs.
    pub(super) investigating: bool,
    /// A measure is being decided.
    pub(super) pending: bool,
    /// Members give points.
    pub(super) scoring: bool,
    /// The draft itself publishes a result: the points in it are out.
    pub(super) published: bool,
    /// Business expenses: these are published as they are.
    pub(super) expense: bool,
}

/// How many lines back an owner is looked for.
const BLOCK: usize = 12;

/// Whether a header row has a column of people and none of companies.
fn people_head(page: &Page, header: FoldSpan) -> bool {
    let company = page.hits_in(header).any(|h| h.has(List::FactScene, attr::FACT_SCENE_COMPANY));
    !company
        && page.hits_in(header).any(|h| h.labels(Kind::PersonName) || h.has(List::FactScene, attr::FACT_SCENE_PERSON))
}

/// The sentence around `at`, within its line.
fn sentence(page: &Page, at: u32) -> FoldSpan {
    let f = &page.folded;
    let line = page.line(at);
    let ends = |i: u32| {
        f.unit(i as usize) == 0x2E
            && f.class(i as usize + 1) == Class::Space
            && f.class_before(i as usize) == Class::Hangul
    };
    let start = (line.start.max(at.saturating_sub(200))..at)
        .rev()
        .find(|&i| ends(i))
        .map_or(line.start.max(at.saturating_sub(200)), |i| i + 1);
    let end = (at..line.end.min(at + 200)).find(|&i| ends(i)).unwrap_or(line.end.min(at + 200));
    FoldSpan { start, end }
}

/// Whether an ending of company names stands at the end of a word of at least two more syllables.
fn firm(page: &Page, start: u32, end: u32) -> bool {
    let f = &page.folded;
    let (s, e) = (start as usize, end as usize);
    if s < 2 || f.class(s - 1) != Class::Hangul || f.class(s - 2) != Class::Hangul {
        return false;
    }
    let after = f.unit(e);
    f.class(e) != Class::Hangul
        || "은는이가을를의와과에도".encode_utf16().any(|p| p == after) && f.class(e + 1) != Class::Hangul
}

/// Whether a word of three syllables that may be a name stands behind a role.
fn role_and_name(page: &Page, end: u32) -> bool {
    let f = &page.folded;
    f.unit(end as usize) == 0x20
        && (1..=3).all(|k| f.class((end + k) as usize) == Class::Hangul)
        && (f.class(end as usize + 4) != Class::Hangul
            || "은는이가의을를에".encode_utf16().any(|p| p == f.unit(end as usize + 4))
                && f.class(end as usize + 5) == Class::Space)
        && !"을를은는에의로도만과와데께등및".encode_utf16().any(|p| p == f.unit(end as usize + 3))
        && page.name_ends_strictly(end + 4)
}

impl Scene {
    /// Reads a page and what was found in it.
    pub(super) fn read(page: &Page, found: &[Candidate]) -> Self {
        let mut scene = Self {
            entities: Vec::new(),
            officials: Vec::new(),
            named: found.iter().any(|c| c.kind == Kind::PersonName && c.action != Action::Keep),
            people: 0,
            companies: 0,
            quote: false,
            tender: false,
            decided: false,
            scoring: false,
            published: published(page),
            investigating: false,
            pending: false,
            reserved: page.hits.iter().any(|h| h.has(List::FactMoney, attr::FACT_MONEY_RESERVE)),
            expense: page.hits.iter().any(|h| {
                h.has(List::FactMoney, attr::FACT_MONEY_PUBLIC)
                    && page.folded.starts_with(h.start as usize, "업무추진비")
            }),
        };
        scene.read_findings(found);
        scene.read_words(page);
        order::sort_by_key(&mut scene.entities, |e| (e.start, e.end));
        scene.speak_for_companies(page);
        scene.rows_of_people(page);
        scene.people = scene.entities.iter().filter(|e| e.who == Who::Person).count() as u32;
        scene.companies = scene.entities.iter().filter(|e| e.who == Who::Company).count() as u32;
        scene
    }

    fn add(&mut self, start: u32, end: u32, who: Who) {
        self.entities.push(Entity { start, end, who });
    }

    fn read_findings(&mut self, found: &[Candidate]) {
        for c in found {
            if c.action == Action::Keep {
                if c.kind == Kind::PersonName {
                    self.officials.push(c.span);
                }
                continue;
            }
            let person = matches!(
                c.kind,
                Kind::PersonName
                    | Kind::Rrn
                    | Kind::Frn
                    | Kind::BirthDate
                    | Kind::StudentNo
                    | Kind::EmployeeNo
                    | Kind::MilitaryNo
                    | Kind::Passport
            );
            if person {
                self.add(c.span.start, c.span.end, Who::Person);
            }
        }
    }

    fn read_words(&mut self, page: &Page) {
        let f = &page.folded;
        for (i, &unit) in f.units().iter().enumerate() {
            // ㈜
            if unit == 0x321C {
                self.add(i as u32, i as u32 + 1, Who::Company);
            }
            // A사, B사
            if unit == 0xC0AC
                && f.class_before(i) == Class::Latin
                && (i == 1 || !matches!(f.class_before(i - 1), Class::Latin | Class::Hangul))
            {
                self.add(i as u32 - 1, i as u32 + 1, Who::Company);
            }
            // 김가람 씨, 김가람 님, 김가람 학생: called by name, whether or not the name itself was proved.
            let called = matches!(unit, 0xC528 | 0xB2D8) || unit == 0xD559 && f.unit(i + 1) == 0xC0DD;
            if called && f.unit_before(i) == 0x20 && i >= 4 && page.name_ends(i as u32 - 1) {
                self.add(i as u32 - 3, i as u32 - 1, Who::Person);
            }
            // 김○○, 박** 씨
            let covered =
                f.class(i) == Class::Blank && f.class_before(i) == Class::Hangul && f.class(i + 1) == Class::Blank;
            if covered
                && i >= 1
                && matches!(f.class_before(i - 1), Class::Space | Class::Newline | Class::Tab | Class::Punct)
            {
                self.add(i as u32 - 1, i as u32 + 2, Who::Person);
            }
        }
        for hit in &page.hits {
            // 체납자 김가람, 토지소유자 김가람: named by role, whether or not the name itself was proved.
            let role = hit.has(List::FactScene, attr::FACT_SCENE_PERSON)
                || hit.labels(Kind::PersonName) && hit.end - hit.start >= 4;
            if role
                && hit.end - hit.start >= 2
                && role_and_name(page, hit.end)
                && !self.official_in(FoldSpan { start: hit.end + 1, end: hit.end + 4 })
            {
                self.add(hit.end + 1, hit.end + 4, Who::Person);
            }
            let Some(a) = hit.attr(List::FactScene) else { continue };
            match a {
                attr::FACT_SCENE_COMPANY => self.add(hit.start, hit.end, Who::Company),
                attr::FACT_SCENE_FIRM if firm(page, hit.start, hit.end) => self.add(hit.start, hit.end, Who::Company),
                attr::FACT_SCENE_PERSON if page.folded.starts_with(hit.start as usize, "귀하") => {
                    self.add(hit.start, hit.end, Who::Person)
                }
                attr::FACT_SCENE_QUOTE => self.quote = true,
                attr::FACT_SCENE_TENDER => self.tender = true,
                attr::FACT_SCENE_DECIDED => self.decided = true,
                attr::FACT_SCENE_INVESTIGATING => self.investigating = true,
                attr::FACT_SCENE_PENDING => self.pending = true,
                attr::FACT_SCENE_SCORE => self.scoring = true,
                _ => {}
            }
        }
    }

    /// Rows below a head such as 성명 or 소유자 are a person's each, also where the name itself was not recognised.
    fn rows_of_people(&mut self, page: &Page) {
        let mut known: Option<(u32, bool)> = None;
        let mut rows: Vec<Entity> = Vec::new();
        for line in &page.lines {
            let Some(cell) = page.cells.get(line.first_cell as usize) else { continue };
            if line.cut == Cut::Whole || line.header || cell.head_from == NONE {
                continue;
            }
            let header = page.cells[cell.head_from as usize].line;
            if known.is_none_or(|(l, _)| l != header) {
                known = Some((header, page.lines.get(header as usize).is_some_and(|h| people_head(page, h.span()))));
            }
            let from = self.entities.partition_point(|e| e.start < line.start);
            let empty = self.entities.get(from).is_none_or(|e| e.start >= line.end);
            let first = self.officials.partition_point(|o| o.start < line.start);
            let official = self.officials.get(first).is_some_and(|o| o.start < line.end);
            if known.is_some_and(|(_, people)| people) && empty && !official && line.end > line.start + 4 {
                rows.push(Entity { start: line.start, end: line.start + 1, who: Who::Person });
            }
        }
        self.entities.append(&mut rows);
        order::sort_by_key(&mut self.entities, |e| (e.start, e.end));
    }

    /// The person behind a company's name, 대표 김가람, speaks for it.
    fn speak_for_companies(&mut self, page: &Page) {
        const FOR: [&str; 4] = ["대표", "이사", "사장", "법인"];
        for i in 1..self.entities.len() {
            let (before, after) = self.entities.split_at_mut(i);
            let (Some(company), Some(person)) = (before.last(), after.first_mut()) else { continue };
            if company.who != Who::Company
                || person.who != Who::Person
                || person.start < company.end
                || person.start - company.end > 30
            {
                continue;
            }
            let between = company.end as usize..person.start as usize;
            if between.clone().any(|k| FOR.iter().any(|w| page.folded.starts_with(k, w))) {
                person.who = Who::Company;
            }
        }
    }

    /// Where the first of them begins in a span.
    pub(super) fn first(&self, at: FoldSpan, who: Who) -> Option<u32> {
        let from = self.entities.partition_point(|e| e.start < at.start);
        self.entities[from..].iter().take_while(|e| e.start < at.end).find(|e| e.who == who).map(|e| e.start)
    }

    /// Whether a name or a company ends at `at`.
    pub(super) fn ends(&self, at: u32) -> bool {
        let to = self.entities.partition_point(|e| e.start < at);
        let off = self.officials.partition_point(|o| o.start < at);
        self.entities[..to].iter().rev().take(3).any(|e| e.end == at)
            || self.officials[..off].last().is_some_and(|o| o.end == at)
    }

    /// Whether a name or a company begins at `at`.
    pub(super) fn begins(&self, at: u32) -> bool {
        let from = self.entities.partition_point(|e| e.start < at);
        let off = self.officials.partition_point(|o| o.start < at);
        self.entities.get(from).is_some_and(|e| e.start == at) || self.officials.get(off).is_some_and(|o| o.start == at)
    }

    /// Whether a private person's name ends at `at`.
    pub(super) fn person_ends(&self, at: u32) -> bool {
        let to = self.entities.partition_point(|e| e.start < at);
        self.entities[..to].iter().rev().take(3).any(|e| e.end == at && e.who == Who::Person)
    }

    /// Where the names of private people end.
    pub(super) fn person_ends_all(&self) -> impl Iterator<Item = u32> {
        self.entities.iter().filter(|e| e.who == Who::Person && e.end > e.start + 1).map(|e| e.end)
    }

    /// Whether a private person's name begins at `at`.
    pub(super) fn person_begins(&self, at: u32) -> bool {
        let from = self.entities.partition_point(|e| e.start < at);
        self.entities.get(from).is_some_and(|e| e.start == at && e.who == Who::Person)
    }

    /// Who stands in a span.
    pub(super) fn holds(&self, at: FoldSpan, who: Who) -> bool {
        let from = self.entities.partition_point(|e| e.start < at.start);
        self.entities[from..].iter().take_while(|e| e.start < at.end).any(|e| e.who == who)
    }

    /// Who is named in some of a span by more than one unit.
    pub(super) fn overlapping(&self, at: FoldSpan) -> Option<Who> {
        let from = self.entities.partition_point(|e| e.start + 80 < at.start);
        let mut near = self.entities[from..].iter().take_while(|e| e.start < at.end);
        near.find(|e| e.end > at.start && e.end > e.start + 1).map(|e| e.who)
    }

    /// Whether somebody is named in one of the lines shortly above `at`.
    pub(super) fn above(&self, page: &Page, at: u32, who: Who) -> bool {
        let to = self.entities.partition_point(|e| e.start < at);
        let line = page.line_index(at);
        let mut near = self.entities[..to].iter().rev().take(8);
        near.find(|e| e.who == who).is_some_and(|e| line - page.line_index(e.start) <= BLOCK)
    }

    /// Whose the place at `at` is: the nearest before it in the line, then after it in the line, then in the lines before, then anybody.
    pub(super) fn owner(&self, page: &Page, at: u32) -> Option<(Who, Tie)> {
        let line = page.line(at);
        let to = self.entities.partition_point(|e| e.start < at);
        if let Some(e) = self.entities[..to].last()
            && e.start >= line.start
        {
            // The first of a row names it: ㈜도담테크, then who represents it.
            let first = self.entities.partition_point(|e| e.start < line.start);
            let who = if line.cut == Cut::Whole { e.who } else { self.entities[first].who };
            return Some((who, Tie::Line));
        }
        if let Some(e) = self.entities.get(to)
            && e.end <= line.end
        {
            return Some((e.who, Tie::Line));
        }
        if let Some(e) = self.entities[..to].last() {
            let far = page.line_index(at).saturating_sub(page.line_index(e.start));
            if far <= BLOCK {
                let first = self.entities.partition_point(|x| x.start < page.line(e.start).start);
                return Some((self.entities[first].who, Tie::Block));
            }
        }
        if self.people > 0 {
            return Some((Who::Person, Tie::Draft));
        }
        (self.companies > 0).then_some((Who::Company, Tie::Draft))
    }

    /// Whether a company in the lines before is where the person above it works: 근무처 대진수산(주).
    pub(super) fn employed(&self, page: &Page, at: u32) -> bool {
        const WORK: [&str; 8] = ["근무처", "직장", "소속", "근무지", "회사", "일터", "사업장", "다니는"];
        let to = self.entities.partition_point(|e| e.start < at);
        let Some(firm) = self.entities[..to].last().filter(|e| e.who == Who::Company) else { return false };
        let here = page.line_index(firm.start);
        let from = page.lines[here.saturating_sub(1)].start.max(firm.start.saturating_sub(40));
        let work = (from..firm.start).any(|i| WORK.iter().any(|w| page.folded.starts_with(i as usize, w)));
        work && self.above(page, at, Who::Person)
    }

    /// Whether a person is named in one of the few lines before `at`, with no empty line and no list of things in between: a record.
    pub(super) fn recorded(&self, page: &Page, at: u32) -> bool {
        const LINES: usize = 8;
        let to = self.entities.partition_point(|e| e.start < at);
        let Some(person) = self.entities[..to].last().filter(|e| e.who == Who::Person) else { return false };
        let (from, here) = (page.line_index(person.start), page.line_index(at));
        here - from <= LINES && page.lines[from..here].iter().all(|l| l.end > l.start)
    }

    /// Whether a person is named in one of the two lines behind that of `at`, with no empty line in between.
    pub(super) fn follows(&self, page: &Page, at: u32) -> bool {
        let here = page.line_index(at);
        let next = page.lines.iter().skip(here + 1).take(2).take_while(|l| l.end > l.start);
        next.into_iter().any(|l| self.holds(l.span(), Who::Person))
    }

    /// Whether an official is named in one of the five lines before: the subject of a form.
    pub(super) fn official_above(&self, page: &Page, at: u32) -> bool {
        let to = self.officials.partition_point(|o| o.start < at);
        self.officials[..to].last().is_some_and(|o| page.line_index(at) - page.line_index(o.start) <= 5)
    }

    /// Whether an official on duty is named in a span.
    pub(super) fn official_in(&self, at: FoldSpan) -> bool {
        let from = self.officials.partition_point(|o| o.start < at.start);
        self.officials.get(from).is_some_and(|o| o.start < at.end)
    }

    /// Whether officials on duty are named.
    pub(super) fn names_officials(&self) -> bool {
        !self.officials.is_empty()
    }

    /// Whether the sentence is about an official named shortly before `at`: 김가람 주무관은, 김가람(도로과)의.
    pub(super) fn about_official(&self, page: &Page, at: u32) -> bool {
        let f = &page.folded;
        let to = self.officials.partition_point(|o| o.start < at);
        let Some(name) = self.officials[..to].last() else { return false };
        if at < name.end
            || at - name.end > 32
            || (name.end..at).any(|i| f.class(i as usize) == Class::Newline || f.unit(i as usize) == 0x2E)
        {
            return false;
        }
        // The particle behind the name and its title makes it the one spoken of.
        const ABOUT: [u16; 9] = [0xC5D0, 0xC740, 0xB294, 0xC774, 0xAC00, 0xC744, 0xB97C, 0xC758, 0xAC8C];
        (name.end..at.min(name.end + 14))
            .any(|i| ABOUT.contains(&f.unit(i as usize)) && f.class(i as usize + 1) == Class::Space)
    }

    /// Whether the bracket that opens right behind an official's name holds `at`, or the name begins the line that it stands in: what is told
    /// of health, crime or discipline there is told of the official.
    pub(super) fn of_official(&self, page: &Page, at: u32) -> bool {
        let f = &page.folded;
        let line = page.line(at);
        let to = self.officials.partition_point(|o| o.start < at);
        let Some(name) = self.officials[..to].last().filter(|o| o.start >= line.start) else { return false };
        let stop = |i: u32| f.unit(i as usize) == 0x29;
        let open = f.unit(name.end as usize) == 0x28 && !(name.end..at).any(stop);
        open && at > name.end && at - name.end <= 24
    }

    /// Whether a word that can only be a name stands right before `at`, or begins its line before a colon or bracket.
    pub(super) fn names_somebody(&self, page: &Page, at: u32) -> bool {
        let f = &page.folded;
        let line = page.line(at);
        let before = at.saturating_sub(1);
        let mark = matches!(f.unit(before as usize), 0x20 | 0x28);
        if mark
            && before > line.start
            && f.class_before(before as usize) == Class::Hangul
            && page.name_ends_strictly(before)
        {
            return true;
        }
        let head = (line.start..line.end.min(line.start + 6)).find(|&i| f.class(i as usize) == Class::Hangul);
        head.is_some_and(|from| {
            let end = (from..line.end.min(from + 5)).find(|&i| f.class(i as usize) != Class::Hangul).unwrap_or(from);
            end == from + 3 && matches!(f.unit(end as usize), 0x28 | 0x3A) && page.name_ends_strictly(end)
        })
    }

    /// How near a person stands to `at`, where the place is not a company's.
    pub(super) fn person(&self, page: &Page, at: u32) -> Option<Tie> {
        match self.owner(page, at) {
            Some((Who::Person, tie)) => Some(tie),
            Some((Who::Company, tie)) if tie == Tie::Line && self.holds(page.line(at).span(), Who::Person) => {
                Some(Tie::Line)
            }
            _ => None,
        }
    }

    /// Whether a line speaks of many: statistics, rules, campaigns.
    pub(super) fn open(&self, page: &Page, at: u32) -> bool {
        let line = sentence(page, at);
        let rates = line.range().filter(|&i| page.folded.unit(i) == 0x25).take(2).count();
        if rates == 2 {
            return true;
        }
        page.hits_in(line).any(|h| h.has(List::FactScene, attr::FACT_SCENE_OPEN))
    }
}

/// Whether the title says that a result is published: 선정 결과 공고, 평가 결과 공개.
fn published(page: &Page) -> bool {
    const LINES: usize = 8;
    const OUT: [&str; 5] = ["공고", "공개", "공시", "게시", "발표"];
    let f = &page.folded;
    let mut said = page.lines.iter().filter(|l| l.end > l.start).take(LINES).enumerate();
    said.any(|(n, line)| {
        let titled = n < 2 || f.starts_with(line.start as usize, "제목") || f.starts_with(line.start as usize, "제 목");
        // 결과 공고, 결과를 공개: not 결과(비공개).
        let out = |i: usize| (i + 2..i + 5).any(|k| f.unit(k - 1) != 0xBE44 && OUT.iter().any(|w| f.starts_with(k, w)));
        titled && line.span().range().take(120).any(|i| f.starts_with(i, "결과") && out(i))
    })
}
