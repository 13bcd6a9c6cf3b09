//! Bad input: characters that no font has, and a report.typ that typst objects to.

use bulletin::diagnostics::{Code, Place, Problem, Severity};
use bulletin::document::{Block, Cell, Inline};
use bulletin::layout::Source;
use bulletin::writers::pdf::{self, Purpose, Typesetter};

use crate::pdf::frames::{lay_out, line, messages};
use crate::specimen::{self, paragraph};

/// What is wrong with a report.typ of this text.
fn objections(text: &str) -> Vec<Problem> {
    let report = Source { path: "版式/report.typ".into(), text: text.to_owned() };
    let style = specimen::style();
    match pdf::write(&specimen::empty(), &style, &report) {
        Ok(_) => panic!("no objection"),
        Err(problems) => problems,
    }
}

fn assert_one(text: &str, message: &str, line: usize, column: usize) {
    let problems = objections(text);
    assert_eq!(messages(&problems), [message]);
    let problem = &problems[0];
    assert_eq!((problem.code, problem.severity), (Code::LAYOUT_ERROR, Severity::Error));
    assert_eq!(
        problem.place,
        Some(Place::line("版式/report.typ".as_ref(), line, column))
    );
    assert!(problem.hint.is_some());
}

#[test]
fn an_error_is_told_in_chinese_at_its_line() {
    assert_one("字\n#let a = b\n", "没有名为“b”的变量或函数", 2, 10);
    assert_one(
        "#let data = json(sys.inputs.data + \"/data.json\")\n#data.titel",
        "数据里没有名为“titel”的项",
        2,
        7,
    );
    assert_one("#text(szie: 3pt)[a]", "多了名为“szie”的参数", 1, 7);
    assert_one(
        "#text(size: \"a\")[a]",
        "类型或写法不符：应为 length，写的是 string",
        1,
        13,
    );
    assert_one("@nowhere", "引用的标签“<nowhere>”不存在", 1, 1);
}

#[test]
fn an_import_or_picture_that_is_not_there_is_named() {
    assert_one("\n#import \"other.typ\": a", "找不到文件“other.typ”", 2, 9);
    assert_one("#image(\"logo.png\", alt: \"a\")", "找不到文件“logo.png”", 1, 8);
    assert_one(
        "#import \"@preview/cetz:0.4.0\"",
        "找不到文件“@preview/cetz:0.4.0”",
        1,
        9,
    );
}

#[test]
fn every_syntax_error_is_found_at_once() {
    let problems = objections("#let a = (\n#let b = [\n");
    assert!(problems.len() >= 2, "{problems:?}");
    assert!(problems.iter().all(|problem| problem.place.is_some()));
}

#[test]
fn a_page_that_breaks_the_standards_is_told_when_the_file_is_made() {
    let problems = objections(
        "#let data = json(sys.inputs.data + \"/data.json\")\n#set document(title: \"a\")\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>\"))",
    );
    assert!(problems[0].message.starts_with("不符合存档与无障碍标准"), "{problems:?}");
    assert_eq!(problems[0].place, Some(Place::line("版式/report.typ".as_ref(), 3, 2)));
}

#[test]
fn a_character_without_glyph_is_named_with_its_places_and_replaced() {
    let mut document = specimen::bulletin(3);
    document.blocks.insert(0, paragraph("家住𪚥村的居民"));
    for block in &mut document.blocks {
        if let Block::Table(table) = block {
            table.rows[1].cells[1] =
                Cell::Content { text: vec![Inline::words("𪚥村镇")] };
        }
    }
    let pages = lay_out(&document);
    let expected =
        "随附字体没有“𪚥”（U+2A6A5），PDF 中印作“〓”：第1段“家住𪚥村的居民”，共3处";
    assert_eq!(messages(pages.warnings()), [expected]);
    assert_eq!(pages.warnings()[0].code, Code::MISSING_GLYPH);
    assert!(line(&pages, "家住〓村的居民").page() == 1);
    assert!(pages.pdf().is_ok());
}

#[test]
fn the_cell_of_a_character_without_glyph_is_named() {
    let mut document = specimen::bulletin(3);
    if let Some(Block::Table(table)) = document
        .blocks
        .iter_mut()
        .find(|block| matches!(block, Block::Table(_)))
    {
        table.rows[2].cells[1] =
            Cell::Content { text: vec![Inline::words("𪚥村镇")] };
    }
    let pages = lay_out(&document);
    assert!(
        messages(pages.warnings())[0].ends_with("表1第3行“𪚥村镇”，“镇街”列“𪚥村镇”")
    );
}

#[test]
fn names_with_rare_characters_print_without_a_warning() {
    let mut document = specimen::empty();
    document.title = vec!["镕喆堃㛃".to_owned()];
    document.blocks = vec![
        specimen::heading(1, "一、", "甲镕喆堃㛃"),
        specimen::heading(2, "（一）", "乙镕喆堃㛃"),
        paragraph("丙镕喆堃㛃①〇※"),
    ];
    let pages = lay_out(&document);
    assert_eq!(messages(pages.warnings()), [""; 0]);
    assert!(pages.pdf().is_ok());
}

#[test]
fn controls_are_removed_and_told() {
    let mut document = specimen::empty();
    document.properties.author = "办公室\u{7}".to_owned();
    document.blocks = vec![paragraph("前\u{200b}后"), paragraph("左\u{200b}右")];
    let pages = lay_out(&document);
    let expected = [
        "文字里有看不见的控制字符 U+0007，已删去：文件属性“办公室”",
        "文字里有看不见的控制字符 U+200B，已删去：第1段“前后”，共2处",
    ];
    assert_eq!(messages(pages.warnings()), expected);
    assert!(line(&pages, "前后").page() == 1);
}

#[test]
fn a_layout_that_names_a_font_of_its_own_is_warned() {
    let text = "#set text(font: \"SimSun\")\n#set document(title: \"a\")\na";
    let report = Source { path: "report.typ".into(), text: text.to_owned() };
    let style = specimen::style();
    let pages = Typesetter::shared()
        .lay_out(&specimen::empty(), &style, &report, Purpose::Print)
        .unwrap();
    assert_eq!(messages(pages.warnings()), ["程序没有附带字体“simsun”"]);
}

#[test]
fn a_draft_that_lists_a_missing_character_is_not_warned_again() {
    let mut document = specimen::drafted(specimen::empty());
    if let Some(draft) = &mut document.draft {
        draft.open = vec!["警告 L02：随附字体没有“𪚥”（U+2A6A5）".to_owned()];
    }
    let pages = lay_out(&document);
    assert_eq!(messages(pages.warnings()), [""; 0]);
    assert!(pages.pdf().is_ok());
}

#[test]
fn a_picture_that_cannot_be_decoded_is_told() {
    let mut document = specimen::bulletin(2);
    for block in &mut document.blocks {
        if let Block::Pictures { pictures } = block {
            let image = std::sync::Arc::make_mut(&mut pictures[0].image);
            image.bytes.truncate(40);
        }
    }
    let style = specimen::style();
    let problems = pdf::write(&document, &style, &specimen::report()).unwrap_err();
    assert_eq!(messages(&problems)[0], "图片文件已损坏，不能解码");
}
