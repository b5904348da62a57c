"""What run.py measured, as docs/peers.md and its drawings."""

from __future__ import annotations

from pathlib import Path

import plot
from score import CLAIMS

HEAD = """# Side by side with open tools

`cargo xtask prove peers` (benches/peers/) installs the tools below from PyPI and npm into `target/peers`, runs them and Garim over this repository's corpus in one
run, and writes this page. Last run {date}, on {machine}.

How to read it:

- **The corpus is Garim's own.** Its rules were written with these texts at hand, so that Garim's own rows say nothing about texts it has not seen: that is
  measured in docs/accuracy.md, on texts held back. What can be read here is what other tools do with what Korean officials write.
- The corpus marks 33 kinds that are masked, illnesses, debts and trade secrets among them; no other tool says that it finds these. So there are two columns of leaks: of all
  kinds, and of those that the tool says it finds.
- A value leaks if one letter or digit of it is left. Kept values are those that must stay: officials on duty, offices' numbers. The tools do not know that distinction, and a
  person may not want it: what is broken here is readable documents, not privacy.
- Over-masking is counted in prose that holds nothing to mask.
- Many of its cases are written oddly on purpose: spaced, full-width, spoken, torn by cells. A tool that finds the plain number and not those has many leaks here.
- Telephone and resident numbers of the corpus are such that nobody has; for this run each is made one that could be somebody's, in memory, so that no tool is punished
  for knowing. Other numbers are as they are.
- Tools run as they are set up by themselves. No language model is downloaded: names by Presidio and maskingtape's model are therefore left out.
"""


def percent(value: float | None) -> str:
    return "–" if value is None else f"{value * 100:.1f} %"


def table(head: list[str], rows: list[list[str]]) -> str:
    out = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(out + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def bytes_(n: int) -> str:
    return f"{n / 1e6:.1f} MB" if n >= 1e6 else f"{n / 1e3:.0f} KB"


def ms(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g} ms"


def claimed(name: str, result: dict) -> float | None:
    """The share that leaks of the kinds that a tool says it finds."""
    kinds = set(CLAIMS[name].split()) if name in CLAIMS else set(result["kinds"])
    rows = [row for kind, row in result["kinds"].items() if kind in kinds]
    return 1 - sum(r[1] for r in rows) / sum(r[0] for r in rows) if rows else None


def better(found: dict) -> list[str]:
    """Where another tool is ahead of Garim, in words."""
    own, npm, out = found.get("garim"), found.get("garim-npm", {}), []
    if not own:
        return out
    peers = {name: r for name, r in found.items() if not name.startswith("garim")}

    def ahead(what: str, value, mine, shown) -> None:
        names = [f"{name} ({shown(v)})" for name, r in peers.items() if (v := value(r)) is not None and mine is not None and v < mine]
        if names:
            out.append(f"- {what}, Garim {shown(mine)}: {', '.join(names)}.")

    ahead("Masked in prose, letters of 10,000", lambda r: r["over"], own["over"], lambda v: f"{v:.1f}")
    ahead("Kept values broken", lambda r: r["broken"], own["broken"], percent)
    ahead("Size as installed (of Garim the command)", lambda r: r["size"], own["size"], bytes_)
    ahead("Start to first findings", lambda r: r["start"], min(own["start"], npm.get("start", own["start"])), ms)
    ahead("Speed of one core", lambda r: -r["kbps"], -own["kbps"], lambda v: f"{-v:,.0f} KB/s")
    for key, words in (("paragraph", "One keystroke in 300 characters"), ("document", "One keystroke in 10,000 characters")):
        ahead(words, lambda r, key=key: r["keystroke"].get(key), npm.get("keystroke", {}).get(key), ms)
    kinds = []
    for kind, row in own["kinds"].items():
        for name, r in peers.items():
            theirs = r["kinds"].get(kind)
            if theirs and theirs[1] > row[1]:
                kinds.append(f"{kind}: {name} ({theirs[1]} of {theirs[0]}, Garim {row[1]})")
    if kinds:
        out.append(f"- Values found whole: {'; '.join(kinds)}.")
    return out


def write(docs: Path, tools: dict, facts: dict, found: dict, missing: dict) -> None:
    """Writes the page and the drawings."""
    names = list(found)
    version = lambda name: tools[name].get("install", ["this repository"])[0].split("@")[-1].split("==")[-1]
    text = HEAD.format(**facts)
    text += "\n" + table(["tool", "version", "as run"], [[n, version(n), tools[n]["does"]] for n in names])
    for name, error in missing.items():
        text += f"\n{name} {version(name)} could not be run: {error}\n"
    text += f"\n## What is left, and what is masked without need\n\n{facts['marks']} marks in {facts['cases']} texts; {facts['prose']:,} characters of prose in {facts['prose_texts']} texts.\n\n"
    rows = []
    for name, r in found.items():
        rows.append([name, percent(claimed(name, r)), percent(r["leak"]), percent(r["untouched"]), percent(r["broken"]), f"{r['over']:.1f}"])
    head = ["tool", "leaks, of kinds it says it finds", "leaks, all kinds", "of these left whole", "kept values broken", "masked in prose, letters of 10,000"]
    text += table(head, rows)
    text += "\n![Leaks of all kinds](images/peers-leaks.svg)\n![Masked in prose](images/peers-over.svg)\n"
    text += "\n## Speed and size\n\n"
    rows = []
    for name, r in found.items():
        key = r["keystroke"]
        rows.append([name, f"{r['kbps']:,.0f} KB/s", ms(key.get("paragraph")), ms(key.get("document")), ms(r["start"]), bytes_(r["size"])])
    text += table(["tool", "one core", "one keystroke, 300 characters", "one keystroke, 10,000", "start to first findings", "installed"], rows)
    text += (
        "\nAll times are of the processor: others on the machine change them little. Speed is over drafts of 2,000 characters. A keystroke is a whole look at the text, as an editor would have to ask; Garim's package has sessions that are told\n"
        "which paragraph changed. The start is a fresh process with its interpreter. Size is everything installed, of Garim's package without source maps; its engine for a page alone\n"
        "is in docs/performance.md.\n\n![One core](images/peers-speed.svg)\n![One keystroke](images/peers-keystroke.svg)\n"
    )
    text += "\n## Where another tool is ahead\n\n" + ("\n".join(better(found)) or "Nowhere in this run.") + "\n"
    kinds = sorted({kind for r in found.values() for kind in r["kinds"]})
    text += "\n## Values found whole, by kind\n\n"
    rows = []
    for kind in kinds:
        most = next(r["kinds"][kind][0] for r in found.values() if kind in r["kinds"])
        rows.append([f"`{kind}`", str(most), *[str(found[n]["kinds"].get(kind, [0, 0])[1]) for n in names if n != "garim-npm"]])
    text += table(["kind", "values", *[n for n in names if n != "garim-npm"]], rows)
    (docs / "peers.md").write_text(text, encoding="utf-8")
    images = docs / "images"
    drawings = {
        "leaks": ("Values of which something is left, all kinds", [(n, r["leak"], percent(r["leak"])) for n, r in found.items() if n != "garim-npm"], False),
        "over": ("Letters masked without need, of 10,000", [(n, r["over"], f"{r['over']:.1f}") for n, r in found.items() if n != "garim-npm"], False),
        "speed": ("Kilobytes a second of one core", [(n, r["kbps"], f"{r['kbps']:,.0f}") for n, r in found.items()], True),
        "keystroke": ("One keystroke in 10,000 characters", [(n, k, ms(k)) for n, r in found.items() if (k := r["keystroke"].get("document"))], True),
    }
    for name, (title, values, logarithmic) in drawings.items():
        (images / f"peers-{name}.svg").write_text(plot.bars(title, values, logarithmic), encoding="utf-8")
