//! How soon an edit shows in the preview: from the file's being written to the last
//! changed page's having come over HTTP.
//!
//! At most 200 ms for a case and 1 s for an export, on 2 cores; fails when it is more.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark that cannot run has to fail, and prints what it measured"
)]

#[expect(dead_code, reason = "tests of the workbench ask for more")]
#[path = "../suite/workbench/browser.rs"]
mod browser;

use std::fs;
use std::time::{Duration, Instant};

use browser::Browser;

const ROUNDS: usize = 15;

fn main() {
    let browser = Browser::open();
    let cases = browser.folder().join("cases.yaml");
    let text = fs::read_to_string(&cases).unwrap();
    let case = measure(&browser, |round| {
        let word = format!("车棚{}", "甲".repeat(round % 7 + 1));
        fs::write(&cases, text.replacen("车棚", &word, 2)).unwrap();
    });
    report("典型案例", &case, Duration::from_millis(200));

    // The largest export; all of its 20893 rows are read again.
    let export = browser.folder().join("data/工单明细.xlsx");
    let bytes = fs::read(&export).unwrap();
    let rows = measure(&browser, |_| fs::write(&export, &bytes).unwrap());
    report("导出表", &rows, Duration::from_secs(1));
}

fn measure(browser: &Browser, change: impl Fn(usize)) -> Vec<Duration> {
    let mut seen = browser.state("");
    let mut took = Vec::new();
    for round in 0..ROUNDS {
        let start = Instant::now();
        change(round);
        let next = browser.state(seen["seen"].as_str().unwrap());
        for id in Browser::sheets(&next) {
            if !Browser::sheets(&seen).contains(&id) {
                assert_eq!(browser.get(&format!("/sheet?{id}")).status, 200);
            }
        }
        took.push(start.elapsed());
        seen = next;
    }
    took.sort();
    took
}

fn report(what: &str, took: &[Duration], limit: Duration) {
    let middle = took[took.len() / 2];
    let longest = took.last().expect("at least one round");
    println!("{what}：中位 {middle:.0?}，最长 {longest:.0?}，要求 {limit:?} 以内");
    assert!(middle <= limit, "{what} 太慢");
}
