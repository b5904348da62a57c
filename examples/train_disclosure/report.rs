//! Asks the engine for drafts and prints how well it answers.

use garim::check::Checker;
use garim::disclosure::matter::Table;
use garim::disclosure::{Level, suggest_told, suggest_with};
use garim::finding::Finding;
use garim::page::Page;
use garim::policy::Policy;

use crate::drafts::Draft;
use crate::model::CLASSES;
use crate::whole::Told;

/// What came out for a draft: the items in order of score, and the level.
pub struct Answer<'a> {
    pub draft: &'a Draft,
    pub items: Vec<(usize, u8)>,
    pub level: Level,
    /// The kinds that were found to be masked.
    pub found: Vec<&'static str>,
}

/// What speaks for closing a draft, by the weights of a fold; nothing where nothing is suggested.
pub fn told(draft: &Draft, table: Table, checker: &mut Checker, page: &mut Page) -> Option<Told> {
    let findings = findings(draft, checker);
    page.read(&draft.text);
    let terms = suggest_told(table, page, &findings).1?;
    Some(Told { terms, closed: draft.levels.iter().any(|l| l == "closed"), fold: draft.fold })
}

fn findings(draft: &Draft, checker: &mut Checker) -> Vec<Finding> {
    let found = checker.check(&draft.text, &Policy::default()).findings;
    found.into_iter().filter(|f| f.rule != "restricted_part/matter").collect()
}

/// Asks the engine itself, with the weights of a fold.
pub fn ask_engine<'a>(draft: &'a Draft, table: Table, checker: &mut Checker, page: &mut Page) -> Answer<'a> {
    let findings = findings(draft, checker);
    page.read(&draft.text);
    let d = suggest_with(table, page, &findings);
    Answer {
        draft,
        items: d.items.iter().map(|i| (usize::from(i.item), i.score)).collect(),
        level: d.level,
        found: findings.iter().filter(|f| f.action == garim::kind::Action::Mask).map(|f| f.kind.id()).collect(),
    }
}

pub fn report(name: &str, answers: &[&Answer]) {
    let (mut n, mut first, mut two, mut cited, mut open, mut wrong_open, mut missed, mut second) =
        (0, 0, 0, 0, 0, 0, 0, 0);
    let mut confusion = [[0usize; CLASSES]; CLASSES];
    for a in answers {
        let got = |i: usize| a.items.get(i).map(|&(item, _)| item);
        confusion[a.draft.first][got(0).unwrap_or(0)] += 1;
        if a.draft.first == 0 {
            open += 1;
            wrong_open += usize::from(!a.items.is_empty());
            continue;
        }
        n += 1;
        missed += usize::from(a.items.is_empty());
        second += usize::from(a.items.len() > 1);
        let ok = |i: usize| got(i).is_some_and(|item| a.draft.defensible.contains(&item));
        first += usize::from(ok(0));
        two += usize::from(ok(0) || ok(1));
        cited += usize::from(got(0) == Some(a.draft.first) || got(1) == Some(a.draft.first));
    }
    let leveled: Vec<&&Answer> = answers.iter().filter(|a| !a.draft.levels.is_empty()).collect();
    let right = leveled.iter().filter(|a| a.draft.levels.iter().any(|l| l == a.level.id())).count();
    println!(
        "{name}: {n} restricted, {open} open | first {:.1} two {:.1} cited {:.1} missed {:.1} second {:.1} | open suggested {:.1} | level {:.1} of {}",
        pc(first, n),
        pc(two, n),
        pc(cited, n),
        pc(missed, n),
        pc(second, n),
        pc(wrong_open, open),
        pc(right, leveled.len()),
        leveled.len()
    );
    // How often a listed item may be defended, by its score.
    for rank in 0..2 {
        let mut bins = [(0usize, 0usize); 10];
        for a in answers {
            if let Some(&(item, score)) = a.items.get(rank) {
                let bin = &mut bins[usize::from(score).min(99) / 10];
                bin.0 += 1;
                bin.1 += usize::from(a.draft.defensible.contains(&item));
            }
        }
        let of: Vec<String> = bins.iter().map(|&(n, right)| format!("{:.0}/{n}", pc(right, n))).collect();
        println!("    rank {} by score: {}", rank + 1, of.join(" "));
    }
    for (i, row) in confusion.iter().enumerate() {
        println!("    {i}: {row:?}");
    }
}

pub fn pc(a: usize, b: usize) -> f32 {
    100.0 * a as f32 / b.max(1) as f32
}
