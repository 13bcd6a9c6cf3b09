#!/usr/bin/env python3
"""Gathers the licence texts of everything inside the program into src/cli/licenses.deflate.

Run after a change of dependencies or fonts: `python3 .ci/licenses.py`. `--check` changes
nothing and fails when the file is not of today's Cargo.lock.
"""
import json
import pathlib
import subprocess
import sys
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/cli/licenses.deflate"
NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE", "COPYRIGHT")


def inside():
    """Every package that becomes part of a program, of any system; not what only tests use."""
    asked = ["cargo", "metadata", "--locked", "--format-version", "1"]
    metadata = json.loads(subprocess.check_output(asked, cwd=ROOT))
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    reached, waiting = set(), [root]
    while waiting:
        for dep in nodes[waiting.pop()]["deps"]:
            kinds = {kind["kind"] for kind in dep["dep_kinds"]}
            if None in kinds and dep["pkg"] not in reached:
                reached.add(dep["pkg"])
                waiting.append(dep["pkg"])
    found = [packages[package] for package in reached]
    return sorted(found, key=lambda package: (package["name"], package["version"]))


def texts(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    files = [file for file in sorted(folder.iterdir()) if file.name.upper().startswith(NAMES) and file.is_file()]
    return [file.read_text("utf-8", "replace").replace("\r\n", "\n").strip() for file in files]


def compose():
    lines = ["bulletin 含有下列软件库和字体，各按其许可使用。", ""]
    bodies = {}
    for package in inside():
        lines.append(f"{package['name']} {package['version']}  {package['license'] or '见下文'}")
        for text in texts(package):
            bodies.setdefault(text, []).append(f"{package['name']} {package['version']}")
    lines.append("")
    for text, owners in bodies.items():
        lines += ["─" * 60, "、".join(owners), "", text, ""]
    for file in sorted((ROOT / "fonts/licenses").iterdir()):
        lines += ["─" * 60, f"字体：{file.stem}", "", file.read_text("utf-8", "replace").strip(), ""]
    lines += ["─" * 60, "bulletin", "", (ROOT / "LICENSE").read_text("utf-8").strip(), ""]
    return "\n".join(lines)


def main():
    text = compose().encode()
    if "--check" in sys.argv[1:]:
        if zlib.decompress(TARGET.read_bytes()) != text:
            sys.exit("src/cli/licenses.deflate 已过时：python3 .ci/licenses.py")
        return
    TARGET.write_bytes(zlib.compress(text, 9))


if __name__ == "__main__":
    main()
