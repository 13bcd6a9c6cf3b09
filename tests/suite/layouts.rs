//! Layouts: the built-in ones, folders of one's own, and what is told of mistakes in them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

use bulletin::diagnostics::{Place, Problem};
use bulletin::layout::{self, Choice};
use bulletin::pipeline::{self, Options, Report};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-10");
const STYLE: &str = include_str!("../../layouts/official/style.yaml");
const OUTLINE: &str = include_str!("../../layouts/official/outline.yaml");
const REPORT: &str = include_str!("../../layouts/official/report.typ");

/// The example in a folder of its own, with another layout, and files beside.
fn project(layout: &str, files: &[(&str, &[u8])]) -> tempfile::TempDir {
    project_of(EXAMPLE, layout, files)
}

fn project_of(example: &str, layout: &str, files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(example), folder.path());
    let bulletin = folder.path().join("bulletin.yaml");
    let text = fs::read_to_string(&bulletin).unwrap();
    let changed = text.replace("layout: official", &format!("layout: {layout}"));
    assert!(layout == "official" || changed != text);
    fs::write(bulletin, changed).unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.path() {
            path if path.ends_with("out") => {}
            path if path.is_dir() => copy(&path, &to),
            path => fs::write(to, fs::read(path).unwrap()).unwrap(),
        }
    }
}

fn build(layout: &str, files: &[(&str, &[u8])]) -> Report {
    let folder = project(layout, files);
    let mut report = pipeline::build(folder.path(), Options::default(), &|_| {});
    // The example has no figures of the last period, which a check notices.
    report.problems.retain(|one| !one.code.as_str().starts_with('K'));
    report
}

/// Code, place and hint of every problem; nothing may have been written.
pub(crate) fn told(layout: &str, files: &[(&str, &[u8])]) -> Vec<String> {
    let report = build(layout, files);
    assert_eq!(report.files, [], "nothing is written");
    report.problems.iter().map(line).collect()
}

fn line(problem: &Problem) -> String {
    let place = problem.place.as_ref().map(Place::to_string).unwrap_or_default();
    let hint = problem.hint.as_deref().unwrap();
    format!("{}：{}｜{place}｜{hint}", problem.code, problem.message)
}

/// Where a line of a file starts with these words.
fn line_of(text: &str, words: &str) -> usize {
    text.lines().position(|line| line.contains(words)).unwrap() + 1
}

#[test]
fn every_built_in_layout_builds_without_a_remark() {
    // The analysis needs columns that this example's exports do not have.
    for name in layout::names().filter(|name| *name != "analysis") {
        let report = build(name, &[]);
        assert_eq!(report.problems, [], "{name}");
        assert!(!report.files.is_empty(), "{name}");
    }
}

/// tests/readers/agree.sh holds the Word files against the PDF files.
#[test]
fn every_example_in_every_layout_is_written_for_the_readers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for example in ["2023-09", "2023-10"] {
        for name in ["official", "plain", "analysis"] {
            let from = root.join("examples").join(example);
            let folder = project_of(from.to_str().unwrap(), name, &[]);
            let report = pipeline::build(folder.path(), Options::default(), &|_| {});
            assert!(!report.files.is_empty(), "{:?}", report.problems);
            for written in report.files {
                let extension = written.path.extension().unwrap().to_str().unwrap();
                if !["docx", "pdf"].contains(&extension) {
                    continue;
                }
                let to = root.join("target/agreement");
                fs::create_dir_all(&to).unwrap();
                let to = to.join(format!("{example}-{name}.{extension}"));
                fs::copy(written.path, to).unwrap();
            }
        }
    }
}

#[test]
fn plain_looks_otherwise_and_says_the_same() {
    let read = |name: &str| layout::read(&Choice::BuiltIn(name.to_owned())).unwrap();
    let (official, plain) = (read("official"), read("plain"));
    assert_ne!(plain.style, official.style);
    assert!(plain.style.page.text_width_mm() > official.style.page.text_width_mm());
    assert!(
        plain
            .style
            .text
            .headings
            .iter()
            .any(|heading| heading.colour.is_some())
    );
    assert_eq!(plain.outline, official.outline);
    assert_eq!(plain.report, official.report);
}

#[test]
fn a_folder_needs_only_the_files_that_it_changes() {
    let outline = OUTLINE.replace("诉求总量情况", "来电总量");
    let files: [(&str, &[u8]); 1] = [("版式/outline.yaml", outline.as_bytes())];
    let folder = project("./版式", &files);
    let (loaded, problems) = pipeline::load(folder.path(), &|_| {});
    assert_eq!(problems, []);
    let loaded = loaded.unwrap();
    assert_eq!(loaded.layout.outline.sections.first().unwrap().heading, "来电总量");
    let official = layout::read(&Choice::BuiltIn("official".to_owned())).unwrap();
    assert_eq!(loaded.layout.style, official.style);
    assert_eq!(loaded.layout.report, official.report);
}

#[test]
fn a_name_that_no_layout_has_is_told_where_it_is_written() {
    let problems = told("plian", &[]);
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert!(problem.starts_with("L01：没有名为“plian”的版式"), "{problem}");
    assert!(problem.contains("｜bulletin.yaml，第"), "{problem}");
    assert!(problem.ends_with("是否“plain”？"), "{problem}");
}

#[test]
fn a_folder_that_is_not_there_or_has_none_of_the_files_is_told() {
    let problems = told("./没有", &[]).join("\n");
    assert!(problems.starts_with("C05：找不到“./没有”｜bulletin.yaml，第"), "{problems}");
    let problems = told("./版式", &[("版式/styles.yaml", STYLE.as_bytes())]).join("\n");
    assert!(problems.starts_with("C05：版式文件夹里没有 style.yaml"), "{problems}");
    assert!(problems.contains("｜bulletin.yaml，第"), "{problems}");
}

#[test]
fn every_wrong_value_of_a_style_is_told_at_its_line_with_the_usual_one() {
    let style = STYLE
        .replace("name: 标题 2, face: kai,", "name: 标题 2, face: kaiti,")
        .replace("- { name: GW Hei SC }", "- { name: GW Hei }")
        .replace("below_mm: 7", "below_mm: 700")
        .replace("mark: \"B4282D\"", "mark: 红");
    let at = |words: &str| line_of(STYLE, words);
    let expected = [
        (
            at("below_mm"),
            "“page.number.below_mm”应在 0 到 200 之间，写的是 700",
            "写作：below_mm: 7",
        ),
        (
            at("- { name: GW Hei SC }"),
            "“faces.hei.pdf[0].name”程序没有附带字体“GW Hei”，版式的 fonts 文件夹和本机都没有，是否“GW Hei SC”",
            "写作：- { name: GW Hei SC }",
        ),
        (
            at("标题 2"),
            "“text.headings[1].face”“kaiti”不在 faces 之中，可用的有：biaosong、fangsong、hei、kai、song",
            "indent_characters: 2 }",
        ),
        (
            at("mark:"),
            "“chart.mark”“红”不是颜色，应为六位十六进制数，如 E60012",
            "写作：mark: \"B4282D\"",
        ),
    ];
    let problems = told("./版式", &[("版式/style.yaml", style.as_bytes())]);
    assert_eq!(problems.len(), expected.len(), "{problems:?}");
    for (problem, (line, message, hint)) in problems.iter().zip(expected) {
        let start = format!("L01：{message}｜版式/style.yaml，第{line}行第");
        assert!(problem.starts_with(&start), "{problem}\n{start}");
        assert!(problem.ends_with(hint), "{problem}");
    }
}

#[test]
fn files_that_are_no_style_or_outline_are_told() {
    for (file, bytes, expected) in [
        ("style.yaml", "页边: 3\n".as_bytes(), "C0"),
        ("style.yaml", "faces: { 新: { word: 宋体 } }\n".as_bytes(), "C04"),
        ("outline.yaml", "sections: 一\n".as_bytes(), "C0"),
        ("style.yaml", &[0xc4, 0xe3, 0xba, 0xc3], "F01：版式文件不是 UTF-8 编码的文本"),
    ] {
        let problems = told("./版式", &[(&format!("版式/{file}"), bytes)]);
        assert!(!problems.is_empty());
        for problem in problems {
            assert!(problem.starts_with(expected), "{problem}");
            assert!(problem.contains(&format!("｜版式/{file}")), "{problem}");
        }
    }
}

#[test]
fn a_template_error_is_told_at_its_line_in_chinese() {
    let wrong = REPORT
        .replace("style.text.body.size_pt * 1pt\n", "style.text.bodi.size_pt * 1pt\n");
    let line = line_of(&wrong, "style.text.bodi");
    let problems = told("./版式", &[("版式/report.typ", wrong.as_bytes())]);
    let expected =
        format!("L01：数据里没有名为“bodi”的项｜版式/report.typ，第{line}行第");
    assert!(problems.len() == 1 && problems[0].starts_with(&expected), "{problems:?}");
    let problems = told("./版式", &[("版式/report.typ", b"#let a = (\n")]);
    let expected = "L01：有括号没有闭合｜版式/report.typ，第1行第";
    assert!(problems.len() == 1 && problems[0].starts_with(expected), "{problems:?}");
}

#[test]
fn a_remark_of_typst_does_not_get_lost() {
    let odd = REPORT.replace("#let folder", "#set text(font: \"simsun\")\n#let folder");
    let report = build("./版式", &[("版式/report.typ", odd.as_bytes())]);
    let told: Vec<String> = report.problems.iter().map(line).collect();
    assert!(!report.files.is_empty());
    assert!(told.len() == 1 && told[0].contains("simsun"), "{told:?}");
    assert!(told[0].contains("版式/report.typ，第"), "{told:?}");
}

/// The outline of a folder that holds only this.
fn bent(outline: &str) -> layout::Outline {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("outline.yaml"), outline).unwrap();
    let (path, name) = (folder.path().to_owned(), "版式".into());
    layout::read(&Choice::Folder { path, name }).unwrap().outline
}

fn headings(outline: &layout::Outline) -> Vec<&str> {
    outline
        .sections
        .iter()
        .map(|section| section.heading.as_str())
        .collect()
}

#[test]
fn an_outline_may_hold_only_what_it_changes() {
    let official = layout::read(&Choice::BuiltIn("official".to_owned())).unwrap().outline;
    let outline = bent("title: 工作通报\n");
    assert_eq!(outline.title, ["工作通报"]);
    assert_eq!(outline.sections, official.sections);
    let outline = bent(
        "sections:\n  诉求总量情况: { heading: 来电总量 }\n  万人诉求情况: false\n  \
         当月典型案例:\n    before:\n      - heading: 下步工作\n        body: [{ paragraph: 好。 }]\n",
    );
    assert_eq!(
        headings(&outline),
        ["来电总量", "诉求办理情况", "下步工作", "当月典型案例"]
    );
    assert_eq!(outline.sections[0].body, official.sections[0].body);
}

#[test]
fn a_table_is_changed_by_its_name_wherever_it_stands() {
    let outline = bent(
        "sections:\n  towns.direct: { table: { columns: [排名, 单位, 综合成绩] } }\n  \
         departments: false\n  部门成绩: { body: { 1: { paragraph: 好。 } } }\n",
    );
    let layout::Item::Section(departments) = &outline.sections[1].body[3] else {
        panic!()
    };
    let tables: Vec<(&str, usize)> = departments
        .body
        .iter()
        .filter_map(|item| {
            let layout::Item::Table(table) = item else { return None };
            Some((table.rows.as_str(), table.columns.len()))
        })
        .collect();
    assert_eq!(tables, [("towns.direct", 3), ("towns.transferred", 5), ("towns.all", 6)]);
    assert_eq!(departments.body[0], layout::Item::Paragraph(vec!["好。".to_owned()]));
}

#[test]
fn another_built_in_layout_is_bent_by_its_name() {
    let outline = bent("based_on: analysis\nsubject: 分析\n");
    assert_eq!(headings(&outline)[0], "诉求结构");
    let problems = told("./版式", &[("版式/outline.yaml", b"based_on: analysys\n")]);
    assert_eq!(
        problems,
        ["L01：没有名为“analysys”的版式，自带的版式有：official、plain、analysis｜\
          版式/outline.yaml，第1行第11列｜是否“analysis”？"]
    );
}

#[test]
fn a_style_may_hold_only_what_it_changes_at_any_depth() {
    let style = "page: { top_mm: 30 }\ntext:\n  body: { size_pt: 15 }\n  headings: { 2: { bold: true } }\nframe:\n";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("style.yaml"), style).unwrap();
    let (path, name) = (folder.path().to_owned(), "版式".into());
    let bent = layout::read(&Choice::Folder { path, name }).unwrap().style;
    let mut expected =
        layout::read(&Choice::BuiltIn("official".to_owned())).unwrap().style;
    expected.page.top_mm = 30.0;
    expected.text.body.size_pt = 15.0;
    expected.text.headings[1].bold = true;
    assert_eq!(bent, expected);
}

#[test]
fn what_is_wrong_with_a_change_is_told_at_its_own_line() {
    let style = "page:\n  top_m: 30\ntext:\n  headings:\n    5: { bold: true }\n  body: { size_pt: 大 }\n";
    let problems = told("./版式", &[("版式/style.yaml", style.as_bytes())]);
    let [key, item, value] = problems.as_slice() else { panic!("{problems:?}") };
    assert!(key.contains("“top_m”") && key.contains("版式/style.yaml，第2行"), "{key}");
    assert!(
        item.contains("没有“5”这一项｜版式/style.yaml，第5行第5列｜可写 1 到 4"),
        "{item}"
    );
    assert!(value.contains("“size_pt”") && value.contains("第6行"), "{value}");
    let outline = "sections:\n  镇街成积: false\n";
    let problems = told("./版式", &[("版式/outline.yaml", outline.as_bytes())]);
    assert_eq!(
        problems,
        [
            "C02：要改动的版式里没有“镇街成积”这一项｜版式/outline.yaml，第2行第3列｜是否“镇街成绩”？"
        ]
    );
}

#[test]
fn a_table_that_is_taken_away_names_the_sentence_that_refers_to_it() {
    let outline = "sections: { departments: false }\n";
    let problems = told("./版式", &[("版式/outline.yaml", outline.as_bytes())]);
    let line = line_of(OUTLINE, "（见{{ ref('departments')");
    assert_eq!(problems.len(), 1, "{problems:?}");
    let expected = format!(
        "O02：“部门综合成绩{{{{ departm…”这一句引用的表或图“departments”不在提纲里｜\
         layouts/official/outline.yaml，第{line}行第"
    );
    assert!(problems[0].starts_with(&expected), "{problems:?}");
}

#[test]
fn a_name_that_a_second_table_takes_is_told_at_the_second() {
    let outline = "sections:\n  万人诉求情况:\n    after:\n      - heading: 各区\n        body:\n          \
                   - table: { caption: 各区, rows: districts, columns: [unit, per_10k] }\n";
    let problems = told("./版式", &[("版式/outline.yaml", outline.as_bytes())]);
    let line = line_of(OUTLINE, "form: columns") - 1;
    assert_eq!(problems.len(), 1, "{problems:?}");
    let expected = format!(
        "O36：“districts”这个名称已经是另一张表或图的（layouts/official/outline.yaml，第{line}行"
    );
    assert!(problems[0].starts_with(&expected), "{problems:?}");
    assert!(problems[0].contains("｜版式/outline.yaml，第6行"), "{problems:?}");
}

#[test]
fn a_layouts_own_font_prints_and_what_it_lacks_is_told() {
    let font = include_bytes!("../../fonts/gkai00mp.ttf");
    let style = STYLE.replacen(
        "{ name: GW Song SC }",
        "{ name: ar pl kaitim gb }\n      - { name: GW Song SC }",
        1,
    );
    let folder = project(
        "./版式",
        &[("版式/style.yaml", style.as_bytes()), ("版式/fonts/标题.ttf", font)],
    );
    let path = folder.path().join("bulletin.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let titled: Vec<&str> =
        text.lines().filter(|line| !line.starts_with("title:")).collect();
    fs::write(&path, titled.join("\n") + "\ntitle: 关于㛃的通报\n").unwrap();
    let report = pipeline::build(folder.path(), Options::default(), &|_| {});
    let told: Vec<&str> = report
        .problems
        .iter()
        .filter(|problem| problem.code.as_str().starts_with('L'))
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(told, ["字体“ar pl kaitim gb”缺1个字（㛃），用后面的字体代替"]);
    assert!(!report.files.is_empty());
}

#[test]
fn a_font_of_the_machine_prints_when_the_style_names_it() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join(".fonts")).unwrap();
    let font = include_bytes!("../../fonts/gkai00mp.ttf");
    fs::write(home.path().join(".fonts/楷体.ttf"), font).unwrap();
    let style = STYLE.replacen(
        "{ name: GW Song SC }",
        "{ name: 文鼎ＰＬ简中楷 }\n      - { name: GW Song SC }",
        1,
    );
    let folder = project("./版式", &[("版式/style.yaml", style.as_bytes())]);
    let told = |home: &Path| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_bulletin"))
            .arg("build")
            .arg(folder.path())
            .env("HOME", home)
            .output()
            .unwrap();
        String::from_utf8(run.stderr).unwrap()
    };
    assert!(!told(home.path()).contains("错误"), "{}", told(home.path()));
    let nowhere = told(folder.path());
    let expected = "程序没有附带字体“文鼎ＰＬ简中楷”，版式的 fonts 文件夹和本机都没有";
    assert!(nowhere.contains(expected), "{nowhere}");
}

#[test]
fn a_file_that_is_no_font_is_told() {
    let files: [(&str, &[u8]); 2] =
        [("版式/style.yaml", STYLE.as_bytes()), ("版式/fonts/坏.ttf", b"no font")];
    let report = build("./版式", &files);
    let message = &report.problems.first().unwrap().message;
    assert_eq!(message, "版式的字体文件不能用：不是字体文件，或已损坏");
    assert!(report.files.is_empty());
}
