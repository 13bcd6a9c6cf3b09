"""Proves a redline in LibreOffice: all rejected it is the old file, all accepted the new.

usage: redline.py OLD.docx NEW.docx REDLINE.docx  (run with the Python that has `uno`)
Compares paragraphs and cells that have words; prints what differs and fails then.
"""
import pathlib
import sys
import tempfile

import uno

from libreoffice import options, start, url

OLD, NEW, RED = (pathlib.Path(name) for name in sys.argv[1:4])


def lines(text, out):
    walk = text.createEnumeration()
    while walk.hasMoreElements():
        element = walk.nextElement()
        if element.supportsService("com.sun.star.text.Paragraph"):
            # LibreOffice marks tracked anchors with zero-width characters of its own, and
            # leaves them there when the change is accepted.
            words = element.String.replace("\u200b", "")
            if words.strip():
                out.append(words)
        elif element.supportsService("com.sun.star.text.TextTable"):
            for name in element.CellNames:
                lines(element.getCellByName(name), out)
    return out


def opened(desktop, path, command=None):
    document = desktop.loadComponentFromURL(url(path), "_blank", 0, options(Hidden=True))
    if command:
        helper = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context)
        frame = document.CurrentController.Frame
        helper.executeDispatch(frame, command, "", 0, ())
        # What is gone but still kept for undoing shows no more after a round trip.
        saved = pathlib.Path(tempfile.mkdtemp()) / "saved.docx"
        document.storeToURL(url(saved), options(FilterName="MS Word 2007 XML"))
        document.close(True)
        document = desktop.loadComponentFromURL(url(saved), "_blank", 0, options(Hidden=True))
    found = lines(document.Text, [])
    document.close(True)
    return found


# LibreOffice may still write into its profile while it ends.
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
    office, desktop = start(profile)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local)
    context = resolver.resolve("uno:pipe,name=bulletin-readers;urp;StarOffice.ComponentContext")
    failed = False
    for wanted, command in [(OLD, ".uno:RejectAllTrackedChanges"),
                            (NEW, ".uno:AcceptAllTrackedChanges")]:
        one, two = opened(desktop, wanted), opened(desktop, RED, command)
        if one != two:
            failed = True
            print(f"{command}: differs from {wanted}")
            for a, b in zip(one, two):
                if a != b:
                    print(f"  wanted {a!r}\n  found  {b!r}")
                    break
            print(f"  {len(one)} and {len(two)} texts")
    desktop.terminate()
sys.exit(failed)
