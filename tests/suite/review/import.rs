//! A Word file that people changed comes home: words go into the month, numbers are told.

use std::fs;
use std::io::{Cursor, Write};
use std::process::Command;

use bulletin::word::{self, Block};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use crate::month::Month;
use crate::package::changed_body;

/// A built month with its Word file.
fn built(month: &Month) -> Vec<u8> {
    let output = month.run(&["build"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let outputs = month.outputs();
    outputs
        .into_iter()
        .find(|(name, _)| name.ends_with(".docx"))
        .unwrap()
        .1
}

/// The body with words replaced wherever they stand in one run.
fn words(body: &str, old: &str, new: &str) -> String {
    assert!(body.contains(old), "no “{old}”: {body}");
    body.replacen(old, new, 1)
}

/// Puts a paragraph behind the one that holds these words.
fn behind(body: &str, words: &str, new: &str) -> String {
    let at = body.find(words).unwrap();
    let end = at + body[at..].find("</w:p>").unwrap() + "</w:p>".len();
    let new = format!("<w:p><w:r><w:t>{new}</w:t></w:r></w:p>");
    format!("{}{new}{}", &body[..end], &body[end..])
}

fn import(month: &Month, word: &[u8], options: &[&str]) -> Value {
    let path = month.path("修改稿.docx");
    fs::write(&path, word).unwrap();
    let path = path.to_str().unwrap().to_owned();
    let mut arguments = vec!["import", &path, "--json"];
    arguments.extend(options);
    let output = month.run(&arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn kinds(imported: &Value) -> Vec<&str> {
    let changes = imported["changes"].as_array().unwrap();
    changes
        .iter()
        .map(|change| change["kind"].as_str().unwrap())
        .collect()
}

fn texts(word: &[u8]) -> Vec<String> {
    fn add(blocks: &[Block], out: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    out.push(paragraph.text().replace('\n', "").trim().to_owned());
                }
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.for_each(|cell| add(&cell.blocks, out));
                }
                Block::Unread(what) => panic!("{what}"),
            }
        }
    }
    let mut out = Vec::new();
    add(&word::read(word).unwrap().body, &mut out);
    out.retain(|text| !text.is_empty());
    out
}

#[test]
fn an_untouched_file_has_no_change() {
    let month = Month::sound();
    let word = built(&month);
    let imported = import(&month, &word, &[]);
    assert_eq!(imported["changes"], serde_json::json!([]), "{imported:#}");
}

#[test]
fn the_words_of_a_caption_go_home_and_its_number_is_not_among_them() {
    let month = Month::sound();
    let word = built(&month);
    let (old, new) = (">市级考评各镇街诉求", ">市级考核各镇街诉求");
    let edited = changed_body(&word, |body| words(&body, old, new));
    let applied = import(&month, &edited, &["--apply"]);
    assert_eq!(kinds(&applied), ["words"], "{applied:#}");
    let outline = fs::read_to_string(month.path("版式/outline.yaml")).unwrap();
    assert!(outline.contains("caption: 市级考核各镇街诉求"), "{outline}");
    assert_eq!(kinds(&import(&month, &built(&month), &[])), Vec::<&str>::new());
}

#[test]
fn words_go_home_numbers_stay_true_and_a_second_reading_finds_nothing() {
    let month = Month::sound();
    let word = built(&month);
    let edited = changed_body(&word, |body| {
        let body = words(&body, "全区共受理", "我区共接到");
        let body = words(&body, "居民反映的问题已经解决。", "居民反映的问题已全部解决。");
        let body = behind(&body, "居民反映的", "街道还将定期回访。");
        behind(&body, "我区共接到", "请各单位对照整改。")
    });
    let told = import(&month, &edited, &[]);
    assert_eq!(kinds(&told), ["words", "new", "words", "new"], "{told:#}");
    assert!(!month.path("版式").exists(), "nothing is written without --apply");
    let applied = import(&month, &edited, &["--apply"]);
    assert!(applied["kept"].is_string(), "{applied:#}");
    let outline = fs::read_to_string(month.path("版式/outline.yaml")).unwrap();
    assert!(
        outline.contains("我区共接到“12345”") && outline.contains("{{ accepted.count }}")
    );
    let bulletin = fs::read_to_string(month.path("bulletin.yaml")).unwrap();
    assert!(bulletin.contains("请各单位对照整改。"), "{bulletin}");
    let cases = fs::read_to_string(month.path("cases.yaml")).unwrap();
    assert!(cases.contains("已全部解决") && cases.contains("定期回访"), "{cases}");
    let again = built(&month);
    assert_eq!(texts(&again), texts(&edited));
    assert_eq!(kinds(&import(&month, &again, &[])), Vec::<&str>::new());
    let kept = month.path("读回/1");
    assert_eq!(fs::read(kept.join("修改稿.docx")).unwrap(), edited);
    assert!(
        !fs::read_to_string(kept.join("bulletin.yaml"))
            .unwrap()
            .contains("edits")
    );
}

#[test]
fn paragraphs_of_one_month_do_not_stand_in_the_next() {
    let month = Month::sound();
    let edits = "edits:\n  - heading: 诉求总量情况\n    after: 1\n    text: 只有本月。\n";
    let month = month.with("bulletin.yaml", "cases:", &format!("{edits}cases:"));
    assert!(texts(&built(&month)).contains(&"只有本月。".to_owned()));
    let (from, next) = (month.path(""), month.path("2023-10"));
    let output = Command::new(env!("CARGO_BIN_EXE_bulletin"))
        .args(["new", "2023-10", next.to_str().unwrap(), "--from"])
        .arg(from)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && told.contains("edits"), "{told}");
    let text = fs::read_to_string(next.join("bulletin.yaml")).unwrap();
    assert!(!text.contains("edits") && text.contains("cases: cases.yaml"), "{text}");
}

#[test]
fn a_retyped_number_is_told_with_what_the_data_say_and_is_not_taken() {
    let month = Month::sound();
    let word = built(&month);
    let edited = changed_body(&word, |body| {
        let at = body.find("热线诉求").unwrap();
        format!("{}{}", &body[..at], words(&body[at..], ">3<", ">5<"))
    });
    let told = import(&month, &edited, &["--apply"]);
    let change = &told["changes"][0];
    let of = |key: &str| change[key].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        (of("kind"), of("old"), of("new")),
        ("number".into(), "3".into(), "5".into())
    );
    assert_eq!(of("key"), "accepted.count");
    assert!(!of("formula").is_empty() && change["taken"] == false, "{told:#}");
    assert!(!month.path("版式").exists());
    import(&month, &edited, &["--apply", "--typed"]);
    let output = month.run(&["check"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("K14"), "{told}");
}

#[test]
fn a_paragraph_taken_out_goes_from_the_outline() {
    let month = Month::sound();
    let word = built(&month);
    let gone = texts(&word)
        .into_iter()
        .find(|it| it.contains("全区纳入市级考评的工单"));
    let gone = gone.unwrap();
    let edited = changed_body(&word, |body| {
        let at = body.find("全区纳入市级考评的工单").unwrap();
        let start = body[..at].rfind("<w:p>").unwrap();
        let end = at + body[at..].find("</w:p>").unwrap() + "</w:p>".len();
        format!("{}{}", &body[..start], &body[end..])
    });
    let told = import(&month, &edited, &["--apply"]);
    assert_eq!(kinds(&told), ["gone"], "{told:#}");
    assert!(!texts(&built(&month)).contains(&gone));
}

#[test]
fn a_paragraph_that_moved_stays_what_the_outline_makes_of_it() {
    let month = Month::sound();
    let word = built(&month);
    let edited = changed_body(&word, |body| {
        let at = body.find("全区共受理").unwrap();
        let start = body[..at].rfind("<w:p>").unwrap();
        let end = at + body[at..].find("</w:p>").unwrap() + "</w:p>".len();
        let moved = body[start..end].to_owned();
        let rest = format!("{}{}", &body[..start], &body[end..]);
        let at = rest.find("全区纳入市级考评的工单").unwrap();
        let end = at + rest[at..].find("</w:p>").unwrap() + "</w:p>".len();
        format!("{}{moved}{}", &rest[..end], &rest[end..])
    });
    import(&month, &edited, &["--apply"]);
    let bulletin = fs::read_to_string(month.path("bulletin.yaml")).unwrap();
    assert!(bulletin.contains("{{ accepted.count }}"), "{bulletin}");
    assert_eq!(kinds(&import(&month, &built(&month), &[])), Vec::<&str>::new());
}

#[test]
fn comments_are_told_with_their_authors_and_open_changes_are_warned_of() {
    let month = Month::sound();
    let word = built(&month);
    let remark = word::Remark {
        paragraph: 0,
        characters: None,
        author: "王主任".to_owned(),
        text: "标题再短些".to_owned(),
    };
    let noted = word::annotate(&word, &[remark]).unwrap();
    let noted = changed_body(&noted, |body| {
        let new = r#"<w:ins w:id="1" w:author="王主任"><w:r><w:t>并及时反馈</w:t></w:r></w:ins>"#;
        let at = body.find("已经解决").unwrap();
        let end = at + body[at..].find("</w:p>").unwrap();
        format!("{}{new}{}", &body[..end], &body[end..])
    });
    let told = import(&month, &noted, &[]);
    let comment = &told["comments"][0];
    assert_eq!(
        (&comment["author"], &comment["text"]),
        (&"王主任".into(), &"标题再短些".into())
    );
    assert_eq!(told["problems"][0]["code"], "W42");
    assert_eq!(kinds(&told), ["words"]);
}

#[test]
fn files_of_other_months_and_other_programs_and_with_macros_are_refused() {
    let month = Month::sound();
    let word = built(&month);
    let other = Month::sound()
        .with("bulletin.yaml", "end: 2023-09-19", "end: 2023-10-19")
        .with("bulletin.yaml", "date: 2023-09-25", "date: 2023-10-25");
    let macros = {
        let mut writer = zip::ZipWriter::new_append(Cursor::new(word.clone())).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file("word/vbaProject.bin", options).unwrap();
        writer.write_all(b"x").unwrap();
        writer.finish().unwrap().into_inner()
    };
    let foreign = include_bytes!("../audit/handmade.docx").to_vec();
    let locked = [&[0xd0, 0xcf, 0x11, 0xe0][..], &[0; 600]].concat();
    for (month, bytes, code) in [
        (&other, &word, "W40"),
        (&month, &foreign, "W4"),
        (&month, &macros, "宏"),
        (&month, &locked, "A05"),
    ] {
        let path = month.path("修改稿.docx");
        fs::write(&path, bytes).unwrap();
        let output = month.run(&["import", path.to_str().unwrap(), "--apply"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains(code), "{told}");
        assert!(!month.path("读回").exists());
    }
}

#[test]
fn any_words_that_people_change_come_back_in_the_next_build() {
    let month = Month::sound();
    let word = built(&month);
    let (outline, bulletin) =
        (month.path("版式/outline.yaml"), fs::read(month.path("bulletin.yaml")).unwrap());
    let cases = fs::read(month.path("cases.yaml")).unwrap();
    let places =
        ["全区共受理", "热线诉求", "其中参评", "居民反映", "已经解决", "纳入市级考评"];
    let edit =
        (0..places.len(), "[的了和按时办理情况良好请抓紧，、]{0,6}", any::<bool>());
    let mut runner = TestRunner::new(Config { cases: 6, ..Config::default() });
    runner
        .run(&proptest::collection::vec(edit, 1..4), |edits| {
            let edited = changed_body(&word, |mut body| {
                for (place, new, is_put_in) in &edits {
                    let old = places[*place];
                    let new =
                        if *is_put_in { format!("{old}{new}") } else { new.clone() };
                    body = body.replacen(old, &new, 1);
                }
                body
            });
            import(&month, &edited, &["--apply"]);
            prop_assert_eq!(texts(&built(&month)), texts(&edited));
            drop(fs::remove_file(&outline));
            drop(fs::remove_dir(month.path("版式")));
            fs::write(month.path("bulletin.yaml"), &bulletin).unwrap();
            fs::write(month.path("cases.yaml"), &cases).unwrap();
            Ok(())
        })
        .unwrap();
}
