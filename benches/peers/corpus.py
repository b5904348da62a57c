"""The repository's corpus as this comparison reads it: texts with marked spans, prose without any, and what is typed into.

Its telephone numbers have the exchange 0000 and its resident numbers are of births to come, which nobody has and some tools rightly refuse. Here each telephone gets an
exchange of a fixed random row and each birth goes back a hundred years, in memory only.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
MARK = re.compile(r"\[\[([a-z_]+)(?:!([a-z]+))?\|(.*?)\]\]", re.S)
PHONES = ("mobile", "landline", "safe_number")
RESIDENTS = ("rrn", "frn")
RESIDENT = re.compile(r"(?<![0-9])([0-9]{6})([^0-9]{0,3})([3478])([0-9]{6})(?![0-9])")
WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def check_digit(digits: str, foreign: bool) -> str:
    """The last digit of a resident number, by the twelve before it."""
    rest = (11 - sum(int(d) * w for d, w in zip(digits, WEIGHTS)) % 11) % 10
    return str((rest + 2) % 10 if foreign else rest)


def in_the_past(found: re.Match) -> str:
    """A resident number of a birth a hundred years before; its check digit holds where it held."""
    birth, between, century, rest = found.groups()
    foreign = century in "78"
    held = check_digit(birth + century + rest[:5], foreign) == rest[5]
    century = {"3": "1", "4": "2", "7": "5", "8": "6"}[century]
    return birth + between + century + rest[:5] + (check_digit(birth + century + rest[:5], foreign) if held else rest[5])


@dataclass
class Mark:
    """A marked span, in characters."""

    start: int
    end: int
    kind: str
    action: str


def actions() -> dict[str, str]:
    """What is done with a kind unless a mark says otherwise: the table of the product."""
    table = (ROOT / "src" / "kind.rs").read_text(encoding="utf-8")
    return {kind: action.lower() for kind, action in re.findall(r'^    \w+ "([a-z_]+)" "[^"]*" "[^"]*" \d (\w+) \w+;', table, re.M)}


class Reader:
    """Reads marked texts."""

    def __init__(self) -> None:
        self.actions, self.pick = actions(), random.Random(17)

    def read(self, marked: str) -> tuple[str, list[Mark]]:
        text, marks, at = "", [], 0
        for mark in MARK.finditer(marked):
            kind, action, value = mark.groups()
            if kind not in self.actions:
                continue
            text += marked[at : mark.start()]
            if kind in PHONES:
                value = re.sub(r"(?<![0-9])0000(?![0-9])", lambda _: str(self.pick.randint(2000, 8999)), value, count=1)
            if kind in RESIDENTS:
                value = RESIDENT.sub(in_the_past, value)
            marks.append(Mark(len(text), len(text) + len(value), kind, action or self.actions[kind]))
            text += value
            at = mark.end()
        return text + marked[at:], marks


def lines(path: Path) -> list[str]:
    return [json.loads(line)["marked"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def marked() -> list[tuple[str, list[Mark]]]:
    """All cases with marks: by kind, by role, and what was mended."""
    reader = Reader()
    files = [*sorted((CORPUS / "kinds").glob("*.jsonl")), *sorted((CORPUS / "roles").glob("*.jsonl")), CORPUS / "regressions.jsonl"]
    cases = [reader.read(line) for path in files for line in lines(path)]
    return [case for case in cases if case[1]]


def prose() -> list[str]:
    """Official prose in which there is nothing to mask."""
    return lines(CORPUS / "plain.jsonl")


def drafts(texts: list[str], size: int = 2000) -> list[str]:
    """Texts joined to drafts of about so many characters, in a fixed order."""
    texts = list(texts)
    random.Random(5).shuffle(texts)
    out = [""]
    for text in texts:
        if len(out[-1]) > size:
            out.append("")
        out[-1] += text + "\n"
    return out
