//! The reference month's ledger and workbook.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use bulletin::diagnostics::has_errors;
use bulletin::document::{Block, Cell, Table, plain_text};
use bulletin::ledger::{Entry, Ledger, exact};
use bulletin::pipeline::{self, Options, Proved};
use calamine::{Data, Reader, Xlsx};
use num_rational::BigRational;
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");

static PROVED: LazyLock<Proved> = LazyLock::new(|| {
    let (proved, problems) = pipeline::prove(Path::new(FOLDER), None, &|_| {});
    assert!(!has_errors(&problems), "{problems:?}");
    proved.expect("the reference month loads")
});

/// The reference month in a folder of its own, built.
static BUILT: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(FOLDER), folder.path());
    let report = pipeline::build(folder.path(), Options::default(), &|_| {});
    assert_eq!(report.files.len(), 4, "{:?}", report.problems);
    folder
});

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            // Earlier results are no part of the month.
            if entry.file_name() != "out" {
                copy(&entry.path(), &to.join(entry.file_name()));
            }
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn outputs(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fs::read_dir(folder.join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

fn entry(key: &str) -> &'static Entry {
    PROVED.ledger.entry(key).unwrap_or_else(|| panic!("no entry “{key}”"))
}

/// Every figure of a document, found without knowing how it is built.
fn figures(value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => {
            if let (Some(Value::String(key)), Some(Value::String(text))) =
                (object.get("key"), object.get("text"))
            {
                found.push((key.clone(), text.clone()));
            }
            object.values().for_each(|inner| figures(inner, found));
        }
        Value::Array(values) => values.iter().for_each(|inner| figures(inner, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_figure_of_the_document_is_in_the_ledger_as_often_as_it_is_printed() {
    let mut printed = Vec::new();
    figures(&serde_json::to_value(&PROVED.document).unwrap(), &mut printed);
    let mut entered: Vec<(String, String)> = Vec::new();
    for entry in PROVED.ledger.printed() {
        let standings = entry.places.iter();
        entered.extend(standings.map(|at| (entry.key.clone(), at.text.clone())));
    }
    printed.sort();
    entered.sort();
    assert_eq!(printed, entered);
    // 20 × 8 + 20 × 6 + 20 × 7 + 34 × 7 cells, 17 points, the sentences and notes.
    assert!(printed.len() > 680, "{}", printed.len());
}

#[test]
fn every_entry_says_how_it_is_made() {
    for entry in &PROVED.ledger.figures {
        assert!(!entry.definition.is_empty() && !entry.formula.is_empty(), "{entry:?}");
        assert!(!entry.formula.contains('.') || !entry.formula.contains("towns."));
        for part in &entry.parts {
            let is_known = PROVED.loaded.statistics.figure(part).is_some();
            assert!(is_known, "{}: no part “{part}”", entry.key);
        }
    }
}

#[test]
fn numerators_and_denominators_are_those_of_the_reference() {
    let fraction = |key: &str| {
        let entry = entry(key);
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        format!("{}/{}", text(&entry.numerator), text(&entry.denominator))
    };
    assert_eq!(fraction("towns.direct.assessed"), "5125/1");
    assert_eq!(fraction("towns.direct.rated"), "4108/1");
    assert_eq!(fraction("towns.direct.response"), "5121/5125");
    assert_eq!(fraction("towns.direct.檀营地区.resolution"), "121/122");
    assert_eq!(fraction("accepted.change"), "-2806/23699");
    assert_eq!(fraction("streets.average"), "33174.97/343");
    assert_eq!(fraction("city.departments_average"), "99.05/1");
    assert_eq!(fraction("districts.own.change"), "-17.38/1");
}

#[test]
fn formulas_have_the_numbers_filled_in() {
    let formula = |key: &str| entry(key).formula.as_str();
    assert_eq!(
        formula("towns.direct.檀营地区.response"),
        "响应率 = 按时响应 133 ÷ 纳入考评 133 = 100.00%"
    );
    assert_eq!(
        formula("towns.all.新城子镇.score"),
        "综合成绩 = 10×响应率（167÷167）+ 50×解决率（119÷130）+ 40×满意率（122.4÷130）\
         + 加分项 0.1 = 93.53"
    );
    assert_eq!(
        formula("departments.教委.rank"),
        "排名 = 一类部门中综合成绩高于 97.06 的有 10 个，10 + 1 = 11"
    );
    assert_eq!(
        formula("towns.direct.score-city.score"),
        "差 = 全区镇街（直派）综合成绩 97.08 − 市级公布的全区综合成绩 95.21 = 1.87"
    );
}

#[test]
fn the_tickets_behind_a_figure_add_up_to_it() {
    let hits = |key: &str| -> BigRational {
        PROVED.behind(key).into_iter().map(|behind| behind.hits).sum()
    };
    for key in [
        "accepted.count",
        "assessed.count",
        "rated.count",
        "outcomes.one_negative.district_satisfied",
        "towns.direct.assessed",
        // A ticket in the rows of two towns counts for both.
        "towns.transferred.assessed",
        "departments.resolved",
        "departments.一类部门.basic",
    ] {
        assert_eq!(Some(exact(&hits(key))), entry(key).value, "{key}");
    }
    for key in ["towns.all.satisfaction", "departments.resolution"] {
        let below = PROVED.behind(key).into_iter().filter(|one| one.is_in_base).count();
        assert_eq!(Some(exact(&hits(key))), entry(key).numerator, "{key}");
        assert_eq!(Some(below.to_string()), entry(key).denominator, "{key}");
    }
}

#[test]
fn a_figure_names_its_export_and_rows() {
    let source = entry("towns.direct.檀营地区.assessed").source.clone().unwrap();
    assert_eq!(source.file, "data/市级考评明细.xlsx");
    assert_eq!(source.sheet, "考评明细");
    assert_eq!(source.which, "檀营地区主办的直派工单");
    let rows: u32 = source
        .rows
        .split(',')
        .map(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let row = |text: &str| text.parse::<u32>().unwrap();
            row(last) - row(first) + 1
        })
        .sum();
    assert_eq!(rows, 133);
}

#[test]
fn two_builds_write_the_same_bytes_and_the_ledger_can_be_read_back() {
    let first = outputs(BUILT.path());
    let again = tempfile::tempdir().unwrap();
    copy(BUILT.path(), again.path());
    pipeline::build(again.path(), Options::default(), &|_| {});
    let second = outputs(again.path());
    assert!(first.values().eq(second.values()));
    let bytes = first.get(&BUILT.path().join("out/figures.json")).unwrap();
    assert_eq!(Ledger::from_json(bytes).unwrap(), PROVED.ledger);
}

fn workbook() -> Xlsx<std::io::BufReader<fs::File>> {
    calamine::open_workbook(BUILT.path().join("out/数据底稿.xlsx")).unwrap()
}

/// A cell as the sheet shows it, given how it was printed.
fn is_printed(data: &Data, text: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    let wanted = match text.chars().last() {
        Some('%') => number(text.trim_end_matches('%')).map(|percent| percent / 100.0),
        Some('↑') => number(text.trim_end_matches('↑')),
        Some('↓') => number(text.trim_end_matches('↓')).map(|places| -places),
        _ if text == "持平" => Some(0.0),
        _ => number(text),
    };
    match (data, wanted) {
        (Data::Float(found), Some(wanted)) => (found - wanted).abs() < 1e-9,
        (Data::String(found), None) => found == text,
        _ => false,
    }
}

fn assert_sheet(workbook: &mut Xlsx<std::io::BufReader<fs::File>>, table: &Table) {
    let name = table.caption.tag();
    let sheet = workbook.worksheet_range(&name).unwrap();
    let caption = format!("{name}：{}", plain_text(&table.caption.text));
    assert_eq!(sheet.get((0, 0)), Some(&Data::String(caption)));
    let headers: Vec<String> =
        table.columns.iter().map(|column| column.header.clone()).collect();
    let row = |n: usize| sheet.rows().nth(n).unwrap();
    let found: Vec<String> = row(1).iter().map(ToString::to_string).collect();
    assert_eq!(found, headers);
    let mut above: Vec<String> = vec![String::new(); headers.len()];
    for (n, printed) in table.rows.iter().enumerate() {
        for ((cell, data), above) in printed.cells.iter().zip(row(n + 2)).zip(&mut above)
        {
            if let Cell::Content { text } = cell {
                *above = plain_text(text);
            }
            assert!(is_printed(data, above), "{name}: “{above}” is {data:?}");
        }
    }
}

#[test]
fn the_workbook_shows_the_tables_as_printed() {
    let mut workbook = workbook();
    let names = workbook.sheet_names();
    assert_eq!(names, ["指标", "表1", "表2", "表3", "表4", "工单", "未采用的行", "口径"]);
    for block in &PROVED.document.blocks {
        if let Block::Table(table) = block {
            assert_sheet(&mut workbook, table);
        }
    }
}

#[test]
fn the_workbook_lists_every_printed_figure_and_every_assessed_ticket() {
    let mut workbook = workbook();
    let figures = workbook.worksheet_range("指标").unwrap();
    let keys: Vec<String> = figures
        .rows()
        .skip(1)
        .map(|row| row.last().unwrap().to_string())
        .collect();
    for (entry, key) in PROVED.ledger.figures.iter().zip(&keys) {
        assert_eq!(&entry.key, key);
    }
    assert_eq!(keys.len(), PROVED.ledger.figures.len());
    let tickets = workbook.worksheet_range("工单").unwrap();
    assert_eq!(tickets.rows().count(), 1 + 12_382);
    let counted = |unit: &str| {
        let last = |row: &[Data]| row.last().unwrap().to_string();
        tickets
            .rows()
            .filter(|row| last(row).split('、').any(|one| one == unit))
            .count()
    };
    assert_eq!(counted("檀营地区（直派）"), 133);
}
