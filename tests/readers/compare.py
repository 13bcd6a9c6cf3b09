"""Compares what python-docx reads in a Word file with the document it was made from,
with what LibreOffice saw, and with the file after LibreOffice's editing.

usage: compare.py FOLDER FILE.docx…  after libreoffice.py; NAME.json beside a file is the
document model. Every difference is printed; any makes the exit code 1.
"""
import collections
import json
import pathlib
import re
import sys

import docx
from docx.oxml.ns import qn

EMU_A_HUNDREDTH_MM = 360
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def text_of(element):
    """The words of an element; text boxes and field instructions left out."""
    parts = []
    for node in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")):
        parts.append(node.text or "" if node.tag == qn("w:t") else " ")
    return squeeze("".join(parts))


def squeeze(text):
    return re.sub(r"\s+", "", text)


def read(path):
    document = docx.Document(path)
    body = document.element.body
    # LibreOffice repeats a text box for programs that know none.
    for fallback in list(body.iter(FALLBACK)):
        fallback.getparent().remove(fallback)
    levels = {f"Heading {level}": level for level in range(1, 5)}
    paragraphs = document.paragraphs
    headings = [[levels[p.style.name], text_of(p._p)] for p in paragraphs
                if p.style.name in levels]
    tables = []
    for table in body.iter(qn("w:tbl")):
        rows = [[cell(tc) for tc in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
                 for row in table.iter(qn("w:tr"))]
        alt = [d.get(qn("w:val")) for d in table.iter(qn("w:tblDescription"))]
        tables.append({"rows": rows, "heads": heads, "alt": alt})
    pictures = []
    for inline in body.iter(qn("wp:inline")):
        extent = inline.find(qn("wp:extent"))
        size = [round(int(extent.get(key)) / EMU_A_HUNDREDTH_MM) for key in ("cx", "cy")]
        pictures.append([inline.find(qn("wp:docPr")).get("descr") or "", *size])
    return {"headings": headings, "tables": tables, "pictures": pictures,
            "text": text_of(body), "document": document}


def cell(tc):
    merge = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    continued = merge is not None and merge.get(qn("w:val")) != "restart"
    return None if continued else text_of(tc)


def words(inlines):
    return squeeze("".join(inline["text"] for inline in inlines))


def against_model(seen, model):
    """Differences between the file and the document it was made from."""
    blocks = model["blocks"]
    kinds = collections.defaultdict(list)
    for block in blocks:
        kinds[block["block"]].append(block)
    headings = [[b["level"], squeeze(b["number"]) + words(b["text"])] for b in kinds["heading"]]
    if (model["draft"] or {}).get("open"):
        headings.append([1, squeeze(model["draft"]["heading"])])
    yield from differ("headings", headings, seen["headings"])

    tables = [table for table in seen["tables"] if any(table["heads"])]
    yield from differ("tables", len(kinds["table"]), len(tables))
    for block, table in zip(kinds["table"], tables):
        name = words(block["caption"]["text"])
        yield from differ(f"header rows of {name}", [True] + [False] * len(block["rows"]),
                          table["heads"])
        yield from differ(f"alternative text of {name}", [block["alt"]], table["alt"])
        yield from cells(name, block, table["rows"])
    alts = [block["alt"] for block in drawings(blocks)]
    yield from differ("alternative texts", alts, [picture[0] for picture in seen["pictures"]])
    for block in blocks:
        if block["block"] == "paragraph" and words(block["text"]) not in seen["text"]:
            yield f"paragraph is missing: {words(block['text'])}"
    for block in kinds["table"] + kinds["chart"]:
        caption = block["caption"]
        whole = f"{caption['label']}{caption['number']}：{words(caption['text'])}"
        if squeeze(whole) not in seen["text"]:
            yield f"caption is missing: {whole}"


def cells(name, block, rows):
    header = [squeeze(column["header"]) for column in block["columns"]]
    yield from differ(f"header of {name}", header, rows[0])
    label = [""] * len(header)
    for number, (row, seen) in enumerate(zip(block["rows"], rows[1:]), 1):
        for at in range(len(header)):
            cell = row["cells"][at] if at < len(row["cells"]) else {"cell": "content", "text": []}
            if cell["cell"] == "content":
                label[at] = words(cell["text"])
                allowed = [label[at]]
            else:
                # Merged, or the label once more at the top of a page.
                allowed = [None, label[at]]
            if seen[at] not in allowed:
                yield f"{name}, row {number}, {header[at]}: {seen[at]!r} for {allowed[0]!r}"


def drawings(blocks):
    for block in blocks:
        if block["block"] == "chart":
            yield block
        elif block["block"] == "pictures":
            yield from block["pictures"]


def against_office(seen, office):
    """Differences between two readers of one file."""
    headings = [[level, squeeze(text)] for level, text in office["headings"]]
    yield from differ("headings in LibreOffice", seen["headings"], headings)
    count = lambda texts: collections.Counter(squeeze(text) for text in texts)
    ours = count(text for table in seen["tables"] for row in table["rows"]
                 for text in row if text is not None)
    theirs = count(text for table in office["tables"] for text in table["cells"])
    yield from differ("cells in LibreOffice", ours, theirs)
    yield from differ("repeating header rows in LibreOffice",
                      sum(any(table["heads"]) for table in seen["tables"]),
                      sum(table["repeats"] for table in office["tables"]))
    # LibreOffice lists them in an order of its own.
    by_words = lambda picture: (picture[0], picture[1:])
    ours = sorted(seen["pictures"], key=by_words)
    theirs = sorted(office["pictures"], key=by_words)
    yield from differ("pictures in LibreOffice", len(ours), len(theirs))
    for one, other in zip(ours, theirs):
        near = all(abs(a - b) <= 20 for a, b in zip(one[1:], other[1:]))
        # LibreOffice 7 forgets the alternative text of a native chart.
        if other[0] not in (one[0], "") or not near:
            yield f"picture in LibreOffice: {other} for {one}"


def against_edited(seen, edited):
    """What a user's editing may change, and nothing else."""
    yield from differ("headings after editing", seen["headings"], edited["headings"])
    yield from differ("pictures after editing",
                      len(seen["pictures"]), len(edited["pictures"]))
    rows = lambda facts: [len(table["rows"]) for table in facts["tables"]]
    expected = rows(seen)
    if expected and expected[0] > 2:
        expected[0] -= 1
    yield from differ("rows after editing", expected, rows(edited))
    heads = lambda facts: [any(table["heads"]) for table in facts["tables"]]
    yield from differ("header rows after editing", heads(seen), heads(edited))
    # LibreOffice writes the name with a capital, under which python-docx does not look.
    sizes = [style.font.size.pt for style in edited["document"].styles
             if style.name.lower() == "heading 1"]
    yield from differ("size of heading 1 after editing", [18], sizes)


def differ(what, expected, found):
    if expected != found:
        yield f"{what}:\n    expected {expected}\n    found    {found}"


def main():
    folder, differences = pathlib.Path(sys.argv[1]), 0
    for number, name in enumerate(sys.argv[2:]):
        path = pathlib.Path(name)
        stem = f"{number:02}-{path.stem}"
        seen = read(path)
        found = []
        model = path.with_suffix(".json")
        if model.exists():
            found += against_model(seen, json.loads(model.read_text()))
        office = folder / f"{stem}.libreoffice.json"
        found += against_office(seen, json.loads(office.read_text()))
        found += against_edited(seen, read(folder / f"{stem}.edited.docx"))
        print(f"{path}: {len(found)} differences between readers")
        for difference in found:
            print(f"  {difference}"[:2000])
        differences += len(found)
    sys.exit(1 if differences else 0)


main()
