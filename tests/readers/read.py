"""Reads documents and their masked copies with readers that Garim did not write, and says what they find wrong with a copy.

`read.py ORIGINALS COPIES [office] [hwpx]`: every file of the second folder against that of the same name in the first. Always: zipfile, xml.etree,
html.parser, csv; openpyxl where it is installed. `office`: LibreOffice and poppler (text and number of pages of DOCX, XLSX, ODT). `hwpx`: python-hwpx
(its validator, its text).
What a reader says of an original already is no fault of the copy. Prints a line a reader: how many it read, how many originals it could not read,
what is wrong. Ends with 1 where something is."""

import collections
import csv
import html
import html.parser
import importlib.util
import io
import os
import posixpath
import re
import subprocess
import sys
import tempfile
import unicodedata
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zipfile

MASKS = "*○"
# What a copy says in place of the name of a picture's file.
PUT = "그림입니다."
# What is planted in documents (tests/files/mod.rs, write.py).
PLANTED = ("01000007391", "9901013000012")
ZIPS = (".hwpx", ".docx", ".xlsx", ".odt")
# Parts that say something to somebody who reads the document; in the others people and dates are emptied by rule.
SAYS = re.compile(r"(Contents/section|word/(document|header|footer|footnotes|endnotes)|xl/(sharedStrings|worksheets/)|content\.xml)")


class Unread(Exception):
    """A reader does not take the original."""


def differs(before, after):
    """What a text says otherwise than it said, beyond masks and what is left out; none where nothing."""
    if len(before) == len(after) and all(old == new or new in MASKS for old, new in zip(before, after)):
        return None
    # Something was left out: what stands there now must have stood there, in this order.
    at = 0
    for piece in re.split(f"[{re.escape(MASKS)}\\s]+", after.replace(PUT, " ")):
        if not any(letter.isalnum() for letter in piece):
            continue
        found = before.find(piece, at)
        if found >= 0:
            at = found + len(piece)
            continue
        for letter in piece:
            found = before.find(letter, at)
            if found < 0:
                return f"{len(piece)} letters stand where none stood, behind letter {at}"
            at = found + 1
    return None


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def squeezed(text):
    """A text's digits; letters part them, signs and spaces do not."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def read_values(before, after):
    if not after.endswith(ZIPS):
        with open(after, "rb") as file:
            parts = {"": file.read()}
    else:
        parts = parts_of(after)
    for name, content in parts.items():
        plain = content.decode("utf-8", "replace")
        bare = html.unescape(re.sub("<[^>]*>", "", plain))
        for view in (plain, bare, urllib.parse.unquote(html.unescape(plain)), content.decode("utf-16-le", "replace"), name):
            if any(value in squeezed(view) for value in PLANTED):
                return f"a value is left in {name or 'it'}"
    return None


def read_zip(before, after):
    try:
        parts_of(before)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise Unread from error
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        if new.testzip() is not None:
            return "a part is damaged"
        names = [info.filename for info in new.infolist()]
        if len(names) != len(set(names)) or new.comment:
            return "a name stands twice, or there is a comment"
        first, was = new.infolist()[0], old.infolist()[0]
        if was.filename == "mimetype" and (first.filename != "mimetype" or first.compress_type != was.compress_type or first.extra):
            return "mimetype is not first, or not as it was"
        kept = [info.filename for info in old.infolist() if info.filename in set(names)]
        if [name for name in names if name in set(kept)] != kept:
            return "the order of parts changed"
    return None


def targets(parts):
    """What the parts of a document name among themselves: (who names, what)."""
    for name, content in parts.items():
        base = posixpath.dirname(name)
        if name.endswith(".rels"):
            base = posixpath.dirname(base)
            for relation in ElementTree.fromstring(content):
                if relation.get("TargetMode") != "External":
                    target = urllib.parse.unquote(relation.get("Target", "")).split("#")[0]
                    if target:
                        whole = target if target.startswith("/") else posixpath.join("/", base, target)
                        yield name, posixpath.normpath(whole).lstrip("/")
        elif name == "[Content_Types].xml":
            for entry in ElementTree.fromstring(content):
                if entry.get("PartName"):
                    yield name, entry.get("PartName").lstrip("/")
        elif name == "META-INF/manifest.xml":
            for entry in ElementTree.fromstring(content):
                whole = next((value for key, value in entry.attrib.items() if key.endswith("full-path")), "/")
                if not whole.endswith("/"):
                    yield name, whole
        elif name == "META-INF/container.xml":
            for entry in ElementTree.fromstring(content).iter():
                if entry.get("full-path"):
                    yield name, entry.get("full-path")
        elif name.endswith(".hpf"):
            for entry in ElementTree.fromstring(content).iter():
                # A link to a file outside is taken out: it names no part.
                if entry.tag.endswith("}item") and entry.get("isEmbeded", "1") == "1" and entry.get("href"):
                    yield name, entry.get("href")


def read_xml(before, after):
    old, new = parts_of(before), parts_of(after)
    well_formed = 0
    for name, content in old.items():
        if not name.endswith((".xml", ".rels", ".hpf", ".rdf")) or name not in new:
            continue
        try:
            root = ElementTree.fromstring(content)
        except ElementTree.ParseError:
            continue
        well_formed += 1
        try:
            copy = ElementTree.fromstring(new[name])
        except ElementTree.ParseError:
            return f"{name} is no longer XML"
        if SAYS.match(name):
            wrong = differs("".join(root.itertext()), "".join(copy.itertext()))
            if wrong:
                return f"{name}: {wrong}"
    if well_formed == 0:
        raise Unread
    try:
        missing = {target for _, target in targets(old) if target not in old}
        named = set(targets(old))
    except ElementTree.ParseError as error:
        raise Unread from error
    for name, target in targets(new):
        if target not in new and target not in missing:
            return f"{name} names a part that is not there"
        if (name, target) not in named and target not in new:
            return f"{name} names another part"
    return None


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.tags = [], []

    def handle_data(self, data):
        self.text.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)


def read_html(before, after):
    pages = []
    for path in (before, after):
        page = Page()
        with open(path, encoding="utf-8") as file:
            page.feed(file.read())
        page.close()
        pages.append(page)
    new = collections.Counter(pages[1].tags) - collections.Counter(pages[0].tags)
    return f"new elements {sorted(new)}" if new else differs("".join(pages[0].text), "".join(pages[1].text))


def read_csv(before, after):
    rows = []
    for path in (before, after):
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows.append(list(csv.reader(file)))
    if [len(row) for row in rows[0]] != [len(row) for row in rows[1]]:
        return "cells differ"
    wrong = (differs(old, new) for pair in zip(*rows) for old, new in zip(*pair))
    return next((fault for fault in wrong if fault), None)


def read_hwpx(before, after):
    from hwpx.document import HwpxDocument
    from hwpx.tools.package_validator import validate_package
    from hwpx.tools.text_extractor import TextExtractor

    def said(path):
        with TextExtractor(path) as extractor:
            return extractor.extract_text()

    def issues(path):
        # Measures in a message change with the width of a letter.
        told = ((i.part_name, re.sub(r"[0-9.]+", "0", i.message)) for i in validate_package(path).issues if i.level == "error")
        return collections.Counter(told)

    try:
        text, known = said(before), issues(before)
        HwpxDocument.open(before).close()
    except Exception as error:
        raise Unread from error
    fresh = issues(after) - known
    if fresh:
        return "; ".join(f"{part}: {message}" for part, message in fresh)
    HwpxDocument.open(after).close()
    return differs(text, said(after))


def read_openpyxl(before, after):
    import openpyxl

    def value(cell):
        # A formula over several cells is an object that holds its text.
        return getattr(cell.value, "text", cell.value)

    def cells(path):
        book = openpyxl.load_workbook(path)
        return [
            [(cell.coordinate, value(cell)) for row in sheet.iter_rows() for cell in row if cell.value is not None]
            for sheet in book.worksheets
        ]

    try:
        old = cells(before)
    except Exception as error:
        raise Unread from error
    try:
        new = cells(after)
    except Exception as error:
        return f"openpyxl does not open the copy: {type(error).__name__}"
    if [[place for place, _ in sheet] for sheet in old] != [[place for place, _ in sheet] for sheet in new]:
        return "cells differ"
    for was, now in ((was, now) for pair in zip(old, new) for (_, was), (_, now) in zip(*pair)):
        if was == now or (wrong := differs(str(was), str(now))) is None:
            continue
        # A number that was masked is text.
        if not isinstance(now, str) or isinstance(was, str) or not any(mask in now for mask in MASKS):
            return wrong
    return None


def office(folder, paths, into):
    """Converts files of a folder with LibreOffice, those of one kind at once."""
    room = os.path.join(tempfile.gettempdir(), f"garim-office-{os.getpid()}")
    for kind in ("docx", "odt", "xlsx"):
        chosen = [os.path.join(folder, name) for name in paths if name.endswith(kind)]
        text = "txt:Text (encoded):UTF8" if kind != "xlsx" else "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
        for form, end in ((text, "text"), ("pdf", "pdf")):
            out = os.path.join(into, kind, end)
            os.makedirs(out, exist_ok=True)
            for start in range(0, len(chosen), 40):
                command = ["soffice", f"-env:UserInstallation=file://{room}", "--headless", "--convert-to", form, "--outdir", out]
                try:
                    subprocess.run(command + chosen[start : start + 40], capture_output=True, timeout=900, check=False)
                except subprocess.TimeoutExpired:
                    print(f"  LibreOffice took too long for {kind} as {end}")


def converted(into, name):
    """What LibreOffice made of a file: its texts, and how many pages it has."""
    stem, kind = os.path.splitext(name)
    folder = os.path.join(into, kind[1:])
    made = [f for f in os.listdir(os.path.join(folder, "text")) if f == f"{stem}.txt" or f.startswith(f"{stem}-") and f.endswith(".csv") or f == f"{stem}.csv"]
    texts = []
    for file in sorted(made):
        with open(os.path.join(folder, "text", file), encoding="utf-8", errors="replace") as f:
            texts.append(f.read())
    page = os.path.join(folder, "pdf", f"{stem}.pdf")
    pages = None
    if os.path.exists(page):
        told = subprocess.run(["pdfinfo", page], capture_output=True, text=True, check=False).stdout
        pages = next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:")), None)
    if not texts or pages is None:
        raise Unread
    return texts, pages


def read_office(before, after):
    (name, old), new = (os.path.basename(before), OFFICE[0]), OFFICE[1]
    texts, pages = converted(old, name)
    try:
        copies, now = converted(new, name)
    except Unread:
        return "LibreOffice does not open the copy"
    # A sheet's text runs over the edge of a page, a mask is narrower: pages of overflow may go, none may come.
    if now > pages or now != pages and not name.endswith(".xlsx"):
        return f"{pages} pages became {now}"
    if len(texts) != len(copies):
        return "sheets differ"
    # Sheets are told by their names, of which some are masked: each must be one of those there were.
    for copy in sorted(copies, key=len, reverse=True):
        texts.sort(key=lambda text: abs(len(text) - len(copy)))
        wrong = [differs(text, copy) for text in texts]
        if None not in wrong:
            return wrong[0]
        del texts[wrong.index(None)]
    return None


OFFICE = []
READERS = [
    ("search for what was planted", ZIPS + (".html", ".csv", ".md"), read_values),
    ("zipfile", ZIPS, read_zip),
    ("xml.etree", ZIPS, read_xml),
    ("html.parser", (".html",), read_html),
    ("csv", (".csv",), read_csv),
]


def main():
    originals, copies, *more = sys.argv[1:]
    names = sorted(name for name in os.listdir(copies) if os.path.exists(os.path.join(originals, name)))
    with tempfile.TemporaryDirectory() as room:
        readers = list(READERS)
        if "hwpx" in more:
            readers.append(("python-hwpx", (".hwpx",), read_hwpx))
        if importlib.util.find_spec("openpyxl"):
            readers.append(("openpyxl", (".xlsx",), read_openpyxl))
        if "office" in more:
            for folder, into in ((originals, "before"), (copies, "after")):
                OFFICE.append(os.path.join(room, into))
                office(folder, names, OFFICE[-1])
            readers.append(("LibreOffice", (".docx", ".odt", ".xlsx"), read_office))
        faults = 0
        for reader, kinds, read in readers:
            counts, wrong, unread = collections.Counter(), [], collections.Counter()
            for name in (name for name in names if name.endswith(kinds)):
                kind = name.rsplit(".", 1)[1]
                try:
                    fault = read(os.path.join(originals, name), os.path.join(copies, name))
                except Unread:
                    unread[kind] += 1
                    continue
                counts[kind] += 1
                if fault:
                    wrong.append(f"    {name}: {fault}")
            told = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "nothing"
            aside = f"; {sum(unread.values())} originals it does not take ({', '.join(sorted(unread))})" if unread else ""
            print(f"  {reader}: {told} read, {len(wrong)} wrong{aside}")
            print("\n".join(wrong), end="\n" if wrong else "")
            # A reader that takes no original of its kind shows nothing.
            faults += len(wrong) + (not counts and bool(unread))
    return 1 if faults else 0


sys.exit(main())
