//! Prints the kinds, actions, levels and styles as TypeScript: `cargo xtask pkg` puts it into the npm package, so that they are written down once.
//!
//! `cargo run --no-default-features --example typescript`

use garim::disclosure::Level;
use garim::kind::{Action, Kind};
use garim::style::Style;

fn main() {
    println!("// Made by examples/typescript.rs of the engine's own tables.\n");
    println!("/** What is done with a finding on export. */");
    union("ActionId", [Action::Mask, Action::Review, Action::Keep].map(Action::id));
    println!("/** The level that is suggested. */");
    union("DisclosureLevel", [Level::Open, Level::Partial, Level::Closed].map(Level::id));
    println!("/** What masks look like. */");
    union("StyleId", [Style::Full, Style::Partial, Style::Label].map(Style::id));
    println!("/** An item (호) of Article 9(1) of the Official Information Disclosure Act. */");
    println!("export type Item = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;\n");
    println!("/** The stable name of a kind. */");
    union("KindId", Kind::ALL.iter().map(|kind| kind.id()));
    println!("/** What is known of a kind. */");
    println!("export interface KindInfo {{");
    println!("  id: KindId;\n  /** 이름: what a drafter reads. */\n  ko: string;\n  en: string;");
    println!("  /** The item that it falls under by default. */\n  item: Item;");
    println!("  /** What is done with it by default. */\n  action: ActionId;");
    println!("  /** Review findings of it suggest nothing: they are shown together, and stay. */\n  silent?: true;");
    println!("  /** It may be written down only where a statute allows it. */\n  statutory?: true;\n}}\n");
    println!("/** Every kind, in the contract's order. */");
    println!("export const KINDS: readonly KindInfo[] = /* @__PURE__ */ [");
    for kind in Kind::ALL {
        println!(
            "  {{ id: {:?}, ko: {:?}, en: {:?}, item: {}, action: {:?}{}{} }},",
            kind.id(),
            kind.name_ko(),
            kind.name_en(),
            kind.item(),
            kind.action().id(),
            if kind.is_silent() { ", silent: true" } else { "" },
            if kind.needs_statute() { ", statutory: true" } else { "" }
        );
    }
    println!("];\n");
    println!(
        "/** The kind of what a person marked. */\nexport const MARKED: KindId = {:?};\n",
        Kind::RestrictedPart.id()
    );
    println!("/** The kind of a secret marking. */\nexport const SECRET: KindId = {:?};\n", Kind::SecurityMark.id());
    println!("/** What a drafter reads of each action. */");
    println!("export const ACTIONS: Readonly<Record<ActionId, string>> = {{");
    for action in [Action::Mask, Action::Review, Action::Keep] {
        println!("  {}: {:?},", action.id(), action.name_ko());
    }
    println!("}};");
}

/// Writes a union of string literals.
fn union<'a>(name: &str, ids: impl IntoIterator<Item = &'a str>) {
    let all: Vec<String> = ids.into_iter().map(|id| format!("{id:?}")).collect();
    println!("export type {name} = {};\n", all.join(" | "));
}
