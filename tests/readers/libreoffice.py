"""Opens Word files in LibreOffice: says what is there, prints a PDF, edits as a user would.

usage: libreoffice.py FOLDER FILE.docx…  (run with the Python that has `uno`)
Writes NN-NAME.libreoffice.json, NN-NAME.pdf and NN-NAME.edited.docx into FOLDER.
"""
import json
import pathlib
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PIPE = "bulletin-readers"
NEW_PARAGRAPH = "编辑插入的一段文字，核对后再印发。"


def start(profile):
    command = ["soffice", "--headless", "--norestore", "--nologo",
               f"-env:UserInstallation=file://{profile}",
               f"--accept=pipe,name={PIPE};urp"]
    office = subprocess.Popen(command)
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(400):
        try:
            remote = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            desktop = remote.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", remote)
            return office, desktop
        except NoConnectException:
            time.sleep(0.5)
    office.terminate()
    raise SystemExit("LibreOffice does not start")


def options(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def url(path):
    return uno.systemPathToFileUrl(str(path.resolve()))


def paragraphs(text):
    walk = text.createEnumeration()
    while walk.hasMoreElements():
        element = walk.nextElement()
        if element.supportsService("com.sun.star.text.Paragraph"):
            yield element


def facts(document):
    headings = [[p.OutlineLevel, p.String] for p in paragraphs(document.Text)
                if p.OutlineLevel > 0]
    tables = []
    for table in document.TextTables.ElementNames:
        table = document.TextTables.getByName(table)
        cells = [table.getCellByName(name).String for name in table.CellNames]
        tables.append({"cells": cells, "repeats": bool(table.RepeatHeadline)})
    pictures = [[shape.Description, shape.Width, shape.Height] for shape in drawings(document)]
    return {"headings": headings, "tables": tables, "pictures": pictures}


def drawings(document):
    """Pictures and charts, in document order."""
    found = []
    for collection in (document.GraphicObjects, document.EmbeddedObjects):
        found += [collection.getByName(name) for name in collection.ElementNames]
    return found


def edit(document):
    """Inserts a paragraph, changes a style, deletes a row."""
    body = [p for p in paragraphs(document.Text) if p.OutlineLevel == 0 and len(p.String) > 20]
    if body:
        cursor = document.Text.createTextCursorByRange(body[0].End)
        document.Text.insertControlCharacter(cursor, 0, False)
        document.Text.insertString(cursor, NEW_PARAGRAPH, False)
    styles = document.StyleFamilies.getByName("ParagraphStyles")
    styles.getByName("Heading 1").CharHeight = 18
    names = document.TextTables.ElementNames
    if names:
        table = document.TextTables.getByName(names[0])
        if table.Rows.Count > 2:
            table.Rows.removeByIndex(table.Rows.Count - 1, 1)


def main():
    folder = pathlib.Path(sys.argv[1])
    office, desktop = start((folder / "profile").resolve())
    try:
        for number, name in enumerate(sys.argv[2:]):
            file = pathlib.Path(name)
            # Files of two folders may share a name.
            stem = f"{number:02}-{file.stem}"
            document = desktop.loadComponentFromURL(
                url(file), "_blank", 0, options(Hidden=True))
            seen = folder / f"{stem}.libreoffice.json"
            seen.write_text(json.dumps(facts(document), ensure_ascii=False))
            document.storeToURL(url(folder / f"{stem}.pdf"),
                                options(FilterName="writer_pdf_Export"))
            edit(document)
            document.storeToURL(url(folder / f"{stem}.edited.docx"),
                                options(FilterName="MS Word 2007 XML"))
            document.close(True)
    finally:
        try:
            desktop.terminate()
        finally:
            office.wait(30)


if __name__ == "__main__":
    main()
