"""The reference tickets as tables of the shapes that engines hold."""

import csv
from dataclasses import dataclass
from pathlib import Path

import openpyxl

CO_HANDLERS = "从办单位"
QUESTIONS = ["是否响应", "是否参评"]


@dataclass
class Table:
    """Rows of texts, booleans and lists of texts under names."""

    name: str
    names: list[str]
    rows: list[list]

    def kind(self, column: int) -> type:
        """What the values of a column are."""
        return next(type(row[column]) for row in self.rows if row[column] is not None)

    def write(self, path: Path) -> None:
        """As the export of a project, so that its header can be read."""
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(self.names)
            for row in self.rows:
                writer.writerow("" if value is None else cell(value) for value in row)


def cell(value) -> str:
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def read(path: Path) -> Table:
    """A row per ticket, all of it text."""
    book = openpyxl.load_workbook(path, read_only=True)
    names, *rows = book.worksheets[0].iter_rows(values_only=True)
    texts = [[None if value is None else str(value) for value in row] for row in rows]
    return Table("考评明细", list(names), texts)


def typed(tickets: Table) -> Table:
    """A row per ticket with booleans and an array, under a name with a trap in it."""
    rows = []
    for row in tickets.rows:
        values = dict(zip(tickets.names, row))
        for name in QUESTIONS:
            values[name] = values[name] == "是"
        values[CO_HANDLERS] = (values[CO_HANDLERS] or "").split("、")
        values[CO_HANDLERS] = [unit for unit in values[CO_HANDLERS] if unit]
        rows.append(list(values.values()))
    names = ["是否响应（“按时”、\"及时\"`）" if name == "是否响应" else name for name in tickets.names]
    return Table("分区 明细", names, rows)


def row_per_unit(tickets: Table) -> Table:
    """A row per ticket and unit, with its part in 工单性质; helpers leave the rest to
    the lead."""
    names = [name for name in tickets.names if name != CO_HANDLERS] + ["工单性质"]
    rows = []
    for row in tickets.rows:
        values = dict(zip(tickets.names, row))
        helpers = (values.pop(CO_HANDLERS) or "").split("、")
        rows.append([*values.values(), "主办"])
        for unit in filter(None, helpers):
            own = {"工单编号": values["工单编号"], "主办单位": unit}
            rows.append([own.get(name) for name in names[:-1]] + ["从办"])
    return Table("单位明细", names, rows)
