//! Every figure of the reference month, against figures worked out by another program.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot read the reference has to fail"
)]

use std::path::Path;

use bulletin::figures::{Figure, Statistics};
use bulletin::pipeline::{self, Loaded};
use bulletin::wording;
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");

fn loaded() -> Loaded {
    let (loaded, problems) = pipeline::load(Path::new(FOLDER), &|_| {});
    assert_eq!(problems, []);
    loaded.expect("the reference month loads")
}

fn expected() -> Value {
    let text = std::fs::read_to_string(format!("{FOLDER}/expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A figure as expected.json writes it: without unit, null when absent.
fn plain(statistics: &Statistics, key: &str) -> Option<String> {
    let figure: &Figure =
        statistics.figure(key).unwrap_or_else(|| panic!("no figure “{key}”"));
    figure.printed?;
    Some(wording::text(figure).trim_end_matches('%').to_owned())
}

fn assert_figure(statistics: &Statistics, key: &str, expected: &Value) {
    let expected = match expected {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        other @ (Value::Bool(_) | Value::Array(_) | Value::Object(_)) => {
            panic!("{key}: {other}")
        }
    };
    assert_eq!(plain(statistics, key), expected, "{key}");
}

/// Compares a table row by row, in order, and cell by cell; the number of cells.
fn assert_table(
    statistics: &Statistics,
    list: &str,
    within: &str,
    rows: &Value,
) -> usize {
    let rows = rows.as_array().expect("rows");
    let found = statistics.list(within).expect("a list");
    let names: Vec<&str> = found.rows.iter().map(|row| row.name.as_str()).collect();
    let units: Vec<&str> = rows.iter().map(|row| row["unit"].as_str().unwrap()).collect();
    assert_eq!(names, units, "order of {within}");
    let mut cells = 0;
    for row in rows {
        let unit = row["unit"].as_str().unwrap();
        for (name, value) in row.as_object().unwrap() {
            // Tables 1 and 2 have no bonus.
            let is_missing = name == "bonus" && value.is_null();
            if name == "unit" || is_missing {
                continue;
            }
            assert_figure(statistics, &format!("{list}.{unit}.{name}"), value);
            cells += 1;
        }
    }
    cells
}

#[test]
fn every_table_agrees_row_by_row_and_cell_by_cell() {
    let statistics = &loaded().statistics;
    let expected = expected();
    let mut cells = 0;
    for (list, name) in [
        ("towns.direct", "towns_direct"),
        ("towns.transferred", "towns_transferred"),
        ("towns.all", "towns_all"),
    ] {
        cells += assert_table(statistics, list, list, &expected[name]);
    }
    for (class, rows) in expected["departments"].as_object().unwrap() {
        let within = format!("departments.{class}");
        cells += assert_table(statistics, "departments", &within, rows);
    }
    // 20 towns with 9 cells, twice 20 with 7, 34 departments with 7, three bonuses.
    assert!(cells >= 20 * 9 + 2 * 20 * 7 + 34 * 7, "{cells}");
}

#[test]
fn pooled_figures_agree() {
    let statistics = &loaded().statistics;
    for (name, figures) in expected()["pooled"].as_object().unwrap() {
        let group = name.replace("towns_", "towns.");
        for (figure, value) in figures.as_object().unwrap() {
            if figure != "bonus" {
                assert_figure(statistics, &format!("{group}.{figure}"), value);
            }
        }
    }
}

#[test]
fn counts_and_changes_agree() {
    let statistics = &loaded().statistics;
    let expected = expected();
    for (name, key) in [
        ("accepted", "accepted.count"),
        ("assessed", "assessed.count"),
        ("rated", "rated.count"),
        ("both_satisfied", "outcomes.both_positive.count"),
        ("both_negative", "outcomes.both_negative.count"),
        ("both_negative_district_satisfied", "outcomes.both_negative.district_satisfied"),
        ("single_negative", "outcomes.one_negative.count"),
        (
            "single_negative_district_satisfied",
            "outcomes.one_negative.district_satisfied",
        ),
        ("solved_basically_satisfied", "outcomes.resolved_basic.count"),
    ] {
        assert_figure(statistics, key, &expected["counts"][name]);
    }
    for name in ["accepted", "assessed"] {
        let value = &expected["changes"][format!("{name}_pct")];
        assert_figure(statistics, &format!("{name}.change"), value);
    }
}

#[test]
fn tickets_per_10000_residents_agree_in_order() {
    let statistics = &loaded().statistics;
    let expected = expected();
    let ranking = expected["per_10k"]["ranking"].as_array().unwrap();
    let names: Vec<&str> = statistics
        .list("districts")
        .unwrap()
        .rows
        .iter()
        .map(|row| row.name.as_str())
        .collect();
    let districts: Vec<&str> =
        ranking.iter().map(|row| row["district"].as_str().unwrap()).collect();
    assert_eq!(names, districts);
    for row in ranking {
        let key = format!("districts.{}", row["district"].as_str().unwrap());
        assert_figure(statistics, &format!("{key}.per_10k"), &row["per_10k"]);
        assert_figure(statistics, &format!("{key}.previous_per_10k"), &row["previous"]);
        assert_figure(statistics, &format!("{key}.rank"), &row["rank"]);
    }
    let own = &expected["per_10k"]["own"];
    assert_eq!(own["district"], statistics.district.as_str());
    for (figure, value) in [
        ("per_10k", "per_10k"),
        ("previous_per_10k", "previous"),
        ("rank", "rank"),
        ("change", "change"),
    ] {
        assert_figure(statistics, &format!("districts.own.{figure}"), &own[value]);
    }
}

#[test]
fn figures_of_the_city_agree() {
    let statistics = &loaded().statistics;
    for (name, value) in expected()["city"].as_object().unwrap() {
        let key = match name.as_str() {
            "streets" => "streets.count".to_owned(),
            "streets_average" => "streets.average".to_owned(),
            name => format!("city.{name}"),
        };
        assert_figure(statistics, &key, value);
    }
}

#[test]
fn differences_agree() {
    let statistics = &loaded().statistics;
    let expected = expected();
    let differences = expected["differences"].as_object().unwrap();
    let score = |name: &str| match name {
        "city" => "city.score",
        "streets" => "streets.average",
        "direct" => "towns.direct.score",
        "transferred" => "towns.transferred.score",
        "all" => "towns.all.score",
        "departments" => "departments.score",
        "average" => "city.departments_average",
        other => panic!("{other}"),
    };
    for (name, value) in differences {
        let (of, less) = name.split_once("_vs_").unwrap();
        let difference = format!("{}-{}", score(of), score(less));
        let figure = statistics.named(&difference).unwrap();
        assert_eq!(wording::text(&figure), value.as_str().unwrap(), "{name}");
    }
    assert_eq!(differences.len(), 8);
}

#[test]
fn rows_add_up_to_more_than_the_total_by_the_co_handled_tickets() {
    let statistics = &loaded().statistics;
    let count = |key: &str| plain(statistics, key).unwrap().parse::<u64>().unwrap();
    assert_eq!(count("towns.all.assessed") + count("departments.assessed"), 12_415);
    assert_eq!(count("assessed.count"), 12_382);
}
