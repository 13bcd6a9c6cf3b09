#!/usr/bin/env python3
"""Holds the finished Word file of a bulletin against its PDF, without the document model:
the same headings, paragraphs, captions, table cells and pictures in the same order.

    tests/readers/agree.py FOLDER…

Every NAME.docx in a folder has a NAME.pdf beside it. Word files are read with python-docx,
PDF files through their tags with poppler (pdfinfo -struct-text) and pikepdf.
"""

import difflib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import pikepdf
from docx.oxml.ns import qn

CAPTIONS = ("TableCaption", "ChartCaption", "PictureCaption")
# Office and date share a line, set apart by a tab; elsewhere a tab parts two texts.
ONE_LINE = "MastheadLine"


def bare(text):
    return re.sub(r"\s", "", text)


# ---- Word --------------------------------------------------------------------


def words(paragraph):
    """The words of a paragraph without those of text boxes in it; tabs kept."""
    parts = []

    def collect(node):
        for child in node:
            if child.tag in (qn("w:txbxContent"), qn("w:pPr"), qn("w:instrText")):
                continue
            if child.tag == qn("w:t"):
                parts.append(child.text or "")
            elif child.tag == qn("w:tab"):
                parts.append("\t")
            collect(child)

    collect(paragraph)
    return "".join(parts)


def of_paragraph(paragraph):
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    style = "" if style is None else style.get(qn("w:val"))
    text = words(paragraph)
    if heading := re.fullmatch(r"Heading(\d)", style):
        yield f"heading {heading[1]}", bare(text)
    elif style in CAPTIONS:
        yield "caption", bare(text)
    else:
        parts = [text] if style == ONE_LINE else text.split("\t")
        yield from (("text", bare(part)) for part in parts)
    for box in paragraph.iter(qn("w:txbxContent")):
        # Programs show either the choice or what stands in for it.
        if not any(above.tag.endswith("}Fallback") for above in box.iterancestors()):
            yield from of_body(box)


def of_table(table):
    rows = list(table.iter(qn("w:tr")))
    if not any(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows):
        # Sets things side by side.
        for cell in table.iter(qn("w:tc")):
            yield from of_body(cell)
        return
    cells = [[bare("".join(map(words, cell.iter(qn("w:p"))))) for cell in row.iter(qn("w:tc"))]
             for row in rows]
    yield from filled(cells)


def filled(rows):
    """Rows, where a cell without words repeats the one above: merged cells."""
    above = None
    for row in rows:
        if above:
            row = [cell or (above[at] if at < len(above) else "") for at, cell in enumerate(row)]
        yield "row", "｜".join(row)
        above = row


def of_body(body):
    for child in body:
        if child.tag == qn("w:p"):
            yield from of_paragraph(child)
        elif child.tag == qn("w:tbl"):
            yield from of_table(child)
        elif child.tag == qn("w:sdt"):
            yield from of_body(child.find(qn("w:sdtContent")))


def read_word(path):
    body = docx.Document(path).element.body
    pictures = [picture.find(qn("wp:docPr")).get("descr") or ""
                for picture in body.iter(qn("wp:inline"))]
    return [item for item in of_body(body) if item[1]], pictures


# ---- PDF ---------------------------------------------------------------------


class Node:
    def __init__(self, role):
        self.role, self.children = role, []

    def text(self):
        return "".join(child if isinstance(child, str) else child.text()
                       for child in self.children)


def untitle(element):
    """Takes the titles off the tags: poppler prints them as raw UTF-16, whose bytes may be
    those of a line's end."""
    if "/T" in element:
        del element["/T"]
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            untitle(child)


def listing(path):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as bare_of_titles:
        with pikepdf.open(path) as pdf:
            untitle(pdf.Root.StructTreeRoot)
            pdf.save(bare_of_titles.name)
        command = ["pdfinfo", "-struct-text", bare_of_titles.name]
        printed = subprocess.run(command, capture_output=True, check=True)
    return printed.stdout.decode("utf-8", "replace").splitlines()


def structure(path):
    """The tree of tags with the words in it, as poppler prints it: two blanks a level."""
    root = Node("")
    open_nodes = [(-1, root)]
    for line in listing(path):
        body = line.lstrip(" ")
        depth = len(line) - len(body)
        if not body or body.startswith("/"):
            continue
        while open_nodes[-1][0] >= depth:
            open_nodes.pop()
        parent = open_nodes[-1][1]
        if body.startswith('"'):
            parent.children.append(body[1:-1])
        elif not body.startswith("Object "):
            node = Node(re.match(r"\w*", body)[0])
            parent.children.append(node)
            open_nodes.append((depth, node))
    return root


def of_tags(node):
    for child in node.children:
        if isinstance(child, str):
            continue
        if heading := re.fullmatch(r"H(\d)", child.role):
            yield f"heading {heading[1]}", bare(child.text())
        elif child.role == "Caption":
            yield "caption", bare(child.text())
        elif child.role == "Table":
            yield from of_tags(only(child, "Caption"))
            rows = [[bare(cell.text()) for cell in row.children] for row in below(child, "TR")]
            yield from filled(rows)
        elif child.role == "Figure":
            continue
        elif child.role == "P" and not any(below(child, "Figure")):
            yield "text", bare(child.text())
        else:
            yield from of_tags(child)


def below(node, role):
    for child in node.children:
        if isinstance(child, Node):
            if child.role == role:
                yield child
            yield from below(child, role)


def only(node, role):
    """A node with only those of its children that have a role."""
    chosen = Node(node.role)
    chosen.children = [child for child in node.children
                       if isinstance(child, Node) and child.role == role]
    return chosen


def alternatives(element):
    """The alternative texts of figures below an element, in order of reading."""
    children = element.get("/K")
    if children is None:
        return
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            if str(child.S) == "/Figure":
                yield str(child.get("/Alt", ""))
            yield from alternatives(child)


def read_pdf(path):
    with pikepdf.open(path) as pdf:
        pictures = list(alternatives(pdf.Root.StructTreeRoot))
    return [item for item in of_tags(structure(path)) if item[1]], pictures


# ---- Both --------------------------------------------------------------------


def differences(word, pdf):
    lines = [[f"{kind}: {text}" for kind, text in items] for items in (word, pdf)]
    compared = difflib.unified_diff(*lines, "Word", "PDF", lineterm="", n=1)
    return list(compared)[2:]


def main(folders):
    pairs = sorted(path for folder in folders for path in Path(folder).rglob("*.docx")
                   if not path.name.startswith("~"))
    wrong = 0
    for path in pairs:
        word, word_pictures = read_word(path)
        pdf, pdf_pictures = read_pdf(path.with_suffix(".pdf"))
        found = differences(word, pdf)
        if word_pictures != pdf_pictures:
            found.append(f"pictures: {word_pictures} in Word, {pdf_pictures} in the PDF")
        kinds = {kind.split()[0] for kind, _ in word}
        if not {"heading", "text", "row", "caption"} <= kinds:
            found.append(f"only {sorted(kinds)} were read")
        print(f"{path}: {len(word)} pieces of text, {len(word_pictures)} pictures, "
              f"{len(found)} differences between Word and PDF")
        for line in found:
            print(f"  {line}"[:400], file=sys.stderr)
        wrong += len(found)
    return 1 if wrong or not pairs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
