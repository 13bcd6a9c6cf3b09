"""Runs the program's queries in engines and compares every figure."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import tables
from engines import ENGINES

EXAMPLE = Path("examples/2023-09")
BY_TICKET = ("assessed.categories.", "accepted.")
COUNTED = ("accepted.count", "accepted.previous", "accepted.change")


def project(folder: Path, assessed: str, accepted: str) -> Path:
    """The reference month with other exports."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("out"))
    configuration = folder / "bulletin.yaml"
    text = configuration.read_text(encoding="utf-8")
    for old, new in [("data/工单明细.xlsx", accepted), ("data/市级考评明细.xlsx", assessed)]:
        assert old in text, old
        text = text.replace(old, new)
    configuration.write_text(text, encoding="utf-8")
    return folder


def run(*command) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}{done.stdout}")
    return done.stdout


def figures(program: str, folder: Path) -> list:
    """Every figure: name, printed, exact and definition."""
    return json.loads(run(program, "figures", folder, "--json"))["figures"]


def differences(expected: list, actual: list) -> list[str]:
    """Figures that are not the same, apart from those by what tickets are about: the
    assessed list learns that from the accepted list, ticket by ticket."""
    before, after = ({figure["key"]: figure for figure in all} for all in (expected, actual))
    keys = sorted(before.keys() | after.keys())
    keys = [key for key in keys if key in COUNTED or not key.startswith(BY_TICKET)]
    return [key for key in keys if before.get(key) != after.get(key)]


def main() -> None:
    program, work, *engines = sys.argv[1:]
    program, work = str(Path(program).resolve()), Path(work)
    expected = figures(program, EXAMPLE)
    assert len(expected) > 1000, "the reference month has figures"
    tickets = tables.read(EXAMPLE / "data/市级考评明细.xlsx")
    accepted = next(f["exact"] for f in expected if f["key"] == "accepted.count")
    shapes = {
        "texts": tickets,
        "types": tables.typed(tickets),
        "row-per-unit": tables.row_per_unit(tickets),
    }
    failed = False
    for name in engines:
        engine = ENGINES[name]()
        for shape, table in shapes.items():
            # The headers come from an export of the table, the counts from the engine.
            listed = project(work / f"{shape}-listed", "data/明细.csv", "data/工单明细.xlsx")
            table.write(listed / "data/明细.csv")
            query = run(program, "sql", listed, "--dialect", name, "--table", table.name)
            engine.load(table)
            for format in engine.formats:
                file = f"data/汇总.{format}"
                tallied = project(work / f"{shape}-{name}-{format}", file, "data/受理件数.csv")
                (tallied / "data/受理件数.csv").write_text(f"件数\n{accepted}\n", encoding="utf-8")
                result = (tallied / file).resolve()
                engine.answer(query.strip().rstrip(";"), result)
                counts = engine.counts(result)
                assert sum(counts) == len(tickets.rows), (sum(counts), len(tickets.rows))
                wrong = differences(expected, figures(program, tallied))
                failed |= bool(wrong)
                told = "ok" if not wrong else f"{len(wrong)} differ: {', '.join(wrong[:5])}"
                print(f"{name} {shape} {format}: {len(counts)} rows for {sum(counts)} tickets, "
                      f"{len(expected)} figures, {told}")
    sys.exit(failed)


main()
