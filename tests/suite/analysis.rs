//! What bulletins may show beyond the official outline: times, crossings, boards, course.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot read its month has to fail"
)]

use std::path::Path;

use crate::month::Month;
use bulletin::figures::{List, Statistics};
use bulletin::ledger::Ledger;
use bulletin::pipeline;
use calamine::{Data, Reader};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");

fn statistics(folder: &Path) -> std::sync::Arc<Statistics> {
    pipeline::load(folder, &|_| {})
        .0
        .expect("a month that loads")
        .statistics
}

fn text(statistics: &Statistics, key: &str) -> String {
    let figure = statistics.figure(key).expect(key);
    bulletin::wording::text(figure)
}

fn count(statistics: &Statistics, key: &str) -> u64 {
    text(statistics, key).parse().expect(key)
}

fn names(statistics: &Statistics, list: &str) -> Vec<String> {
    let List { rows, .. } = statistics.list(list).expect(list);
    rows.iter().map(|row| row.name.clone()).collect()
}

/// Hours from 受理时间 to 办结时间 of the reference export, read as a clerk's spreadsheet
/// would, of one type or all.
fn hours(kind: Option<&str>) -> Vec<f64> {
    let path = Path::new(FOLDER).join("data/工单明细.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let day = |cell: Option<&Data>| match cell {
        Some(Data::DateTime(moment)) => Some(moment.as_f64()),
        _ => None,
    };
    let mut hours: Vec<f64> = sheet
        .rows()
        .skip(2)
        .filter(|row| {
            kind.is_none() || row.get(4).map(ToString::to_string).as_deref() == kind
        })
        .filter_map(|row| Some((day(row.get(14))? - day(row.get(2))?) * 24.0))
        .collect();
    hours.sort_by(f64::total_cmp);
    hours
}

/// Excel's PERCENTILE.INC.
fn percentile(sorted: &[f64], part: f64) -> String {
    let place = part * (sorted.len() - 1) as f64;
    let at = |index: f64| sorted.get(index as usize).copied().unwrap();
    let (low, high) = (at(place.floor()), at(place.ceil()));
    format!("{:.1}", low + (high - low) * place.fract())
}

#[test]
fn times_to_closing_are_those_that_a_spreadsheet_works_out() {
    let statistics = statistics(Path::new(FOLDER));
    for (path, kind) in [("accepted", None), ("accepted.types.投诉", Some("投诉"))] {
        let hours = hours(kind);
        assert!(hours.len() > 1000, "{path}");
        assert_eq!(count(&statistics, &format!("{path}.closed")), hours.len() as u64);
        let told = |name| text(&statistics, &format!("{path}.{name}"));
        assert_eq!(told("median_hours"), percentile(&hours, 0.5), "{path}");
        assert_eq!(told("p90_hours"), percentile(&hours, 0.9), "{path}");
    }
}

#[test]
fn a_ticket_closed_before_it_was_accepted_is_told_and_left_out_of_the_times() {
    let month = Month::sound().with_file(
        "data/受理.csv",
        "工单编号,受理时间,办结时间\n\
         0001,2023-08-19 10:00,2023-08-19 12:30\n\
         0002,2023-09-01 8:00,2023-08-31 8:00\n\
         0003,2023-09-18 8:00,\n"
            .as_bytes(),
    );
    let output = month.run(&["check"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    assert!(
        told.contains("提醒 D21：“办结时间”2023年8月31日8时0分早于“受理时间”"),
        "{told}"
    );
    assert!(told.contains("C3"), "{told}");
    let statistics = statistics(&month.path(""));
    assert_eq!(text(&statistics, "accepted.closed"), "1");
    assert_eq!(text(&statistics, "accepted.median_hours"), "2.5");
}

#[test]
fn the_categories_of_a_town_add_up_to_its_tickets() {
    let statistics = statistics(Path::new(FOLDER));
    for town in names(&statistics, "accepted.towns") {
        for by in ["types", "categories"] {
            let cell = |name: &String| {
                count(&statistics, &format!("accepted.towns.{town}.{by}.{name}.count"))
            };
            let all: u64 =
                names(&statistics, &format!("accepted.{by}")).iter().map(cell).sum();
            assert_eq!(all, count(&statistics, &format!("accepted.towns.{town}.count")));
        }
    }
}

#[test]
fn outcomes_of_a_unit_add_up_to_its_rated_tickets() {
    let statistics = statistics(Path::new(FOLDER));
    for list in ["towns.direct", "towns.all", "departments"] {
        for unit in names(&statistics, list) {
            let of = |name: &str| count(&statistics, &format!("{list}.{unit}.{name}"));
            let outcomes =
                ["both_positive", "both_negative", "one_negative", "resolved_basic"];
            assert_eq!(
                outcomes.map(of).iter().sum::<u64>(),
                of("rated"),
                "{list} {unit}"
            );
        }
    }
}

/// Five towns, of which two share the second place and the last has no rated ticket.
fn ranked(boards: &str) -> Month {
    let towns = ["甲镇", "乙镇", "丙镇", "丁镇", "戊镇"];
    let listed: Vec<String> =
        towns.iter().map(|town| format!("  - {{ name: {town} }}\n")).collect();
    let rows = [
        ("甲镇", "是,解决,满意"),
        ("乙镇", "是,解决,基本满意"),
        ("丙镇", "是,解决,基本满意"),
        ("丁镇", "是,未解决,不满意"),
        ("戊镇", "否,,"),
    ];
    let rows: String = (1..)
        .zip(rows)
        .map(|(n, (town, rated))| format!("000{n},直派,{town},,是,{rated}\n"))
        .collect();
    let header =
        "工单编号,派单方式,主办单位,从办单位,是否响应,是否参评,解决情况,满意情况\n";
    let accepted: String = (1..=5).map(|n| format!("000{n},2023-09-01\n")).collect();
    Month::sound()
        .with_file("units.yaml", format!("towns:\n{}", listed.concat()).as_bytes())
        .with_file("data/受理.csv", format!("工单编号,受理时间\n{accepted}").as_bytes())
        .with_file("data/考评.csv", format!("{header}{rows}").as_bytes())
        .with(
            "bulletin.yaml",
            "register:",
            &format!("statistics:\n  boards: {boards}\nregister:"),
        )
}

#[test]
fn boards_keep_equal_ranks_together_and_no_unit_stands_on_both() {
    let month = ranked("{ first: 2, last: 3, under: 93.5 }");
    let statistics = statistics(&month.path(""));
    assert_eq!(names(&statistics, "towns.direct.red"), ["甲镇", "乙镇", "丙镇"]);
    assert_eq!(names(&statistics, "towns.direct.black"), ["丁镇"]);
    assert_eq!(names(&statistics, "towns.direct.under"), ["乙镇", "丙镇", "丁镇"]);
    assert_eq!(text(&statistics, "towns.direct.under.count"), "3");
    assert_eq!(text(&statistics, "boards.under"), "93.50");
}

#[test]
fn without_a_set_score_nobody_is_said_to_be_under_it() {
    let statistics = statistics(&ranked("{ first: 1, last: 1 }").path(""));
    assert_eq!(names(&statistics, "towns.direct.red"), ["甲镇"]);
    assert_eq!(names(&statistics, "towns.direct.black"), ["丁镇"]);
    assert_eq!(names(&statistics, "towns.direct.under"), [""; 0]);
    assert_eq!(text(&statistics, "towns.direct.under.count"), "—");
}

/// A month of the same tickets, some weeks later, that goes on from another.
fn after(last: &Month, (start, end): (&str, &str)) -> Month {
    let last = last.path("").to_str().unwrap().replace('\\', "/");
    Month::sound()
        .with(
            "bulletin.yaml",
            "start: 2023-08-19, end: 2023-09-19",
            &format!("start: {start}, end: {end}"),
        )
        .with("bulletin.yaml", "register:", &format!("previous: \"{last}\"\nregister:"))
        .with("data/受理.csv", "2023-08-19 10:22:03", start)
        .with("data/受理.csv", "2023/9/1 8:00", start)
        .with("data/受理.csv", "2023年9月18日", start)
}

#[test]
fn the_course_goes_over_all_issues_from_the_last_one_s_ledger() {
    let first = Month::sound();
    first.run(&["build", "--final"]);
    let second = after(&first, ("2023-09-19", "2023-10-19")).with(
        "data/考评.csv",
        "是,未解决,不满意",
        "是,解决,基本满意",
    );
    second.run(&["build", "--final"]);
    drop(first);
    let third = after(&second, ("2023-10-19", "2023-11-19"));
    let statistics = statistics(&third.path(""));
    let course = "course.towns.direct.北庄镇";
    assert_eq!(names(&statistics, course), ["2023年9月", "2023年10月", "2023年11月"]);
    let scores: Vec<String> = statistics
        .list(course)
        .unwrap()
        .rows
        .iter()
        .map(|row| text(&statistics, &format!("{}.score", row.key)))
        .collect();
    assert_eq!(scores, ["10.00", "92.00", "10.00"]);
    let stored = std::fs::read(second.path("out/figures.json")).unwrap();
    let ledger = Ledger::from_json(&stored).unwrap();
    let entry = ledger.entry("course.towns.direct.北庄镇.20230918.score").unwrap();
    assert_eq!(
        (entry.text.as_str(), entry.definition.as_str()),
        ("10.00", "2023年9月北庄镇（直派）综合成绩")
    );
}

#[test]
fn without_stored_issues_there_is_no_course_to_show() {
    let statistics = statistics(&Month::sound().path(""));
    assert_eq!(names(&statistics, "course.towns.direct"), [""; 0]);
}

#[test]
fn every_list_that_is_proposed_to_editors_has_the_measures_proposed_with_it() {
    let folder = Path::new(FOLDER).with_file_name("2023-09-analysis");
    let statistics = statistics(&folder);
    let mut seen = 0;
    for listed in bulletin::figures::lists() {
        let Some(list) = statistics.list(&listed.name) else {
            assert!(listed.name.starts_with("unit."), "{}", listed.name);
            continue;
        };
        assert_eq!(statistics.list(&listed.words), Some(list), "{}", listed.words);
        let Some(row) = list.rows.first() else { continue };
        let measured = statistics.measured(&row.key);
        let is_course = listed.name.starts_with("course.");
        let is_there = |name: &&&str| measured.contains(*name) || is_course;
        seen += listed.measures.iter().filter(is_there).count();
        let missing: Vec<&&str> =
            listed.measures.iter().filter(|name| !is_there(name)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", listed.name);
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn tables_and_charts_call_lists_in_chinese_and_a_slip_is_told() {
    let outline = "sections:\n  towns.direct: { table: { name: t, rows: 镇街直派, \
        columns: [排名, 单位, 总合成绩] } }\n  districts.per_10k: { chart: { name: c, \
        subject: 各区.万人诉求比, caption: 图 } }\n";
    let told =
        crate::layouts::told("./版式", &[("版式/outline.yaml", outline.as_bytes())]);
    assert!(
        told.iter()
            .any(|one| one.contains("“镇街直派”的行没有“总合成绩”这一列")
                && one.ends_with("是否“综合成绩”？")),
        "{told:?}"
    );
    assert!(!told.iter().any(|one| one.contains("各区")), "{told:?}");
}
