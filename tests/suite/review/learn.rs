//! A month from a bulletin that was made by hand.

use crate::package;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A bulletin of examples/2023-10 in words of its own. A line of cells is a row of a table.
const BULLETIN: &str = "\
12345热线2023年10月办理情况通报
各镇街、各部门：
一、受理情况
10月考核期内（9月19日至10月18日），全区共接到群众来电420件，其中投诉190件、求助147件、咨询83件，投诉占45.24%。
二、考核结果
（一）全区成绩
市级考核中，全区响应率99.00%，解决率93.79%，满意率92.32%，综合得分93.72分，在各区中排名第9位。
全区纳入考核的工单300件，环比增长10.70%。有效回访的工单177件，其中双满153件、双否10件，电话回访300人次。
（二）镇街成绩
镇街直派工单综合得分92.77分，比全区综合得分低0.95分，低于全市街乡镇平均水平（96.54分）3.77分。
镇街直派工单得分溪翁庄镇最高，为99.38分（见表1）。
表1 各镇街直派工单成绩
名次|镇　街|考核件数|解决率|得分
1|溪翁庄镇|22|100.00%|99.38
2|檀营地区|38|94.44%|94.5
3|密云镇|27|93.75%|93.38
4|果园街道|27|93.33%|92.93
4|鼓楼街道|44|86.21%|88.41
注：得分按三率折算。
三、万人诉求比
我区万人诉求比为201.28件/万人，比上期减少18.36件/万人。最低的三个区依次是密云区、东城区、通州区，分别为201.28件/万人、202.03件/万人、222.14件/万人。
四、典型案例
（一）换管不停暖
某小区供暖管道老化，物业连夜更换了3处阀门。
";

fn paragraph(line: &str, is_centred: bool) -> String {
    let centred = if is_centred { "<w:pPr><w:jc w:val=\"center\"/></w:pPr>" } else { "" };
    format!("<w:p>{centred}<w:r><w:t>{line}</w:t></w:r></w:p>")
}

/// A Word file of lines.
fn word(text: &str) -> Vec<u8> {
    packed(&body(text), &[])
}

fn body(text: &str) -> String {
    let mut body = String::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((n, line)) = lines.next() {
        if !line.contains('|') {
            body += &paragraph(line, n == 0);
            continue;
        }
        let mut rows = vec![line];
        while let Some((_, row)) = lines.next_if(|(_, line)| line.contains('|')) {
            rows.push(row);
        }
        let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text, false));
        let row = |row: &&str| {
            format!("<w:tr>{}</w:tr>", row.split('|').map(cell).collect::<String>())
        };
        body += &format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>());
    }
    body
}

/// A Word file of a body and other parts.
fn packed(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    const NAMES: &str = concat!(
        r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
        r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
        r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main""#,
    );
    let document =
        format!("<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>");
    let body = ("word/document.xml", document.as_str());
    package::packed(std::iter::once(body).chain(parts.iter().copied()))
}

struct Learned {
    home: tempfile::TempDir,
    output: Output,
}

impl Learned {
    fn new(bytes: &[u8]) -> Self {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/2023-10");
        Self::from(bytes, Some(&from))
    }

    fn from(bytes: &[u8], from: Option<&Path>) -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("通报.docx"), bytes).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_bulletin"))
            .current_dir(home.path())
            .args(["learn", "通报.docx", "--to", "新"])
            .args(from.into_iter().flat_map(|from| [Path::new("--from"), from]))
            .output()
            .unwrap();
        Self { home, output }
    }

    fn told(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("新").join(name)
    }

    fn outline(&self) -> String {
        fs::read_to_string(self.path("版式/outline.yaml")).unwrap()
    }
}

#[track_caller]
fn assert_has(text: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(text.contains(words), "no “{words}” in:\n{text}");
    }
}

#[test]
fn numbers_that_the_data_give_become_figures_and_the_words_stay() {
    let learned = Learned::new(&word(BULLETIN));
    let outline = learned.outline();
    assert_has(
        &outline,
        &[
            "12345热线{{ period.year }}年{{ period.month }}月办理情况通报",
            "（{{ period.start_month }}月{{ period.start_day }}日至{{ period.last_month }}月{{ period.last_day }}日）",
            "全区共接到群众来电{{ accepted.count }}件，其中",
            "投诉占{{ accepted.types.投诉.share }}",
            "响应率{{ city.response }}，解决率{{ city.resolution }}",
            "排名第{{ city.rank }}位",
            "工单{{ assessed.count }}件，环比{% if assessed.change >= 0 %}增长{% else %}下降{% endif %}{{ assessed.change | abs }}",
            "有效回访的工单{{ rated.count }}件，其中双满{{ outcomes.both_positive.count }}件",
            "比全区综合得分{% if towns.direct.score >= city.score %}高{% else %}低{% endif %}{{ (towns.direct.score - city.score) | abs }}分",
            "against(streets.average, '全市街乡镇平均水平（' ~ streets.average ~ '分）')",
            "（见{{ ref('towns.direct') }}）",
            "rows('districts')[:3]",
        ],
    );
    // What no figure gives stays, and is told.
    assert_has(
        &outline,
        &["电话回访300人次", "电话回访300人次”没有对应的数字，照原文保留"],
    );
}

#[test]
fn a_table_is_a_list_and_what_the_data_contradict_is_told_with_both_values() {
    let learned = Learned::new(&word(BULLETIN));
    let outline = learned.outline();
    assert_has(
        &outline,
        &[
            "rows: towns.direct",
            "caption: 各镇街直派工单成绩",
            "header: 考核件数",
            "注：得分按三率折算。",
        ],
    );
    assert_has(
        &learned.told(),
        &[
            "表1第5行（鼓楼街道）“名次” 4（名次）与数据不符：5",
            "94.5（得分）确定，写法不同：94.47",
        ],
    );
}

#[test]
fn the_learned_month_builds_and_says_what_the_old_bulletin_said() {
    let learned = Learned::new(&word(BULLETIN));
    let output = Command::new(env!("CARGO_BIN_EXE_bulletin"))
        .args(["build", "--no-audit"])
        .arg(learned.home.path().join("新"))
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let files = fs::read_dir(learned.path("out")).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    let built = files
        .find(|file| file.extension().is_some_and(|it| it == "docx"))
        .unwrap();
    let reading = bulletin::word::read(&fs::read(built).unwrap()).unwrap();
    let text: Vec<String> = reading
        .body
        .iter()
        .filter_map(|block| match block {
            bulletin::word::Block::Paragraph(paragraph) => Some(paragraph.text()),
            bulletin::word::Block::Table(_) | bulletin::word::Block::Unread(_) => None,
        })
        .collect();
    let text = text.join("\n");
    for line in BULLETIN.lines().filter(|line| line.contains('。')) {
        assert!(text.contains(line), "no “{line}” in:\n{text}");
    }
    assert!(learned.path("学习结果.xlsx").exists());
    assert!(learned.path("学习对照.docx").exists());
}

/// A bulletin of a district whose exports are not there.
const ALONE: &str = "\
东岭区2024年5月份12345热线办理情况通报
一、受理情况
2024年4月21日0时至5月21日0时，全区共受理诉求18642件，日均受理621.4件。
二、考核结果
我区满意率95.10%，综合得分95.89分（综合得分=响应率×30%+解决率×35%+满意率×35%）。
表1 各街镇办理情况表
排名|街镇|受理量（件）|联系率（%）|解决率（%）|综合得分|上月排名
1|青石街道|2104|100.00|97.10|98.15|2
2|柳河镇|1655|99.94|95.20|97.60|1
表2 前两类问题情况表
问题类别|本月（件）|占比|上月（件）|环比
物业管理|2890|15.50%|2610|+10.73%
环境卫生|2237|12.00%|2150|+4.05%
";

#[test]
fn without_exports_tables_are_lists_by_their_headers() {
    let learned = Learned::from(&word(ALONE), None);
    let outline = learned.outline();
    assert_has(
        &outline,
        &[
            "rows: towns.all",
            "header: 联系率（%）",
            "- figure: previous_rank",
            "rows: accepted.categories",
            "- share",
            "first: 2",
        ],
    );
    // Tickets received are not tickets assessed: no column is better than a wrong one.
    assert_has(&learned.told(), &["表1：“受理量（件）”一列没有对应的数字，没有带过来"]);
}

#[test]
fn a_mean_a_day_and_the_factors_of_a_formula_are_nobodys_figures() {
    let learned = Learned::from(&word(ALONE), None);
    assert_has(
        &learned.outline(),
        &[
            "日均受理〔待填：日均受理〕件",
            "满意率{{ city.satisfaction }}",
            "响应率×30%+解决率×35%+满意率×35%",
        ],
    );
    let bulletin = fs::read_to_string(learned.path("bulletin.yaml")).unwrap();
    assert_has(&bulletin, &["satisfaction: 95.1"]);
}

#[test]
fn a_folder_of_nothing_but_exports_will_do_and_what_is_assumed_is_told() {
    let bare = tempfile::tempdir().unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/2023-10/data");
    for file in fs::read_dir(data).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), bare.path().join(file.file_name())).unwrap();
    }
    let text = BULLETIN.replace("各镇街、各部门：", "密云区各镇街、各部门：");
    let learned = Learned::from(&word(&text), Some(bare.path()));
    let told = learned.told();
    assert_has(
        &told,
        &["请核对：区名“密云区”", "请核对：单位名册取自通报的表格：镇街5个"],
    );
    let outline = learned.outline();
    assert_has(
        &outline,
        &["{{ accepted.count }}", "{{ city.rank }}", "rows: towns.direct"],
    );
    let bulletin = fs::read_to_string(learned.path("bulletin.yaml")).unwrap();
    assert_has(&bulletin, &["rank: 9", "response: 99"]);
}

/// Relations of a body: a picture of the head, and one of the text.
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="head" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/head.png"/><Relationship Id="case" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/case.png"/></Relationships>"#;
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="main" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn picture(id: &str) -> String {
    format!(r#"<w:p><w:r><w:drawing><a:blip r:embed="{id}"/></w:drawing></w:r></w:p>"#)
}

#[test]
fn a_red_head_that_is_drawn_becomes_the_template_with_marks_for_what_changes() {
    let head = format!("{}{}", picture("head"), paragraph("第9期", true));
    let bytes = packed(
        &[head, body(BULLETIN), picture("case")].concat(),
        &[
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", ROOT),
            ("word/_rels/document.xml.rels", RELATIONS),
            ("word/media/head.png", "head"),
            ("word/media/case.png", "case"),
        ],
    );
    let learned = Learned::new(&bytes);
    let bulletin = fs::read_to_string(learned.path("bulletin.yaml")).unwrap();
    assert_has(&bulletin, &["template: ./红头.docx"]);
    let template = fs::read(learned.path("红头.docx")).unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(template)).unwrap();
    let names: Vec<_> = package.file_names().map(str::to_owned).collect();
    assert!(names.contains(&"word/media/head.png".to_owned()), "{names:?}");
    // Last month's pictures stay behind.
    assert!(!names.contains(&"word/media/case.png".to_owned()), "{names:?}");
    let document = std::io::read_to_string(package.by_name("word/document.xml").unwrap());
    let document = document.unwrap();
    assert_has(&document, &["{{期号}}", "{{正文}}", "embed=\"head\""]);
    assert!(!document.contains("受理情况"), "{document}");
}

#[test]
fn attachments_and_what_stands_in_a_box_at_the_end_are_not_part_of_a_case() {
    let boxed = |line: &str| {
        let inner = paragraph(line, false);
        format!("<w:p><w:r><w:txbxContent>{inner}</w:txbxContent></w:r></w:p>")
    };
    let end =
        "附件：1. 未解决工单清单\n2. 任务分工表\n密云区城市管理指挥中心\n2023年10月25日";
    let bytes = packed(
        &[body(&format!("{BULLETIN}{end}")), boxed("抄送：市政务服务局。")].concat(),
        &[],
    );
    let learned = Learned::new(&bytes);
    let cases = fs::read_to_string(learned.path("cases.yaml")).unwrap();
    assert!(!cases.contains("附件") && !cases.contains("密云区城市"), "{cases}");
    let bulletin = fs::read_to_string(learned.path("bulletin.yaml")).unwrap();
    assert_has(
        &bulletin,
        &["- 未解决工单清单", "- 任务分工表", "signature: true", "抄送：市政务服务局。"],
    );
    // What no Word file shows and the program needs is there all the same.
    assert_has(&learned.outline(), &["alternatives:", "labels:", "subject:"]);
}

#[test]
fn what_cannot_be_learned_from_leaves_no_folder() {
    for (bytes, words) in [
        (b"%PDF-1.7".to_vec(), "Word 文件打不开"),
        (Vec::new(), "Word 文件打不开"),
        (word(""), "没有可学的文字和表格"),
    ] {
        let learned = Learned::new(&bytes);
        assert_ne!(learned.output.status.code(), Some(0));
        assert_has(&learned.told(), &[words]);
        assert!(!learned.path("").exists());
    }
}
