"""Files made to hang, flood or mislead a parser; each holds a whole report wherever its type allows one.

Made when the tests run: none of them lies in the project. Names say what is in them.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
PAGE = (EXAMPLES / "page_2021.html").read_bytes()
TEXT = (EXAMPLES / "row_a_line_2021.txt").read_bytes()
HALF = PAGE.index("三、收到和处理".encode())
MANY, MORE = 100_000, 1_000_000
Bomb = Callable[[], bytes]


def page(before: bytes = b"", middle: bytes = b"", after: bytes = b"") -> bytes:
    """A whole report on a page, with something before it, in its midst, or after it."""
    start, end = PAGE.index(b'<div class="top">'), PAGE.rindex(b"</body>")
    cut = PAGE.rindex(b"<p>", start, HALF)
    return PAGE[:start] + before + PAGE[start:cut] + middle + PAGE[cut:end] + after + PAGE[end:]


def text(before: bytes = b"", after: bytes = b"") -> bytes:
    return before + b"\n" + TEXT + b"\n" + after


def zipped(files: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", method, compresslevel=9) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content, method)
    return stream.getvalue()


# ------------------------------------------------------------------ pages

NESTED = {
    f"{tag}_nested_{depth}": (lambda tag=tag, depth=depth: page(f"<{tag}>".encode() * depth))
    for tag, depth in (
        ("div", MANY),
        ("div", 900),
        ("div", 2000),
        ("span", MANY),
        ("b", 10_000),
        ("ul", MANY),
    )
}
SPANS = {
    "one_cell_of_65534_x_1000": b'<table><tr><td rowspan="65534" colspan="1000">x</td></tr></table>',
    "65534_rows_of_one_cell_1000_wide": b'<table><tr><td rowspan="65534" colspan="1000">x</td></tr>'
    + b"<tr></tr>" * 65_534
    + b"</table>",
    "spans_beyond_any_number": b'<table><tr><td rowspan="99999999999" colspan="-7">x<td colspan="1e9">y</table>',
    "a_million_cells_in_a_row": b"<table><tr>" + b"<td>1" * MORE + b"</table>",
    "a_hundred_thousand_rows": b"<table>" + b"<tr><td>1<td>2" * MANY + b"</table>",
    "ten_thousand_tables": b"<table><tr><td>1</td></tr></table>" * 10_000,
    "tables_in_tables": b"<table><tr><td>" * 3_000,
    "tables_in_tables_closed": b"<table><tr><td>" * 300 + b"</td></tr></table>" * 300,
    "growing_spans": b"<table>" + b'<tr><td rowspan="500" colspan="40">1</td></tr>' * 500 + b"</table>",
}
FLOODS = {
    "one_attribute_of_ten_megabytes": b'<p title="' + b"x" * 10 * MORE + b'">x</p>',
    "one_text_of_ten_megabytes": b"<p>" + "长".encode() * 3 * MORE + b"</p>",
    "ten_megabytes_of_blanks": b"<p>" + b" \t" * 5 * MORE + b"x</p>",
    "ten_megabytes_of_digits": b"<p>" + b"1" * 10 * MORE + b"</p>",
    "many_paragraphs": b"<p>x" * 200_000,
    "a_million_entities": b"<p>" + b"&nbsp;&#12288;" * (MORE // 2) + b"</p>",
    "a_million_less_than_signs": b"<" * MORE,
    "unclosed_tags_in_tags": b"<a" * MANY + b">",
    "impossible_characters": b"&#x110000;&#0;&#xD800;" * MANY,
    "nul_bytes": b"\0" * MANY,
    "page_breaks": b"#PAGE_BREAK#" * MANY,
    "conditional_comments": b"<!--[if gte mso 9]><xml>" * 10_000 + b"-->",
    "a_million_breaks": b"<br>" * MORE,
    "tags_nobody_knows": b"".join(b"<x%d>" % number for number in range(500)),
    "brackets_that_never_close": "（".encode() * MANY,
}
# What our own expressions could be led to try over and over (figures, dates, titles, headings, signatures).
TRAPS = {
    "numbers_with_gaps": b"1 " * 40_000 + "件".encode(),
    "commas_without_end": b"1," * 50_000 + b"x",
    "thousands_without_end": b"1" + b",000" * 30_000 + b"x",
    "dashes": "—-－".encode() * 30_000,
    "years_without_end": "2024年".encode() * 30_000,
    "days_without_end": "2024年1月1日至".encode() * 10_000,
    "published_without_end": "发布日期：".encode() * 20_000,
    "sources_without_end": "信息来源：".encode() * 20_000,
    "titles_without_end": "政府信息公开工作年度报告".encode() * 5_000,
    "headings_without_end": "一、总体情况".encode() * 10_000,
    "ordinals_without_end": "（一）".encode() * 30_000,
    "articles_without_end": "第二十条第（一）项".encode() * 5_000,
    "labels_without_end": "其他法律行政法规禁止公开1".encode() * 5_000,
    "compiled_without_end": "由".encode() + "某某市".encode() * 20_000,
    "year_and_actor_without_end": "2024年，".encode() * 20_000 + "坚持".encode(),
    "blanks_within": ("年 　\t".encode() * 20_000) + "报".encode(),
}


def canary_page(path: str, host: str) -> bytes:
    """A page that asks for a local file and a host in every way pages can."""
    asks = f"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY f SYSTEM "file://{path}"><!ENTITY % p SYSTEM
    "{host}/dtd">%p;]><link rel="import" href="{host}/a"><iframe src="file://{path}"></iframe><img src="{host}/b">
    <object data="{host}/c"></object><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{path}"
    parse="text"/><script src="{host}/d"></script><base href="file://{path}"><p>&f;</p>"""
    return asks.encode() + PAGE


# ------------------------------------------------------------------ zip and Office

WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def docx(document: str | bytes, **more: bytes) -> bytes:
    content = document.encode() if isinstance(document, str) else document
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": content, **more})


def xlsx(sheet: str, strings: bytes = b"<sst/>") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>'.encode(),
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{links}/'
            f'officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="s" sheetId="1" '
            'r:id="s"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="s" '
            f'Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
            "xl/sharedStrings.xml": strings,
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>'.encode(),
        }
    )


def laughs(root: str) -> str:
    """Ten to the ninth laughs: entities of entities, used once inside `root`."""
    lines = [f'<!ENTITY l{level} "{f"&l{level - 1};" * 10 if level else "笑" * 10}">' for level in range(10)]
    return f'<?xml version="1.0"?><!DOCTYPE x [{"".join(lines)}]>{root}'


def canary_word(path: str, host: str) -> bytes:
    """A Word file whose XML asks for a local file and a host."""
    asks = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file://{path}"><!ENTITY % p SYSTEM "{host}/d">%p;]>'
    return docx(asks + WORD.format(PARAGRAPH.format("&f;")))


def canary_ofd(path: str, host: str) -> bytes:
    """An OFD whose XML asks for a local file and a host."""
    asks = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{path}"><!ENTITY % p SYSTEM "{host}/d">%p;]>'
    return zipped({"OFD.xml": f"{asks}<OFD>&f;</OFD>".encode()})


def matryoshka(depth: int) -> bytes:
    inner = page()
    for _ in range(depth):
        inner = zipped({"年报.zip": inner})
    return inner


def overlapping() -> bytes:
    """A zip whose directory names the same compressed bytes a thousand times."""
    once = zipped({"a.html": b"x" * 10 * MORE})
    at = once.index(b"PK\x01\x02")
    entry, end = once[at : once.index(b"PK\x05\x06")], once[once.index(b"PK\x05\x06") :]
    count = 1_000
    closing = struct.pack("<4sHHHHIIH", end[:4], 0, 0, count, count, len(entry) * count, at, 0)
    return once[:at] + entry * count + closing


def claiming(size: int) -> bytes:
    """A zip whose directory claims a size its content does not have."""
    once = bytearray(zipped({"a.html": page()}))
    at = once.index(b"PK\x01\x02")
    once[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(once)


ZIPS: dict[str, Bomb] = {
    "zip_of_a_gigabyte_of_blanks": lambda: zipped({"a.html": b" " * 150 * MORE}),
    "zip_of_a_hundred_thousand_files": lambda: zipped({f"{number}.html": b"" for number in range(MANY)}),
    "zip_in_zip_50_deep": lambda: matryoshka(50),
    "zip_with_one_body_named_a_thousand_times": overlapping,
    "zip_that_claims_four_gigabytes": lambda: claiming(2**32 - 1),
    "zip_that_claims_nothing": lambda: claiming(0),
    "zip_that_climbs_out": lambda: zipped({"../../../../tmp/climbed.html": page()}),
    "zip_of_nothing": lambda: zipped({}),
    "zip_of_zips": lambda: zipped({f"{number}.zip": zipped({"a.html": page()}) for number in range(200)}),
    "zip_stored_with_a_wrong_sum": lambda: zipped({"a.html": page()}, ZIP_STORED).replace(b"2023", b"2024"),
    "docx_of_blanks": lambda: docx(WORD.format(" " * 100 * MORE)),
    "docx_of_many_paragraphs": lambda: docx(WORD.format(PARAGRAPH.format("x") * MORE)),
    "docx_nested_tables": lambda: docx(
        WORD.format("<w:tbl><w:tr><w:tc>" * MANY + "</w:tc></w:tr></w:tbl>" * MANY)
    ),
    "docx_nested_tables_100": lambda: docx(
        WORD.format("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60)
    ),
    "docx_wide_spans": lambda: docx(
        WORD.format(
            "<w:tbl>"
            + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr>' * 500
            + "</w:tbl>"
        )
    ),
    "docx_laughing": lambda: docx(laughs(WORD.format(PARAGRAPH.format("&l9;")))),
    "docx_cut_short": lambda: docx(WORD.format(PARAGRAPH.format("x") * 1000))[:-200],
    "docx_of_half_an_xml": lambda: docx(WORD.format(PARAGRAPH.format("x") * 1000)[:5_000]),
    "docx_of_no_xml": lambda: docx(b"\0\1\2\3" * 1000),
    "xlsx_that_claims_every_cell": lambda: xlsx('<dimension ref="A1:XFD1048576"/><sheetData/>'),
    "xlsx_with_its_last_cell": lambda: xlsx(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">'
        '<c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "xlsx_of_a_million_rows": lambda: xlsx(
        "<sheetData>"
        + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 400_000))
        + "</sheetData>"
    ),
    "xlsx_laughing": lambda: xlsx(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>',
        laughs("<sst><si><t>&l9;</t></si></sst>").encode(),
    ),
    "xlsx_with_strings_of_blanks": lambda: xlsx(
        "<sheetData/>", b"<sst><si><t>" + b" " * 100 * MORE + b"</t></si></sst>"
    ),
    "ofd_of_blanks": lambda: zipped({"OFD.xml": b"<OFD>" + b" " * 100 * MORE + b"</OFD>"}),
    "ofd_that_is_its_own_page": lambda: zipped(
        {"OFD.xml": b"<OFD><DocBody><DocRoot>OFD.xml</DocRoot></DocBody></OFD>"}
    ),
    "ofd_laughing": lambda: zipped({"OFD.xml": laughs("<OFD>&l9;</OFD>").encode()}),
}


# ------------------------------------------------------------------ PDF


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1."""
    found, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(found))
        found += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(found)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    found += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return found + b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)


def stream(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<</Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream" % (len(packed), more, packed)


CATALOG = b"<</Type /Catalog /Pages 2 0 R>>"
PAGES = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
SHEET = (
    b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>"
)
FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"


def drawn(content: bytes, font: bytes = FONT) -> bytes:
    """One page with this content."""
    return pdf(CATALOG, PAGES, SHEET, stream(content), font)


PDFS: dict[str, Bomb] = {
    "pdf_whose_pages_hold_themselves": lambda: pdf(CATALOG, b"<</Type /Pages /Kids [2 0 R] /Count 1>>"),
    "pdf_whose_page_is_its_own_parent": lambda: pdf(CATALOG, PAGES, SHEET.replace(b"2 0 R", b"3 0 R")),
    "pdf_that_is_its_own_content": lambda: pdf(CATALOG, PAGES, SHEET.replace(b"4 0 R", b"3 0 R")),
    "pdf_with_its_table_before_itself": lambda: pdf(CATALOG, PAGES, trailer=b"/Root 1 0 R /Prev 0"),
    "pdf_whose_table_goes_round": lambda: pdf(CATALOG, PAGES, trailer=b"/Root 1 0 R /Prev 200"),
    "pdf_whose_object_is_itself": lambda: pdf(b"1 0 R"),
    "pdf_whose_objects_are_each_other": lambda: pdf(b"2 0 R", b"3 0 R", b"1 0 R"),
    "pdf_that_claims_a_million_pages": lambda: pdf(CATALOG, PAGES.replace(b"Count 1", b"Count 1000000")),
    "pdf_of_a_million_same_pages": lambda: pdf(
        CATALOG, b"<</Type /Pages /Count 100000 /Kids [" + b"3 0 R " * MANY + b"]>>", SHEET, stream(b""), FONT
    ),
    "pdf_of_a_hundred_megabytes_of_blanks": lambda: drawn(b" " * 100 * MORE),
    "pdf_of_many_letters": lambda: drawn(b"BT /F 9 Tf " + b"(x) Tj " * 50_000 + b"ET"),
    "pdf_of_many_lines": lambda: drawn(b"0 0 m 9 9 l S " * 20_000),
    "pdf_of_a_grid_of_lines": lambda: drawn(
        b"".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S " % (n, n, n, n) for n in range(0, 500))
    ),
    "pdf_of_many_rectangles": lambda: drawn(b"1 1 5 5 re f " * 10_000),
    "pdf_of_nested_arrays": lambda: drawn(b"[" * MORE),
    "pdf_of_nested_dictionaries": lambda: drawn(b"<<" * MANY),
    "pdf_of_open_brackets": lambda: drawn(b"BT (" + b"(" * MANY),
    "pdf_that_draws_itself": lambda: pdf(
        CATALOG,
        PAGES,
        SHEET.replace(b"/Font", b"/XObject <</X 4 0 R>> /Font"),
        stream(b"/X Do " * 100, b"/Type /XObject /Subtype /Form /Resources <</XObject <</X 4 0 R>>>>"),
        FONT,
    ),
    "pdf_whose_font_is_missing": lambda: pdf(CATALOG, PAGES, SHEET, stream(b"BT /F 9 Tf (x) Tj ET")),
    "pdf_with_a_strange_encoding": lambda: drawn(
        b"BT /F 9 Tf (x) Tj ET",
        b"<</Type /Font /Subtype /Type0 /BaseFont /F /Encoding /../../etc/passwd /DescendantFonts [5 0 R]>>",
    ),
    "pdf_cut_short": lambda: drawn(b"BT /F 9 Tf (x) Tj ET" * 1000)[:-300],
    "pdf_of_five_bytes": lambda: b"%PDF-",
    "pdf_of_noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4_000,
}


# ------------------------------------------------------------------ anything else

OTHERS: dict[str, Bomb] = {
    "nothing": lambda: b"",
    "one_byte": lambda: b"\0",
    "blanks": lambda: b" " * MORE,
    "gzip_of_a_report": lambda: gzip.compress(page()),
    "gzip_of_a_hundred_megabytes": lambda: gzip.compress(b" " * 100 * MORE),
    "zstd_of_something": lambda: b"\x28\xb5\x2f\xfd" + b"\0" * 1000,
    "ole_of_zeros": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * MANY,
    "png_that_claims_to_be_huge": lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\xff" * 8 + b"\x08\2\0\0\0",
    "utf16_of_half_characters": lambda: b"\xff\xfe" + b"\x00\xd8" * MANY,
    "every_byte": lambda: bytes(range(256)) * 4_000,
    "too_large_for_any_portal": lambda: page(after=b"x" * 33 * 2**20),
    "text_of_many_lines": lambda: text(b"1\n" * 200_000),
    "text_in_one_line_of_ten_megabytes": lambda: text("统计".encode() * 2 * MORE),
    "text_of_tabs": lambda: text(b"\t" * MORE),
    "text_of_tabbed_lines": lambda: text(b"\t1\n" * 300_000),
    "text_of_bars": lambda: text(b"|" * MORE),
    "text_of_barred_lines": lambda: text(b"|1|\n" * 300_000),
    "text_of_digits": lambda: text(b"0123456789" * MANY),
    "text_of_labels_and_digits": lambda: text("（一）予以公开0000000".encode() * 20_000),
    "text_of_labels_glued": lambda: text(("三、本年度办理结果（一）予以公开" + "0" * 200).encode() * 2_000),
}


def _pages(parts: Mapping[str, bytes]) -> dict[str, Bomb]:
    """Plant each part before, in the midst of, and after a report."""
    found: dict[str, Bomb] = {}
    for name, part in parts.items():
        found[f"{name}_before"] = lambda part=part: page(before=part)
        found[f"{name}_in_the_midst"] = lambda part=part: page(middle=part)
        found[f"{name}_after"] = lambda part=part: page(after=part)
    return found


def _lines(parts: Mapping[str, bytes]) -> dict[str, Bomb]:
    """Put each trap into text, a paragraph, a cell and a title."""
    found: dict[str, Bomb] = {}
    for name, part in parts.items():
        found[f"{name}_as_text"] = lambda part=part: text(part, part)
        found[f"{name}_as_page"] = lambda part=part: page(
            before=b"<h1>" + part + b"</h1>",
            after=b"<p>"
            + part
            + b"</p><table><tr><td>"
            + part
            + b"<td>1</table><meta name=pubdate content='"
            + part
            + b"'>",
        )
    return found


# Takes all the time a child has, so once is enough: libxml2 compares each attribute with all before it.
ATTRIBUTES: dict[str, Bomb] = {
    "a_million_attributes": lambda: page(
        before=b"<p " + b" ".join(b"a%d=1" % number for number in range(MORE)) + b">x</p>"
    )
}

BOMBS: dict[str, Bomb] = {
    **NESTED, **ATTRIBUTES, **_pages(SPANS), **_pages(FLOODS), **_lines(TRAPS), **ZIPS, **PDFS, **OTHERS,
}  # fmt: skip
