#!/usr/bin/env python3
"""Reads finished PDF files with pikepdf and poppler, and holds them against the dump of
the document beside each: tags, outline, metadata, fonts, reading order.

    tests/readers/pdf.py target/specimens-pdf/*.pdf

A file NAME.pdf needs the dump NAME.json. Needs pikepdf and pdftotext, pdffonts.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf


def words(inlines):
    return "".join(inline["text"] for inline in inlines if inline["inline"] != "note")


def blocks(document):
    """Those of the body, then those of the attachments."""
    attached = [block for one in document["attachments"] for block in one["blocks"]]
    return document["blocks"] + attached


def bare(text):
    """Without blanks and line breaks, which a reader makes up from gaps."""
    return re.sub(r"\s", "", text)


def tree(element, parent=None):
    """Every element of the structure tree below one, with its role and its parent."""
    children = element.get("/K")
    if children is None:
        return
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield str(child.S), child, parent
            yield from tree(child, str(child.S))


def headings(document):
    def of(blocks):
        return [
            (b["level"], b["number"] + words(b["text"])) for b in blocks if b["block"] == "heading"
        ]

    texts = of(document["blocks"])
    for attachment in document["attachments"]:
        if attachment["blocks"]:
            texts += [(1, attachment["tag"]), *of(attachment["blocks"])]
    draft = document["draft"]
    if draft and draft["open"]:
        texts.append((1, draft["heading"]))
    return texts


def outline(items, level=1):
    for item in items:
        yield level, bare(item.title)
        yield from outline(item.children, level + 1)


def texts_of(blocks):
    """The texts of blocks in the order of reading; notes stand at the foot of a page."""
    for block in blocks:
        kind = block["block"]
        if kind == "heading":
            yield block["number"] + words(block["text"])
        elif kind == "paragraph":
            # The mark of a note stands between what it parts.
            yield from (inline["text"] for inline in block["text"] if inline["inline"] != "note")
        elif kind == "pictures":
            yield from (words(picture["caption"]) for picture in block["pictures"])
        elif block["caption"]["label"]:
            caption = block["caption"]
            yield f'{caption["label"]}{caption["number"]}：{words(caption["text"])}'
        if kind == "table":
            yield from (column["header"] for column in block["columns"])
            for row in block["rows"]:
                cells = [cell for cell in row["cells"] if cell["cell"] == "content"]
                yield from (words(cell["text"]) for cell in cells)
            yield from map(words, block["notes"])


def reading_order(document):
    """The texts of the document in the order of reading."""
    masthead = document["masthead"] or {}
    yield from (masthead[part] for part in masthead if masthead[part])
    yield from document["title"]
    if document["addressee"]:
        yield document["addressee"]
    for contents in document["contents"]:
        yield contents["heading"]
        yield from (line["text"] for line in contents["lines"])
    yield from texts_of(document["blocks"])
    names = [attachment["name"] for attachment in document["attachments"]]
    for number, name in enumerate(names, 1):
        lead = "附件：" if number == 1 else ""
        yield lead + (f"{number}. " if len(names) > 1 else "") + name
    if document["signature"]:
        yield from (document["signature"][part] for part in ("issuer", "date"))
    for attachment in document["attachments"]:
        if attachment["blocks"]:
            yield from (attachment["tag"], attachment["name"])
            yield from texts_of(attachment["blocks"])
    if document["imprint"]:
        for row in document["imprint"]["rows"]:
            yield from (row["left"], row["right"])
    if document["draft"]:
        yield from document["draft"]["open"]


def without_pages_marks(pdf_path, document):
    """The file's text without page numbers, the draft's mark and what repeats."""
    text = subprocess.run(
        ["pdftotext", "-raw", pdf_path, "-"], capture_output=True, check=True
    ).stdout.decode()
    pages = []
    for page in text.split("\f"):
        lines = [line for line in page.splitlines() if not re.fullmatch(r"— ?\d+ ?—", line)]
        pages.append(bare("".join(lines)))
    return "".join(pages)


def check_metadata(pdf, document, expect):
    properties = document["properties"]
    with pdf.open_metadata() as xmp:
        expect(xmp.get("pdfaid:part") == "2", "PDF/A part 2")
        expect(xmp.get("pdfaid:conformance") == "A", "PDF/A conformance A")
        expect(xmp.get("pdfuaid:part") == "1", "PDF/UA part 1")
        expect(xmp.get("dc:title") == properties["title"], "title")
        expect(xmp.get("dc:creator") == [properties["author"]], "author")
        expect(xmp.get("dc:description") == properties["subject"], "subject")
        date = xmp.get("xmp:CreateDate") or ""
        expect(date.startswith(properties["date"]), f"date, found {date}")
    root = pdf.Root
    expect(str(root.get("/Lang", "")) == "zh-CN", f"language, found {root.get('/Lang')}")
    expect(bool(root.MarkInfo.Marked), "marked as tagged")
    expect(bool(root.ViewerPreferences.DisplayDocTitle), "title in the window")
    expect("/OutputIntents" in root, "output intent")


def names_rows(table):
    first = table["rows"][0]["cells"] if table["rows"] else []
    texts = [cell["text"] for cell in first if cell["cell"] == "content"]
    return any(len(text) == 1 and text[0]["inline"] == "text" for text in texts)


def check_tags(pdf, document, expect):
    elements = list(tree(pdf.Root.StructTreeRoot))
    roles = [role for role, _, _ in elements]
    tables = [b for b in blocks(document) if b["block"] == "table"]
    columns = sum(len(table["columns"]) for table in tables)
    cells = sum(len(table["columns"]) * len(table["rows"]) for table in tables)
    expect(roles.count("/Table") == len(tables), f"{len(tables)} tables")
    headers = roles.count("/TH")
    # Each row has a header too, where a cell in words names it.
    rows = sum(len(table["rows"]) for table in tables if names_rows(table))
    expect(headers == columns + rows, f"{columns + rows} header cells, found {headers}")
    others = cells - rows
    expect(roles.count("/TD") == others, f"{others} cells, found {roles.count('/TD')}")
    for level in range(1, 5):
        count = sum(1 for at, _ in headings(document) if at == level)
        found = roles.count(f"/H{level}")
        expect(found == count, f"{count} headings of level {level}, found {found}")
    pictures = sum(
        len(b["pictures"]) if b["block"] == "pictures" else b["block"] == "chart"
        for b in blocks(document)
    )
    alts = [str(e.Alt) for role, e, _ in elements if role == "/Figure" and "/Alt" in e]
    expect(len(alts) >= pictures, f"{pictures} pictures with Alt, found {alts}")
    expect(all(alt.strip() for alt in alts), "no empty Alt")
    no_alt = [e for role, e, _ in elements if role == "/Figure" and "/Alt" not in e]
    expect(not no_alt, f"every Figure has Alt, {len(no_alt)} have none")
    expect("/Title" in roles or "/Title" in str(pdf.Root.StructTreeRoot.get("/RoleMap", "")),
           "the title is tagged")


def check_outline(pdf, document, expect):
    with pdf.open_outline() as found:
        items = [title for _, title in outline(found.root)]
    expected = [bare(text) for _, text in headings(document)]
    expect(items == expected, f"outline {expected}, found {items}")


def check_fonts(pdf_path, expect):
    listing = subprocess.run(["pdffonts", pdf_path], capture_output=True, check=True)
    for line in listing.stdout.decode().splitlines()[2:]:
        embedded, subset, unicode = re.search(r"(yes|no) +(yes|no) +(yes|no) +\d+", line).groups()
        expect((embedded, subset, unicode) == ("yes",) * 3, f"embedded subset: {line}")


def check_reading_order(pdf_path, document, expect):
    text = without_pages_marks(pdf_path, document)
    at = 0
    for part in map(bare, reading_order(document)):
        found = text.find(part, at)
        # A paragraph may go on after the header row of a table that was moved; what
        # counts is that its words follow each other.
        if found < 0:
            expect(False, f"“{part}” after “{text[max(0, at - 20):at]}”")
            return
        at = found + len(part)


def check_tagged_text(pdf, document, expect):
    """The text of table header cells, reached through the structure tree alone."""
    tables = [e for role, e, _ in tree(pdf.Root.StructTreeRoot) if role == "/Table"]
    models = [b for b in blocks(document) if b["block"] == "table"]
    for table, model in zip(tables, models):
        rows = [e for role, e, _ in tree(table) if role == "/TR"]
        expect(len(rows) == len(model["rows"]) + 1, f"{len(rows)} rows in {model['name']}")
        for row in rows:
            count = sum(1 for role, _, _ in tree(row) if role in ("/TH", "/TD"))
            expect(count == len(model["columns"]), f"{count} cells in a row")


SHOWN = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "INLINE IMAGE"}


def check_marked_content(pdf, expect):
    """Whatever is painted is tagged or an artifact (PDF/UA 7.1, PDF/A 6.7.3.3)."""
    for number, page in enumerate(pdf.pages, 1):
        depth, loose = 0, set()
        for _, operator in pikepdf.parse_content_stream(page):
            operator = str(operator)
            depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
            if operator in SHOWN and depth == 0:
                loose.add(operator)
        expect(not loose and depth == 0, f"page {number}: {loose} outside of marked content")


def check_annotations(pdf, expect):
    """Links print, are described and follow the order of the tags (PDF/A 6.3, UA 7.18)."""
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots", [])
        expect(not annotations or page.obj.get("/Tabs") == "/S", f"page {number}: tab order")
        for annotation in annotations:
            flags = int(annotation.get("/F", 0))
            expect(flags & 4 and not flags & 0b10_0011, f"page {number}: flags {flags}")
            expect(str(annotation.get("/Contents", "")).strip(), f"page {number}: a bare link")
            expect("/StructParent" in annotation, f"page {number}: an untagged link")


def check_nothing_active(pdf, expect):
    """No script, file, sound, form or key lies in it (PDF/A 6.1, 6.4, 6.5, 6.6)."""
    expect(not pdf.is_encrypted, "not encrypted")
    forbidden = {"/JS", "/JavaScript", "/AA", "/EF", "/AcroForm", "/OpenAction", "/XFA", "/Alternates", "/OPI", "/TR", "/HTP"}
    for item in pdf.objects:
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            found = forbidden & set(item.keys())
            expect(not found, f"{found} in an object")
            expect(item.get("/S") not in ("/Launch", "/Sound", "/Movie"), "no action but links")


def check_headings(pdf, expect):
    """Levels of headings are not skipped (PDF/UA 7.4.2)."""
    last = 0
    for role, _, _ in tree(pdf.Root.StructTreeRoot):
        if re.fullmatch(r"/H[1-6]", role):
            level = int(role[2:])
            expect(level <= last + 1, f"H{level} after H{last}")
            last = level


def check_scopes(pdf, expect):
    """Every header cell says what it heads (PDF/UA 7.5)."""
    for role, element, _ in tree(pdf.Root.StructTreeRoot):
        if role == "/TH":
            attributes = element.get("/A", [])
            listed = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
            expect(any("/Scope" in one for one in listed), "a TH without scope")


def check_unicode(pdf, expect):
    """No glyph means a character that is none (PDF/A 6.2.11.7.2)."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Type") == "/CMap":
            targets = re.findall(rb"<[0-9A-F]+>\s*<([0-9A-F]+)>", item.read_bytes())
            bad = {t for t in targets if t in (b"0000", b"FEFF", b"FFFE")}
            expect(not bad, f"characters {bad}")


# Roles of ISO 32000-1, 14.8.4, as far as a bulletin has them, and those of typst's own.
STANDARD = set(
    "Document Part Sect Div Index TOC TOCI Caption P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH "
    "TD THead TBody TFoot Span Link Reference Note Figure Formula NonStruct Private Quote".split()
)


def check_roles(pdf, expect):
    """Every role is one of the standard's or leads to one (PDF/UA 7.1)."""
    mapped = pdf.Root.StructTreeRoot.get("/RoleMap", {})
    for role in {role for role, _, _ in tree(pdf.Root.StructTreeRoot)}:
        target = str(mapped.get(role, role))
        expect(target.lstrip("/") in STANDARD, f"role {role} leads to {target}")


def check_notes(pdf, expect):
    """Every note has a name of its own (PDF/UA 7.9)."""
    names = [
        str(element.get("/ID", "")) for role, element, _ in tree(pdf.Root.StructTreeRoot)
        if role == "/Note"
    ]
    expect(all(names) and len(set(names)) == len(names), f"notes without names: {names}")


def check_content_is_reached(pdf, expect):
    """What is marked on a page is reached from the tags, and from nowhere twice (UA 7.1)."""
    reached = {}
    for _, element, _ in tree(pdf.Root.StructTreeRoot):
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            is_own = isinstance(child, pikepdf.Dictionary)
            if is_own and "/MCID" not in child or not is_own and not isinstance(child, int):
                continue
            page = child.get("/Pg", element.get("/Pg")) if is_own else element.get("/Pg")
            mark = int(child.MCID) if is_own else int(child)
            reached.setdefault(page.objgen, []).append(mark)
    for number, page in enumerate(pdf.pages, 1):
        marks = []
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
                marks += [int(operands[1].MCID)] if "/MCID" in operands[1] else []
        found = sorted(reached.get(page.objgen, []))
        expect(found == sorted(set(marks)), f"page {number}: marked {marks}, tagged {found}")


def check_pages_are_bare(pdf, expect):
    """No layers, no foreign objects, and page numbers are no content (UA 7.8, 7.10, 7.20)."""
    expect("/OCProperties" not in pdf.Root, "no layers")
    suspects = pdf.Root.MarkInfo.get("/Suspects", False)
    expect(not suspects, "no suspect tags")
    for number, page in enumerate(pdf.pages, 1):
        is_artifact = any(
            str(operator) in ("BDC", "BMC") and str(operands[0]) == "/Artifact"
            for operands, operator in pikepdf.parse_content_stream(page)
        )
        expect(is_artifact, f"page {number}: the page number is an artifact")
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            expect("/Ref" not in item, "no content from elsewhere")


def check_cid_fonts(pdf, expect):
    """Glyphs are found by a map, and widths agree with the font's (UA 7.21.3, 7.21.5)."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/CIDFontType2":
            expect("/CIDToGIDMap" in item, f"{item.get('/BaseFont')} has a map of glyphs")
        if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0":
            expect(str(item.get("/Encoding")) == "/Identity-H", "identity encoding")
            expect("/ToUnicode" in item, "characters of glyphs")


# What of PDF/A-2 and PDF/UA-1 a layout could break; typst's own export checks the rest.
RULES = [
    check_marked_content,
    check_annotations,
    check_nothing_active,
    check_headings,
    check_scopes,
    check_unicode,
    check_roles,
    check_notes,
    check_content_is_reached,
    check_pages_are_bare,
    check_cid_fonts,
]


def main(paths):
    failures = []
    for path in paths:
        document = json.loads(Path(path).with_suffix(".json").read_text("utf-8"))

        def expect(holds, what, path=path):
            if not holds:
                failures.append(f"{path}: {what}")

        with pikepdf.open(path) as pdf:
            expect(not pdf.check_pdf_syntax(), "the file is well formed")
            check_metadata(pdf, document, expect)
            check_tags(pdf, document, expect)
            check_outline(pdf, document, expect)
            check_tagged_text(pdf, document, expect)
            for check in RULES:
                check(pdf, expect)
        check_fonts(path, expect)
        check_reading_order(path, document, expect)
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{len(paths)} files read, {len(failures)} problems")
    return 1 if failures or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
