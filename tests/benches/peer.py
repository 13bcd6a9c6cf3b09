#!/usr/bin/env python3
"""The month of examples/2023-09 by the best of existing tools: what the program is to be faster than.

usage: peer.py read|build OUT

`read` reads the exports with polars and works out the tables; `build` goes on to a chart with
matplotlib, Word with docxtpl and PDF with typst. It checks nothing, proves nothing and knows no
page of a standard.
"""
import json, shutil, sys
from pathlib import Path

import polars as pl
import yaml

ROOT = Path(__file__).parent.parent.parent
MONTH = ROOT / "examples" / "2023-09"
HEADERS = "排名 单位 纳入考评 响应率 解决率 满意率 综合成绩".split()
PICTURES = ["charging-shed.jpg", "fitness-yard.jpg", "residents-meeting.png"]
TITLE = "9月分析"


def excel(name, **options):
    return pl.read_excel(MONTH / "data" / name, engine="calamine", **options)


def units():
    register = yaml.safe_load((MONTH / "units.yaml").read_text())
    names, kinds = {}, {}
    for kind in ("towns", "departments"):
        for unit in register[kind]:
            unit = unit if isinstance(unit, dict) else {"name": unit}
            for name in [unit["name"], *unit.get("aliases", [])]:
                names[name] = unit["name"]
            kinds.setdefault(kind, []).append(unit["name"])
    return names, kinds


def rows(tickets):
    """A table's rows: counts, rates and the score of each unit."""
    satisfied = pl.col("满意情况").replace_strict({"满意": 1.0, "基本满意": 0.8}, default=0.0)
    rated = (pl.col("是否参评") == "是").cast(pl.Float64)
    of_rated = lambda hits: (hits.cast(pl.Float64) * rated).sum() / rated.sum()
    table = (
        tickets.group_by("unit")
        .agg(
            pl.len().alias("count"),
            (pl.col("是否响应") == "是").mean().alias("response"),
            of_rated((pl.col("解决情况") == "解决").fill_null(False)).alias("resolution"),
            of_rated(satisfied).alias("satisfaction"),
        )
        .with_columns(
            (10 * pl.col("response") + 50 * pl.col("resolution") + 40 * pl.col("satisfaction"))
            .round(2)
            .alias("score")
        )
        .with_columns(pl.col("score").rank("min", descending=True).alias("rank"))
        .sort(["score", "count"], descending=True)
    )
    cells = lambda row: [
        f"{row['rank']:.0f}", row["unit"], str(row["count"]),
        *(f"{row[rate]:.2%}" for rate in ("response", "resolution", "satisfaction")),
        f"{row['score']:.2f}",
    ]
    return [cells(row) for row in table.fill_nan(0).fill_null(0).to_dicts()]


def read():
    names, kinds = units()
    accepted = excel("工单明细.xlsx", read_options={"header_row": 1})
    assessed = excel("市级考评明细.xlsx")
    excel("全市街乡镇排名.xlsx", sheet_name="9月", read_options={"header_row": 1})
    districts = excel("各区万人诉求比.xlsx")
    name = lambda column: pl.col(column).fill_null("").str.replace_all(r"\s", "").replace(names)
    lead = assessed.with_columns(name("主办单位").alias("unit"), pl.lit("lead").alias("role"))
    helper = assessed.with_columns(name("从办单位").alias("unit"), pl.lit("co").alias("role"))
    all_of = pl.concat([lead, helper.filter(pl.col("unit") != "")])
    direct = (pl.col("role") == "lead") & (pl.col("派单方式") == "直派")
    of_towns = all_of.filter(pl.col("unit").is_in(kinds["towns"]))
    of_departments = all_of.filter(pl.col("unit").is_in(kinds["departments"]))
    parts = [of_towns.filter(direct), of_towns.filter(~direct), of_towns, of_departments]
    return accepted.height, assessed.height, districts, [rows(part) for part in parts]


def chart(districts, out):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plot
    from matplotlib import font_manager

    font_manager.fontManager.addfont(ROOT / "fonts" / "GWHeiSC-Regular.otf")
    plot.rcParams["font.family"] = "GW Hei SC"
    district, tickets, residents = districts.columns[:3]
    ranked = districts.with_columns((pl.col(tickets) / pl.col(residents)).alias("v")).sort("v")
    figure, axes = plot.subplots(figsize=(6.1, 3.2), dpi=300)
    bars = axes.bar(ranked[district].to_list(), ranked["v"].to_list())
    axes.bar_label(bars, fmt="%.1f", fontsize=5)
    axes.tick_params(axis="x", rotation=45, labelsize=6)
    figure.tight_layout()
    for kind in ("png", "svg"):
        figure.savefig(out / f"chart.{kind}")


def word(counts, tables, out):
    import docx
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage

    template = out / "template.docx"
    if not template.exists():
        blank = docx.Document()
        blank.add_heading("{{ title }}", 0)
        blank.add_paragraph("共受理诉求{{ accepted }}件，纳入考评{{ assessed }}件。")
        for number in range(len(tables)):
            table = blank.add_table(4, len(HEADERS))
            for column, header in enumerate(HEADERS):
                table.cell(0, column).text = header
                table.cell(2, column).text = f"{{{{ row[{column}] }}}}"
            table.cell(1, 0).text = f"{{%tr for row in tables[{number}] %}}"
            table.cell(3, 0).text = "{%tr endfor %}"
        for number in range(len(PICTURES) + 1):
            blank.add_paragraph(f"{{{{ pictures[{number}] }}}}")
        blank.save(template)
    filled = DocxTemplate(template)
    files = [out / "chart.png", *(MONTH / "images" / name for name in PICTURES)]
    pictures = [InlineImage(filled, str(file), width=Mm(110)) for file in files]
    accepted, assessed = counts
    filled.render(dict(title=TITLE, accepted=accepted, assessed=assessed, tables=tables, pictures=pictures))
    filled.save(out / "peer.docx")


PAGE = """
#let data = json("data.json")
#set document(title: data.title, date: datetime(year: 2023, month: 9, day: 25))
#set page(margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")
#set text(font: ("Liberation Serif", "Zhuque Fangsong (technical preview)", "GW Song SC"), size: 16pt, lang: "zh", region: "cn")
#align(center, text(22pt, data.title))
共受理诉求#str(data.accepted)件，纳入考评#str(data.assessed)件。
#for rows in data.tables {
  table(columns: 7, table.header(..data.headers.map(it => [#it])), ..rows.flatten().map(it => text(10.5pt, it)))
}
#image("chart.svg", width: 100%, alt: "chart")
#for name in data.pictures { image(name, width: 60%, alt: "case") }
"""


def pdf(counts, tables, out):
    import typst

    for name in PICTURES:
        shutil.copy(MONTH / "images" / name, out)
    accepted, assessed = counts
    data = dict(title=TITLE, accepted=accepted, assessed=assessed, tables=tables, headers=HEADERS, pictures=PICTURES)
    (out / "data.json").write_text(json.dumps(data, ensure_ascii=False))
    (out / "page.typ").write_text(PAGE)
    typst.compile(
        out / "page.typ", output=out / "peer.pdf", font_paths=[ROOT / "fonts"],
        ignore_system_fonts=True, pdf_standards=["a-2a"],
    )


def main():
    what, out = sys.argv[1], Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    *counts, districts, tables = read()
    if what == "build":
        chart(districts, out)
        word(counts, tables, out)
        pdf(counts, tables, out)


if __name__ == "__main__":
    main()
