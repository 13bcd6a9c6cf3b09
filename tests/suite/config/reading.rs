//! YAML as typed values: what types take, where values and paragraphs stand, and what is
//! told of the rest.

use std::path::Path;

use bulletin::diagnostics::Place;
use bulletin::yaml::{Paragraphs, Salvaged, Spot, read, salvage};
use serde::de::DeserializeOwned;

#[derive(Debug, serde::Deserialize)]
struct Text {
    text: Paragraphs,
}

/// Paragraphs with their lines.
fn paragraphs(yaml: &str) -> Vec<(String, Place)> {
    let Text { text } = read(yaml, Path::new("a.yaml")).unwrap();
    text.0
        .into_iter()
        .map(|spot| (spot.value.clone(), spot.place()))
        .collect()
}

#[test]
fn a_path_of_windows_in_double_quotes_is_told_once() {
    for written in ["data\\受理明细.csv", "data\\new.csv", "D:\\数据\\表.xlsx"] {
        let yaml = format!("text: \"{written}\"\n");
        let place = "a.yaml，第1行第7列";
        assert_eq!(
            told::<Text>(&yaml),
            [format!("C01 {place} 双引号里的“\\”有别的意思，“{written}”读不出来")]
        );
    }
    assert!(!paragraphs("text: \"一\\n二\"\n").is_empty());
}

#[test]
fn blanks_that_only_look_like_blanks_are_named_and_read_as_blanks() {
    for (yaml, line, unseen) in [
        ("\u{200b}text: 好\n", 1, "U+200B"),
        ("text:\u{a0}好\n", 1, "U+00A0"),
        ("text\u{feff}: |\n  好\n", 1, "U+FEFF"),
        ("text:\n\u{a0}\u{a0}- 好\n\u{3000}- 坏\n", 2, "U+00A0、U+3000（全角空格）"),
    ] {
        let message = format!("行首、名称或冒号后面有看不见的字符 {unseen}");
        let column = yaml.split('\n').nth(line - 1).unwrap();
        let at = column.chars().position(|c| !c.is_ascii() && c != '好').unwrap() + 1;
        let place = format!("a.yaml，第{line}行第{at}列");
        assert_eq!(told::<Text>(yaml), [format!("C01 {place} {message}")], "{yaml:?}");
    }
    // Inside a text they are content.
    assert_eq!(paragraphs("text: |\n  好\u{a0}: 坏\n").len(), 1);
}

#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Block {
    Cases,
    Table { rows: String },
    Paragraph(Spot<String>),
}

fn told<T: DeserializeOwned + std::fmt::Debug>(yaml: &str) -> Vec<String> {
    let problems = read::<T>(yaml, Path::new("a.yaml")).unwrap_err();
    problems
        .iter()
        .map(|one| {
            format!("{} {} {}", one.code, one.place.as_ref().unwrap(), one.message)
        })
        .collect()
}

#[test]
fn a_choice_is_a_word_or_a_key_and_its_content_is_read_at_its_own_line() {
    let yaml = "- cases\n- table: { rows: towns }\n- paragraph: 好\n";
    let [cases, table, paragraph]: [Block; 3] = read(yaml, Path::new("a.yaml")).unwrap();
    assert_eq!(cases, Block::Cases);
    assert_eq!(table, Block::Table { rows: "towns".to_owned() });
    let Block::Paragraph(text) = paragraph else { panic!("{paragraph:?}") };
    assert_eq!(text.place(), Place::line(Path::new("a.yaml"), 3, 14));
    let yaml = "- case\n- tabel: { rows: a }\n- table: { row: a }\n- paragraph\n\
                - { table: { rows: a }, paragraph: b }\n";
    assert_eq!(
        told::<Vec<Block>>(yaml),
        [
            "C03 a.yaml，第1行第3列 第1项只能是“cases”或“table”或“paragraph”，这里写的是“case”",
            "C02 a.yaml，第2行第3列 “tabel”不是可用的配置项",
            "C02 a.yaml，第3行第12列 “row”不是可用的配置项",
            "C03 a.yaml，第4行第3列 第4项应为“paragraph: …”，冒号后有内容，这里写的是“paragraph”",
            "C03 a.yaml，第5行第3列 第5项只能有一个名称，却有“table”和“paragraph”，\
             这里写的是一组“名称: 内容”",
        ]
    );
}

#[test]
fn decimals_come_through_as_typed() {
    let yaml = "[99.96, 95.210, '0.1', -17.38, 343]";
    let read: Vec<bulletin::tickets::Decimal> = read(yaml, Path::new("a.yaml")).unwrap();
    let printed: Vec<_> = read.iter().map(ToString::to_string).collect();
    assert_eq!(printed, ["99.96", "95.21", "0.1", "-17.38", "343"]);
}

#[test]
fn what_looks_like_a_number_is_a_text_where_a_text_is_wanted() {
    let yaml = "[007, 12:30, 2023-09-25, 1.50, true]";
    let read: Vec<String> = read(yaml, Path::new("a.yaml")).unwrap();
    assert_eq!(read, ["007", "12:30", "2023-09-25", "1.50", "true"]);
}

#[test]
fn a_value_is_found_by_its_path_and_an_absent_one_by_what_would_hold_it() {
    let yaml = "text:\n  body:\n    size_pt: 16\ncases:\n  - images:\n      - file: a\n";
    let Salvaged { places, .. } =
        salvage::<serde_json::Value>(yaml, Path::new("a.yaml"), &[]);
    for (path, line, column) in [
        ("text.body.size_pt", 3, 14),
        ("text.body", 2, 3),
        ("text.body.face", 2, 3),
        ("cases[0].images[0].file", 6, 15),
        ("cases[3]", 4, 1),
        ("", 1, 1),
    ] {
        let expected = Place::line(Path::new("a.yaml"), line, column);
        assert_eq!(places.of(path), expected, "{path}");
    }
}

#[test]
fn paragraphs_may_be_written_in_any_style_and_keep_their_lines() {
    for (yaml, lines) in [
        ("text: |\n  一段，\n  续。\n\n  二段。\n", [2, 5]),
        ("text: |\n\n  一段，续。\n\n\n  二段。\n\n", [3, 6]),
        ("text: >-\n  一段，\n  续。\n\n  二段。", [2, 5]),
        ("text: 一段，\n  续。\n\n  二段。 # 完\n", [1, 4]),
        ("text:\n  一段，\n  续。\n\n  二段。\n", [2, 5]),
        ("text: \"一段，\n  续。\n\n  二段。\"\n", [1, 4]),
        ("text:\n  - 一段，\n    续。\n  - 二段。\n", [2, 4]),
        ("text: [一段，续。, '二段。']\n", [1, 1]),
    ] {
        let told = paragraphs(yaml);
        let texts: Vec<_> = told.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["一段，续。", "二段。"], "{yaml}");
        let expected = lines.map(|line| line.to_string());
        let found: Vec<_> = told
            .iter()
            .map(|(_, place)| match place {
                Place::Line { line, .. } => line.to_string(),
                Place::File { .. } | Place::Cell { .. } | Place::Spot { .. } => {
                    panic!("{place}")
                }
            })
            .collect();
        assert_eq!(found, expected, "{yaml}");
    }
}
