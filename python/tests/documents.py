"""Documents for the tests, all invented: texts of the repository's corpus, what no writer meant to write, and what is large."""

from __future__ import annotations

import json
import os
import random
import re
import unicodedata
from pathlib import Path

ROOT = Path(os.environ.get("GARIM_ROOT", Path(__file__).parents[2]))

ODD = [
    "",
    " ",
    "\n\n\n",
    "\u0000",
    "\u200b\u200d\ufeff",
    "\ufeff신청인 김가람 010-0000-1234",
    "가\u0007나\u001b다\u0085라",
    unicodedata.normalize("NFD", "신청인 김가람, 휴대전화 010-0000-1234"),
    "신청인 김가람 ０１０－００００－１２３４",
    "\r\n신청인\r\n김가람\r010-0000-1234",
    "👨‍👩‍👧 김가람 🇰🇷 990101-3000012",
    "가" * 5000,
    "0" * 5000,
    "(" * 3000,
    "\t|\t" * 2000,
]

BROKEN = [b"\xff\xfe\xfd", b"\xea\xb0", "신청인 김가람 010-0000-1234".encode("cp949"), b"\xed\xa0\x80", b"\x80abc"]


def corpus() -> list[str]:
    """Texts of the corpus, without their marks."""
    texts = []
    for path in sorted((ROOT / "tests/corpus/kinds").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            texts.append(re.sub(r"\[\[[a-z_]+(?:![a-z]+)?\|(.*?)\]\]", r"\1", json.loads(line)["marked"]))
    return texts


def mixed(count: int, seed: int = 1) -> list[str | bytes]:
    """So many documents of all sorts; bytes where they are not UTF-8."""
    pick = random.Random(seed)
    texts = corpus()
    out: list[str | bytes] = [*ODD, *BROKEN]
    while len(out) < count:
        out.append("\n".join(pick.choice(texts) for _ in range(min(pick.randint(1, 12), 1 + pick.randint(0, 40)))))
    pick.shuffle(out)
    return out[:count]


def prose() -> list[str]:
    """Official prose without anything to find."""
    lines = (ROOT / "tests/corpus/plain.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["marked"] for line in lines if line.strip()]


def large(size: int, seed: int = 2, dense: bool = True) -> str:
    """One document of about so many bytes: dense, with something to find in every line; or as documents are, in one of ten."""
    pick = random.Random(seed)
    texts, plain, out, length = corpus(), prose(), [], 0
    while length < size:
        out.append(pick.choice(texts if dense or pick.random() < 0.1 else plain))
        length += len(out[-1].encode()) + 1
    return "\n".join(out)
