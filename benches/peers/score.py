"""How well spans cover what is marked. Shares are of marks; what a tool masks beside the marks is counted in prose that has none."""

from __future__ import annotations

from corpus import Mark

CLAIMS = {
    "ko-pii": "rrn frn driver_license card_number health_insurance_no bank_account employee_no passport mobile landline safe_number email ip_address vehicle_plate person_name address birth_date",
    "maskingtape": "rrn frn mobile landline safe_number email address card_number bank_account passport birth_date driver_license person_name",
    "korean-pii": "rrn frn mobile landline card_number email bank_account passport driver_license credential",
    "rust-pii-transformer": "rrn frn card_number bank_account mobile landline email driver_license birth_date passport",
    "presidio-analyzer": "rrn frn driver_license passport email card_number mobile landline ip_address mac_address",
    "@arcjet/redact": "email mobile landline ip_address card_number",
    "openredaction": "email mobile landline ip_address card_number mac_address",
}
"""The kinds that a tool says it finds, of those that Garim masks; Garim: all."""


def covered(text: str, spans: list) -> bytearray:
    """Which characters are in a span."""
    out = bytearray(len(text))
    for start, end, *_ in spans:
        for at in range(max(0, start), min(len(text), end)):
            out[at] = 1
    return out


def telling(text: str, start: int, end: int) -> list[int]:
    """Where letters and digits of a stretch stand: what joins them tells nothing."""
    return [at for at in range(start, end) if text[at].isalnum()]


class Score:
    """Sums over the corpus."""

    def __init__(self) -> None:
        self.kinds: dict[str, list[int]] = {}
        self.kept = [0, 0]
        self.over = [0, 0]

    def case(self, text: str, marks: list[Mark], spans: list) -> None:
        there = covered(text, spans)
        for mark in marks:
            at = telling(text, mark.start, mark.end) or list(range(mark.start, mark.end))
            hidden = sum(there[i] for i in at)
            if mark.action == "mask":
                row = self.kinds.setdefault(mark.kind, [0, 0, 0])
                row[0] += 1
                row[1] += hidden == len(at)
                row[2] += hidden == 0
            elif mark.action == "keep":
                self.kept[0] += 1
                self.kept[1] += hidden > 0

    def prose(self, text: str, spans: list) -> None:
        there = covered(text, spans)
        self.over[0] += len(text)
        self.over[1] += sum(there[i] for i in telling(text, 0, len(text)))

    def leaks(self, kinds: set[str] | None = None) -> float | None:
        """The share of values of which something stays."""
        rows = [row for kind, row in self.kinds.items() if kinds is None or kind in kinds]
        return 1 - sum(r[1] for r in rows) / sum(r[0] for r in rows) if rows else None

    def untouched(self) -> float:
        """The share of values that stay whole."""
        return sum(r[2] for r in self.kinds.values()) / sum(r[0] for r in self.kinds.values())

    def told(self) -> dict:
        return {
            "kinds": self.kinds,
            "leak": self.leaks(),
            "untouched": self.untouched(),
            "broken": self.kept[1] / self.kept[0],
            "over": self.over[1] * 10_000 / self.over[0],
        }
