//! The reference month, as it was published.

use std::ops::ControlFlow;
use std::path::Path;

use bulletin::sources::{self, Export};
use bulletin::tickets::{self, Callback, Exports, Settings, Tickets};

use crate::exports::bench::{Bench, period, register};

fn read() -> Tickets {
    let export = |name: &str, sheet: Option<&str>| {
        let path = Path::new("examples/2023-09/data").join(name);
        let sheet = sheet.map(str::to_owned);
        Some(Export { path, name: Path::new("data").join(name), sheet })
    };
    let exports = Exports {
        accepted: export("工单明细.xlsx", None),
        assessed: export("市级考评明细.xlsx", None),
        ranking: export("全市街乡镇排名.xlsx", Some("9月")),
        previous_ranking: export("全市街乡镇排名.xlsx", Some("8月")),
        districts: export("各区万人诉求比.xlsx", None),
    };
    let (tickets, problems) =
        tickets::read(&exports, &Settings::default(), &register(), period(), "密云区");
    assert_eq!(problems, [], "the reference month has no problems");
    tickets
}

/// The first sheet of an export of the month as CSV.
fn as_csv(name: &str) -> Vec<u8> {
    let path = Path::new("examples/2023-09/data").join(name);
    let export = Export { path, name: name.into(), sheet: None };
    let mut book = sources::open(&export).ok().unwrap();
    let sheet = book.sheets()[0].clone();
    let mut text = String::new();
    book.rows(&sheet, &mut |row| {
        let cells: Vec<_> = row.cells.iter().map(|cell| cell.text()).collect();
        text += &cells.join(",");
        text.push('\n');
        ControlFlow::Continue(())
    })
    .unwrap();
    text.into_bytes()
}

#[test]
fn rows_read_in_blocks_side_by_side_are_the_same_tickets() {
    let expected = read();
    let lists = ["工单明细.xlsx", "市级考评明细.xlsx"].map(as_csv);
    // Several blocks, so that threads share the work.
    assert!(lists.iter().any(|list| list.len() > 1 << 20), "more than a block");
    let [accepted, assessed] = lists;
    let bench = Bench::new()
        .accepted("受理.csv", accepted)
        .assessed_as("考评.csv", assessed);
    let (tickets, problems) = bench.read();
    assert_eq!(problems, []);
    assert!(tickets.accepted == expected.accepted);
    assert!(tickets.assessed == expected.assessed);
}

#[test]
fn every_row_of_every_export_is_used() {
    let tickets = read();
    let accounts: Vec<_> = tickets
        .readings
        .iter()
        .map(|r| (r.file.to_str().unwrap(), r.sheet.as_str(), r.rows, r.used))
        .collect();
    assert_eq!(
        accounts,
        [
            ("data/工单明细.xlsx", "工单明细", 20_893, 20_893),
            ("data/市级考评明细.xlsx", "考评明细", 12_382, 12_382),
            ("data/全市街乡镇排名.xlsx", "9月", 343, 343),
            ("data/全市街乡镇排名.xlsx", "8月", 343, 343),
            ("data/各区万人诉求比.xlsx", "万人诉求比", 17, 17),
        ]
    );
    assert!(tickets.readings.iter().all(|reading| reading.left_out.is_empty()));
}

#[test]
fn the_tickets_carry_the_counts_of_the_published_bulletin() {
    let tickets = read();
    let assessed = tickets.assessed.unwrap();
    let rated = assessed.iter().filter(|ticket| ticket.rating.is_some()).count();
    let unanswered = assessed.iter().filter(|ticket| !ticket.responded).count();
    assert_eq!((rated, unanswered), (7_022, 5));
    // Every row of the tables together, leads and co-handlers. 45 tickets are led by
    // units outside the register, which have no row.
    let register = register();
    let other = register.find("其他单位");
    let outside = assessed.iter().filter(|ticket| Some(ticket.lead) == other).count();
    let rows: usize = assessed.iter().map(|ticket| 1 + ticket.co_handlers.len()).sum();
    assert_eq!((outside, rows - outside), (45, 12_415));
    let of = |outcome| {
        assessed
            .iter()
            .filter(|ticket| ticket.callback == Some(outcome))
            .count()
    };
    let callbacks = [
        of(Callback::BothPositive),
        of(Callback::BothNegative),
        of(Callback::OneNegative),
    ];
    assert_eq!(callbacks, [6_739, 257, 26]);
}

#[test]
fn the_city_lists_are_read_to_the_last_digit() {
    let tickets = read();
    let ranking = tickets.ranking.unwrap();
    let scores: Vec<String> = ranking
        .iter()
        .take(4)
        .map(|ranked| ranked.score.to_string())
        .collect();
    // The file holds 99.95999999999999 and 99.93000000000001.
    assert_eq!(scores, ["99.98", "99.96", "99.95", "99.93"]);
    let own = ranking.iter().find(|ranked| ranked.street == "檀营地区").unwrap();
    assert_eq!((own.rank, own.district.as_str()), (23, "密云区"));
    let districts = tickets.districts.unwrap();
    let own = districts.iter().find(|count| count.district == "密云区").unwrap();
    assert_eq!((own.tickets, own.residents.to_string()), (19_679, "52.8".to_owned()));
    assert_eq!(own.previous, Some(20_597));
}
