//! The workbench as a browser meets it, over a real socket.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read an answer has to fail"
)]

mod api;
mod browser;
mod changes;
mod edits;
mod files;
mod guard;
mod program;

use browser::Browser;

#[test]
fn pages_come_with_their_headings_and_exports() {
    let browser = Browser::open();
    let state = browser.state("");
    assert_eq!(state["is_current"], true);
    let problems = state["problems"].as_array().unwrap();
    assert!(problems.iter().all(|problem| problem["is_error"] == false), "{problems:?}");
    let draft = &state["draft"];
    assert_eq!(draft["title"], "9月“接诉即办”考核期工作情况分析");
    let headings = draft["headings"].as_array().unwrap();
    assert_eq!(headings[0]["text"], "一、诉求总量情况");
    assert_eq!((&headings[0]["page"], &headings[0]["level"]), (&1.into(), &1.into()));
    assert_eq!(draft["readings"][0]["used"], 20893);
    let sheet = &draft["sheets"][0];
    assert_eq!((&sheet["width_mm"], &sheet["height_mm"]), (&210.0.into(), &297.0.into()));
}

#[test]
fn a_page_is_a_picture_in_which_figures_can_be_clicked() {
    let browser = Browser::open();
    let state = browser.state("");
    let first = &Browser::sheets(&state)[0];
    let answer = browser.get(&format!("/sheet?{first}"));
    assert_eq!(answer.header("Content-Type"), Some("image/svg+xml"));
    let svg = answer.text();
    let parsed = roxmltree::Document::parse(&svg).unwrap();
    let links: Vec<&str> = parsed
        .descendants()
        .filter_map(|node| node.attribute("href"))
        .filter(|target| target.starts_with("figure:"))
        .collect();
    assert!(links.contains(&"figure:towns.direct.score"), "{links:?}");
    assert!(links.contains(&"figure:towns.direct.score-city.score"), "{links:?}");
}

#[test]
fn a_figure_tells_its_exact_value_definition_and_origin() {
    let browser = Browser::open();
    browser.state("");
    let figure = browser.json("/figure?towns.direct.score");
    assert_eq!(figure["printed"], "97.08");
    assert_eq!(figure["exact"], "97.082263…");
    assert_eq!(figure["definition"], "全区镇街（直派）综合成绩");
    assert_eq!(figure["parts"][1]["key"], "towns.direct.resolution");
    assert!(figure["formula"].as_str().unwrap().contains("3967÷4108"), "{figure}");
    assert!(!figure["places"].as_array().unwrap().is_empty(), "{figure}");
    // 97.08 − 95.21 = 1.87, from the figures as printed.
    let difference = browser.json("/figure?towns.direct.score-city.score");
    assert_eq!(difference["printed"], "1.87");
    // As typed into the configuration.
    let given = browser.json("/figure?city.score");
    assert!(given["source"].as_str().unwrap().contains("bulletin.yaml"), "{given}");
    // A name in Chinese, as browsers write it.
    let unit =
        browser.json("/figure?towns.direct.%E6%AA%80%E8%90%A5%E5%9C%B0%E5%8C%BA.rank");
    assert_eq!(unit["key"], "towns.direct.檀营地区.rank");
    assert_eq!(browser.get("/figure?no.such.figure").status, 404);
}

#[test]
fn every_figure_that_can_be_clicked_is_known() {
    let browser = Browser::open();
    for id in Browser::sheets(&browser.state("")) {
        let svg = browser.get(&format!("/sheet?{id}")).text();
        let parsed = roxmltree::Document::parse(&svg).unwrap();
        let targets = parsed.descendants().filter_map(|node| node.attribute("href"));
        for key in targets.filter_map(|target| target.strip_prefix("figure:")) {
            // Raw UTF-8 is what a figure's name is in an SVG.
            let key: String = key.bytes().map(|byte| format!("%{byte:02X}")).collect();
            assert_eq!(browser.get(&format!("/figure?{key}")).status, 200, "{key}");
        }
    }
}
