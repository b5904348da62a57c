"""Documents for the tests, all invented: texts of the repository's corpus, what no writer meant to write, and what is large."""

from __future__ import annotations

import json
import os
import random
import re
import unicodedata
from functools import cache
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


@cache
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


@cache
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


def _styles() -> str:
    """What a word processor writes before the text: faces, borders, and the looks of characters and paragraphs, some hundred of each."""
    shape = '<hh:{name} id="{i}" height="1000" textColor="#000000" shadeColor="none" useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="2"><hh:fontRef hangul="1" latin="1" hanja="1" japanese="1" other="1" symbol="1" user="1"/><hh:ratio hangul="100" latin="100"/><hh:spacing hangul="0" latin="0"/></hh:{name}>'
    parts = [shape.format(name=name, i=i) for name in ("charPr", "paraPr", "borderFill") for i in range(60)]
    return f"<hh:head>{''.join(parts)}</hh:head>"


def _hwpx(lines: list[str]) -> dict[str, str]:
    body = "".join(
        f'<hp:p id="{i}" paraPrIDRef="{i % 60}" styleIDRef="0" pageBreak="0" columnBreak="0" merged="0"><hp:run charPrIDRef="{i % 60}"><hp:t>{line}</hp:t></hp:run>'
        f'<hp:linesegarray><hp:lineseg textpos="0" vertpos="{i * 1600}" vertsize="1000" textheight="1000" baseline="850" spacing="600" horzpos="0" horzsize="42520" flags="393216"/></hp:linesegarray></hp:p>'
        for i, line in enumerate(lines)
    )
    return {
        "mimetype": "application/hwp+zip",
        "version.xml": '<hv:HCFVersion major="5"/>',
        "META-INF/container.xml": '<container><rootfile full-path="Contents/content.hpf"/></container>',
        "Contents/content.hpf": '<opf:package><opf:metadata/><opf:manifest><opf:item id="section0" href="Contents/section0.xml"/></opf:manifest></opf:package>',
        "Contents/header.xml": _styles(),
        "Contents/section0.xml": f'<?xml version="1.0" encoding="UTF-8"?><hs:sec>{body}</hs:sec>',
        "Preview/PrvText.txt": "\n".join(lines)[:1000],
        "settings.xml": "<ha:HWPApplicationSetting/>",
    }


def _docx(lines: list[str]) -> dict[str, str]:
    body = "".join(
        f'<w:p w:rsidR="00A1{i:04X}" w:rsidRDefault="00A1{i:04X}"><w:pPr><w:pStyle w:val="a{i % 9}"/><w:spacing w:after="0" w:line="384" w:lineRule="auto"/></w:pPr>'
        f'<w:r><w:rPr><w:rFonts w:ascii="바탕" w:eastAsia="바탕" w:hAnsi="바탕"/><w:sz w:val="22"/></w:rPr><w:t xml:space="preserve">{line}</w:t></w:r></w:p>'
        for i, line in enumerate(lines)
    )
    kinds = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return {
        "[Content_Types].xml": f'<Types>{kinds}<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships><Relationship Id="rId1" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>',
    }


def office(folder: Path, count: int, seed: int = 12) -> list[Path]:
    """So many files as offices have them: HWPX and DOCX with 1 to 40 KB of text, a page to thirty, one sentence of ten with something to find."""
    import html
    import math
    import zipfile

    pick, out = random.Random(seed), []
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        text = large(int(math.exp(pick.uniform(math.log(1000), math.log(40_000)))), seed=seed + i, dense=False)
        lines = [html.escape("".join(c for c in line if c >= " ")) for line in text.splitlines()]
        build, ending = ((_hwpx, "hwpx"), (_docx, "docx"))[i % 2]
        path = folder / f"{i}.{ending}"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in build(lines).items():
                archive.writestr(name, body, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
        out.append(path)
    return out
