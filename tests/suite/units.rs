//! Each unit its own issue: what they add up to, and what becomes of bad input.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot build an issue has to fail"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::month::Month;
use bulletin::diagnostics::{Place, Problem};
use bulletin::document::{Block, Cell, Document, Inline};
use bulletin::figures::{Group, List, Outcome};
use bulletin::pipeline::{self, Issue, Issues, Loaded, Options};
use bulletin::tickets::{UnitId, UnitKind};
use calamine::Reader;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");

fn loaded() -> Loaded {
    pipeline::load(Path::new(FOLDER), &|_| {})
        .0
        .expect("the reference month loads")
}

/// Every issue of a month by its unit.
fn issues(loaded: &Loaded) -> BTreeMap<String, Issue> {
    let issues = Issues::new(loaded).expect("the outline is sound");
    let units = loaded.project.register.iter();
    units
        .filter(|(_, unit)| unit.kind != UnitKind::Outside)
        .map(|(id, unit)| {
            let issue = issues.compose(id, Options::default()).expect("a unit's issue");
            (unit.name.clone(), issue)
        })
        .collect()
}

/// Every figure that a document prints, by its name.
fn printed(document: &Document) -> BTreeMap<String, String> {
    let mut texts: Vec<&Inline> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph { text } => texts.extend(text),
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    if let Cell::Content { text } = cell {
                        texts.extend(text);
                    }
                }
            }
            Block::Heading(_) | Block::Chart(_) | Block::Pictures { .. } => {}
        }
    }
    let figures = texts.into_iter().filter_map(|inline| match inline {
        Inline::Figure(figure) => Some((figure.key.to_string(), figure.text.clone())),
        Inline::Text { .. } | Inline::Reference { .. } | Inline::Note { .. } => None,
    });
    figures.collect()
}

/// The sum of a count over all issues, as they print it.
fn sum(issues: &BTreeMap<String, Issue>, key: impl Fn(&str) -> String) -> u64 {
    let counts = issues.iter().map(|(unit, issue)| {
        let printed = printed(&issue.composed.document);
        printed
            .get(&key(unit))
            .map_or(0, |text| text.parse().expect("a count"))
    });
    counts.sum()
}

fn count(loaded: &Loaded, key: &str) -> u64 {
    let figure = loaded.statistics.figure(key).expect(key);
    figure.printed.expect(key).to_string().parse().expect("a count")
}

/// Assessed tickets whose lead is outside the register and so has no issue.
fn led_outside(loaded: &Loaded) -> Vec<Group> {
    let is_outside = |lead: UnitId| {
        loaded
            .project
            .register
            .unit(lead)
            .is_some_and(|unit| unit.kind == UnitKind::Outside)
    };
    let assessed = loaded.tickets.assessed.iter().flatten();
    assessed
        .filter(|ticket| is_outside(ticket.lead))
        .map(Group::of)
        .collect()
}

#[test]
fn what_the_issues_print_adds_up_to_what_the_bulletin_prints() {
    let loaded = loaded();
    let issues = issues(&loaded);
    assert_eq!(issues.len(), 54);
    let outside = led_outside(&loaded);
    let all = count(&loaded, "assessed.count");
    let led = sum(&issues, |unit| format!("units.{unit}.assessed.lead"));
    assert_eq!((led + outside.len() as u64, outside.len()), (all, 45));
    let assessed = loaded.tickets.assessed.as_ref().unwrap();
    let helpers: usize = assessed.iter().map(|ticket| ticket.co_handlers.len()).sum();
    let helped = sum(&issues, |unit| format!("units.{unit}.assessed.co_handled"));
    assert_eq!((helped, all), (helpers as u64, 12382));
    // Rows of the district's tables count a ticket for each of its units.
    let rows = sum(&issues, |unit| format!("units.{unit}.assessed.count"));
    assert_eq!(rows, led + helped);
    let of_towns = sum(&issues, |unit| format!("towns.all.{unit}.assessed"));
    let of_departments = sum(&issues, |unit| format!("departments.{unit}.assessed"));
    assert_eq!(of_towns, count(&loaded, "towns.all.assessed"));
    assert_eq!(of_departments, count(&loaded, "departments.assessed"));
    assert_eq!(of_towns + of_departments, rows);
    for outcome in Outcome::ALL {
        let key = outcome.key();
        let led = sum(&issues, |unit| format!("units.{unit}.outcomes.{key}.lead"));
        let with = |group: &&Group| Outcome::of(group) == Some(outcome);
        let others = outside.iter().filter(with).count() as u64;
        let whole = count(&loaded, &format!("outcomes.{key}.count"));
        assert_eq!(led + others, whole, "{key}");
    }
}

#[test]
fn categories_and_unresolved_tickets_of_the_issues_add_up_too() {
    let loaded = loaded();
    let issues = issues(&loaded);
    let mut categories: BTreeMap<String, u64> = BTreeMap::new();
    let mut unresolved = 0;
    for Issue { statistics, .. } in issues.values() {
        let rows = |list: &str| -> &List { statistics.list(list).expect(list) };
        for row in &rows("unit.categories").rows {
            let figure = statistics.figure(&format!("{}.lead", row.key)).unwrap();
            let count: u64 = figure.printed.unwrap().to_string().parse().unwrap();
            *categories.entry(row.name.clone()).or_default() += count;
        }
        let roles = rows("unit.unresolved").rows.iter();
        unresolved += roles
            .filter(|row| statistics.word(&format!("{}.role", row.key)) == Some("主办"))
            .count();
    }
    let outside = led_outside(&loaded);
    let with = |group: &&Group| group.rating.is_some_and(|rating| !rating.resolved);
    unresolved += outside.iter().filter(with).count();
    let district = loaded.statistics.list("assessed.categories").unwrap();
    assert_eq!(categories.len(), district.rows.len());
    let mut of_units = 0;
    for row in &district.rows {
        let count = count(&loaded, &format!("{}.count", row.key));
        let led = *categories.get(&row.name).expect("a category");
        assert!(led <= count, "{}", row.name);
        of_units += led;
    }
    let all = count(&loaded, "assessed.count");
    assert_eq!(of_units + outside.len() as u64, all);
    assert_eq!(unresolved as u64, count(&loaded, "unresolved.count"));
}

#[test]
fn an_issue_keeps_the_names_of_figures_that_the_bulletin_prints_too() {
    let loaded = loaded();
    let issues = issues(&loaded);
    let issue = issues.get("檀营地区").unwrap();
    assert_eq!(issue.composed.problems, []);
    let printed = printed(&issue.composed.document);
    for (key, text) in [
        ("towns.direct.檀营地区.score", "99.59"),
        ("towns.direct.檀营地区.city_rank", "23"),
        ("towns.all.score", "95.48"),
        ("units.檀营地区.unresolved.count", "11"),
    ] {
        assert_eq!(printed.get(key).map(String::as_str), Some(text), "{key}");
    }
}

/// Names of files in the units' folder.
fn names(month: &Month) -> Vec<String> {
    let Ok(entries) = fs::read_dir(month.path("out/各单位")) else {
        return Vec::new();
    };
    let files = entries
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file());
    let names = files.map(|entry| entry.file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Unit, state and problems of every row of the index.
fn index(month: &Month) -> Vec<[String; 3]> {
    let path = month.path("out/各单位/索引.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range("索引").unwrap();
    let cell = |row: &[calamine::Data], n: usize| row.get(n).unwrap().to_string();
    range
        .rows()
        .skip(1)
        .map(|row| [1, 8, 9].map(|n| cell(row, n)))
        .collect()
}

#[test]
fn each_unit_gets_both_files_and_a_row_of_the_index() {
    let month = Month::sound();
    let output = month.run(&["build", "--each", "units"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    let mut expected = vec!["索引.xlsx".to_owned()];
    for unit in ["北庄镇", "教委", "檀营地区"] {
        expected.extend(["docx", "pdf"].map(|format| format!("{unit}.{format}")));
    }
    expected.sort();
    assert_eq!(names(&month), expected, "{told}");
    let states: Vec<String> =
        index(&month).into_iter().map(|[_, state, _]| state).collect();
    assert_eq!(states, ["已生成"; 3]);
}

#[test]
fn names_and_aliases_choose_units_and_a_draft_has_a_name_of_its_own() {
    let month = Month::sound();
    month.run(&["build", "--each", "教委，北庄镇,教委", "--draft"]);
    let names = names(&month);
    assert!(names.contains(&"教委（草稿）.pdf".to_owned()), "{names:?}");
    let units: Vec<String> = index(&month).into_iter().map(|[unit, ..]| unit).collect();
    assert_eq!(units, ["教委", "北庄镇"]);
}

#[test]
fn a_name_that_is_no_unit_is_told_with_the_nearest_and_nothing_is_written() {
    let month = Month::sound();
    let output = month.run(&["build", "--each", "坛营地区,教委,财政"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    for words in ["“坛营地区”不是名册中的", "是否“檀营地区”", "“财政”不是"]
    {
        assert!(told.contains(words), "“{words}” is not in:\n{told}");
    }
    assert_eq!(names(&month), Vec::<String>::new());
}

/// Stands in for a file that Word holds open.
#[test]
fn a_unit_whose_file_cannot_be_written_does_not_stop_the_others() {
    let month = Month::sound();
    fs::create_dir_all(month.path("out/各单位/北庄镇.pdf")).unwrap();
    let output = month.run(&["build", "--each", "units"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("北庄镇：“北庄镇.pdf”写不进去"), "{told}");
    let names = names(&month);
    assert!(names.contains(&"教委.docx".to_owned()), "{names:?}");
    assert!(!names.contains(&"北庄镇.docx".to_owned()), "{names:?}");
    let index = index(&month);
    let [_, state, problems] = index.iter().find(|[unit, ..]| unit == "北庄镇").unwrap();
    assert_eq!(state, "有错误");
    assert!(problems.contains("写不进去"), "{problems}");
}

#[test]
fn errors_in_the_data_stop_the_issues_as_they_stop_the_bulletin() {
    let month = Month::sound().with("data/考评.csv", "是,解决,", "是,解诀,");
    let output = month.run(&["build", "--each", "towns"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(names(&month), Vec::<String>::new());
}

#[test]
fn a_mistake_in_the_units_outline_is_told_once_for_all_units() {
    let month =
        Month::sound().with("bulletin.yaml", "register:", "layout: ./版式\nregister:");
    let own = "layouts/official/unit/outline.yaml";
    let outline = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(own));
    let outline = outline.unwrap().replace("unit.assessed.lead", "unit.assessed.leed");
    fs::create_dir_all(month.path("版式/unit")).unwrap();
    fs::write(month.path("版式/unit/outline.yaml"), outline).unwrap();
    fs::write(
        month.path("版式/outline.yaml"),
        include_str!("../../layouts/official/outline.yaml"),
    )
    .unwrap();
    let output = month.run(&["build", "--each", "units"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("等3个单位：提纲用到的"), "{told}");
    assert!(told.contains("unit/outline.yaml，第"), "{told}");
    assert_eq!(told.matches("错误 O02").count(), 1, "{told}");
}

#[test]
fn a_second_run_gives_the_same_bytes_and_sweeps_up_after_one_that_was_cut_off() {
    let month = Month::sound();
    month.run(&["build", "--each", "units"]);
    let bytes = |month: &Month| -> Vec<Vec<u8>> {
        let files = names(month);
        let path = |name: &String| month.path(&format!("out/各单位/{name}"));
        files.iter().map(|name| fs::read(path(name)).unwrap()).collect()
    };
    let first = bytes(&month);
    fs::write(month.path("out/各单位/.bulletin/new-7"), "half").unwrap();
    month.run(&["build", "--each", "units"]);
    assert!(bytes(&month) == first);
    assert!(!month.path("out/各单位/.bulletin/new-7").exists());
}

/// Their charts have a mark 10 on the axis beside a value of 10, and names such as
/// 第08社区 beside a value of 8.
#[test]
fn issues_of_the_reference_are_read_back_without_a_remark() {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(FOLDER), folder.path());
    let each = pipeline::Each::Named(vec!["北庄镇".to_owned(), "新城子镇".to_owned()]);
    let report = pipeline::build_each(folder.path(), &each, Options::default(), &|_| {});
    let of_audit = |problem: &&Problem| {
        let is_typed = matches!(problem.place, Some(Place::Line { .. }));
        problem.code.as_str().starts_with('A') && !is_typed
    };
    let remarks: Vec<&Problem> = report.problems.iter().filter(of_audit).collect();
    assert_eq!((remarks, report.files.len()), (Vec::new(), 5));
}

#[test]
fn the_analysis_of_the_district_is_composed_whole() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09-analysis");
    let (loaded, problems) = pipeline::load(Path::new(folder), &|_| {});
    let composed = pipeline::compose(&loaded.unwrap(), problems, Options::default());
    // Every fourth ticket of the month leaves four departments without one.
    let told: Vec<&str> = composed
        .problems
        .iter()
        .map(|problem| problem.code.as_str())
        .collect();
    assert_eq!(told, ["K16"]);
    let tables = composed.document.blocks.iter();
    let tables =
        tables.filter(|block| matches!(block, Block::Table(_) | Block::Chart(_)));
    assert_eq!(tables.count(), 15);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(path, to).unwrap();
        }
    }
}
