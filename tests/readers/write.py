"""Documents that Garim did not write, with values in them, for read.py.

`write.py new FOLDER`: documents by python-docx, openpyxl, odfpy, python-hwpx, of those that are installed. `write.py plant FILE... FOLDER`: copies of
documents (DOCX, HWPX, ODT, XLSX) with values planted at the head, in the middle and at the end of every part that holds text, once over two pieces, in the
preview and in the author's name."""

import os
import re
import sys
import zipfile

PHONE, NUMBER = "010-0000-7391", "990101-3000012"
ROWS = [("성명", "주민등록번호", "연락처"), ("김가람", NUMBER, PHONE), ("이나래", NUMBER, "010-0000-7392")]

# By format: parts with text, where a text begins, how it is cut in two, the author's element.
FORMS = {
    "hwpx": (r"Contents/section\d+\.xml", rb"<hp:t>(?=[^<])", "</hp:t><hp:t>", rb'(<opf:meta name="(?:creator|lastsaveby)"[^>]*>)[^<]*'),
    "docx": (r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml", rb"<w:t(?: [^>]*)?>(?=[^<])", "</w:t></w:r><w:r><w:t>", rb"(<dc:creator>)[^<]*"),
    "odt": (r"(content|styles)\.xml", rb"<text:(?:p|span|h)(?: [^>]*[^/])?>(?=[^<])", "<text:span/>", rb"(<(?:dc:creator|meta:initial-creator)>)[^<]*"),
    "xlsx": (r"xl/(sharedStrings|comments\d*)\.xml", rb"<t(?: [^>]*)?>(?=[^<])", "</t></r><r><t>", rb"(<dc:creator>)[^<]*"),
}


def plant(path, folder):
    kind = path.rsplit(".", 1)[-1].lower()
    if kind not in FORMS:
        return 0
    parts, head, cut, author = FORMS[kind]
    planted = 0
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(os.path.join(folder, os.path.basename(path)), "w") as out:
        for info in archive.infolist():
            content = archive.read(info)
            if re.fullmatch(parts, info.filename):
                places = [match.end() for match in re.finditer(head, content)]
                chosen = sorted({places[0], places[len(places) // 2], places[-1]}) if places else []
                for turn, at in enumerate(reversed(chosen)):
                    runs = kind != "xlsx" or b"<r>" in content[max(0, at - 80) : at]
                    phone = PHONE[:6] + cut + PHONE[6:] if turn == 1 and runs else PHONE
                    content = content[:at] + f"연락처 {phone} 주민등록번호 {NUMBER} ".encode() + content[at:]
                    planted += 2
            if info.filename == "Preview/PrvText.txt":
                content, planted = f"연락처 {PHONE} ".encode() + content, planted + 1
            content, authors = re.subn(author, lambda found: found[1] + f"김가람 {PHONE}".encode(), content)
            planted += authors
            out.writestr(info, content, compress_type=info.compress_type)
    return planted


def docx(path):
    import docx as word

    document = word.Document()
    document.add_heading("행정처분 사전통지", 1)
    line = document.add_paragraph(f"신청인 김가람({NUMBER})의 연락처는 ")
    line.add_run("010-0000")
    line.add_run("-7391 입니다.")
    table = document.add_table(len(ROWS), 3)
    for row, values in zip(table.rows, ROWS):
        for cell, value in zip(row.cells, values):
            cell.text = value
    for _ in range(60):
        document.add_paragraph("붙임의 자료를 살펴 처리하여 주시기 바랍니다.")
    document.sections[0].header.paragraphs[0].text = f"문의 {PHONE}"
    document.sections[0].footer.paragraphs[0].text = f"담당 {PHONE}"
    document.core_properties.author = document.core_properties.title = f"김가람 {PHONE}"
    document.save(path)


def xlsx(path):
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "명단"
    for row in ROWS:
        sheet.append(row)
    sheet["E1"] = "연락처"
    sheet["E2"], sheet["E3"], sheet["F2"] = 1000007391, "=B2", 0.25
    sheet["A2"].comment = Comment(f"확인 {PHONE}", "김가람")
    sheet.merge_cells("A6:C6")
    sheet["A6"] = f"담당 {PHONE}"
    sheet.oddHeader.center.text = f"문의 {PHONE}"
    hidden = book.create_sheet("보관")
    hidden["A1"], hidden.sheet_state = PHONE, "hidden"
    book.properties.creator = f"김가람 {PHONE}"
    book.save(path)


def odt(path):
    from odf import dc, meta, table, text
    from odf.opendocument import OpenDocumentText

    document = OpenDocumentText()
    document.meta.addElement(meta.InitialCreator(text=f"김가람 {PHONE}"))
    document.meta.addElement(dc.Title(text=f"안내 {PHONE}"))
    document.text.addElement(text.H(outlinelevel=1, text="행정처분 사전통지"))
    line = text.P(text=f"신청인 김가람({NUMBER})의 연락처는 010-0000")
    line.addElement(text.Span(text="-7391"))
    document.text.addElement(line)
    grid = table.Table(name="명단")
    grid.addElement(table.TableColumn(numbercolumnsrepeated=3))
    for values in ROWS:
        row = table.TableRow()
        for value in values:
            cell = table.TableCell()
            cell.addElement(text.P(text=value))
            row.addElement(cell)
        grid.addElement(row)
    document.text.addElement(grid)
    for _ in range(60):
        document.text.addElement(text.P(text="붙임의 자료를 살펴 처리하여 주시기 바랍니다."))
    document.save(path)


def hwpx(path):
    from hwpx.document import HwpxDocument

    document = HwpxDocument.new()
    document.add_paragraph("행정처분 사전통지")
    document.add_paragraph(f"신청인 김가람({NUMBER})의 연락처는 {PHONE} 입니다.")
    table = document.add_table(len(ROWS), 3)
    for r, values in enumerate(ROWS):
        for c, value in enumerate(values):
            table.set_cell_text(r, c, value)
    for _ in range(60):
        document.add_paragraph("붙임의 자료를 살펴 처리하여 주시기 바랍니다.")
    document.save_to_path(path)


def main():
    what, *files, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    if what == "plant":
        planted = 0
        for file in files:
            try:
                planted += plant(file, folder)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
                print(f"  not planted, no archive or locked: {os.path.basename(file)}")
        print(f"  {planted} values planted in {len(files)} files")
        return
    for write in (docx, xlsx, odt, hwpx):
        try:
            write(os.path.join(folder, f"written.{write.__name__}"))
        except ImportError as missing:
            print(f"  {write.__name__}: not written, {missing.name} is not installed")


main()
