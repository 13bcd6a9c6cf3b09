//! A bulletin to try writers on: the tables of September 2023 and its case.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a specimen that cannot be made fails its test"
)]

pub(crate) mod charts;

use std::sync::Arc;

use bulletin::document::{
    Align, Attachment, Block, Caption, Cell, Chart, ChartForm, Column, Document, Draft,
    Figure, Heading, Image, ImageFormat, Imprint, ImprintRow, Inline, Masthead, Picture,
    Properties, Row, Series, Signature, Table,
};
use bulletin::figures::{Key, Kind};
use bulletin::layout::{Source, Style};
use bulletin::tickets::Decimal;
use serde_json::Value;

/// The official layout's style.
pub(crate) fn style() -> Style {
    serde_yaml::from_str(include_str!("../../../layouts/official/style.yaml")).unwrap()
}

/// The official layout's report.typ.
pub(crate) fn report() -> Source {
    Source {
        path: "layouts/official/report.typ".into(),
        text: include_str!("../../../layouts/official/report.typ").to_owned(),
    }
}

/// A document without a body.
pub(crate) fn empty() -> Document {
    Document {
        properties: Properties {
            title: "9月“接诉即办”考核期工作情况分析".to_owned(),
            author: "密云区城市管理指挥中心".to_owned(),
            subject: "12345热线诉求办理情况".to_owned(),
            date: chrono::NaiveDate::from_ymd_opt(2023, 9, 25).unwrap(),
        },
        masthead: None,
        title: vec!["9月“接诉即办”考核期".to_owned(), "工作情况分析".to_owned()],
        addressee: None,
        contents: Vec::new(),
        blocks: Vec::new(),
        attachments: Vec::new(),
        signature: None,
        imprint: None,
        draft: None,
    }
}

/// An attachment that goes out as a file of its own.
pub(crate) fn attached(name: &str) -> Attachment {
    Attachment {
        tag: "附件".to_owned(),
        name: name.to_owned(),
        blocks: Vec::new(),
        is_landscape: false,
    }
}

/// A whole bulletin; tables have at most `rows` rows.
pub(crate) fn bulletin(rows: usize) -> Document {
    let figures: Value =
        serde_json::from_str(include_str!("../../../examples/2023-09/expected.json"))
            .unwrap();
    let mut blocks = opening();
    blocks.push(towns(&figures, rows));
    blocks.push(departments(&figures, rows));
    blocks.extend([
        heading(1, "三、", "万人诉求情况"),
        paragraph("我区万人诉求比372.71件/万人，环比下降17.38件/万人，全市排名第15位。"),
        districts(&figures),
        heading(1, "四、", "当月典型案例"),
    ]);
    blocks.extend(case());
    Document { blocks, ..empty() }
}

/// With everything that may stand around the body.
pub(crate) fn framed(mut document: Document) -> Document {
    let office = "密云区城市管理指挥中心".to_owned();
    let date = "2023年9月25日".to_owned();
    let row = |left: &str, right: &str| ImprintRow {
        left: left.to_owned(),
        right: right.to_owned(),
    };
    document.masthead = Some(Masthead {
        name: "密云区接诉即办工作简报".to_owned(),
        issue: Some("第9期".to_owned()),
        document_number: Some("密接诉即办〔2023〕9号".to_owned()),
        office: Some(office.clone()),
        date: Some(date.clone()),
    });
    document.addressee = Some("各镇（街道、地区），区属各部门：".to_owned());
    document.attachments = [
        "各镇街诉求办理情况一览表",
        "关于进一步做好夏季供水、供电、排水防涝等民生诉求办理工作的提示函",
    ]
    .map(attached)
    .to_vec();
    document.signature = Some(Signature { issuer: office, date, sealed: true });
    document.imprint = Some(Imprint {
        is_apart: false,
        rows: vec![
            row(
                "抄送：区委办公室，区政府办公室，区人大常委会办公室，区政协办公室，区纪委区监委机关。",
                "",
            ),
            row("密云区城市管理指挥中心", "2023年9月25日印发"),
        ],
    });
    document
}

/// As a draft with open warnings.
pub(crate) fn drafted(mut document: Document) -> Document {
    document.draft = Some(Draft {
        mark: "草稿".to_owned(),
        heading: "待核实事项".to_owned(),
        open: vec!["警告 D11：已参评的工单缺少解决或满意情况，共3处。".to_owned()],
    });
    document
}

/// A heading.
pub(crate) fn heading(level: u8, number: &str, text: &str) -> Block {
    let text = vec![Inline::words(text)];
    Block::Heading(Heading { level, number: number.to_owned(), text })
}

/// A paragraph of plain words.
pub(crate) fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: vec![Inline::words(text)] }
}

/// A figure of the statistics.
pub(crate) fn figure(text: &str, key: &str) -> Inline {
    Inline::Figure(printed_figure(text, key))
}

/// A figure as it is printed.
pub(crate) fn printed_figure(text: &str, key: &str) -> Figure {
    Figure {
        text: text.to_owned(),
        value: Decimal::from_written(text.trim_end_matches('%')),
        kind: if text.ends_with('%') { Kind::Rate } else { Kind::Score },
        key: Key::from(key),
    }
}

fn opening() -> Vec<Block> {
    let accepted = vec![
        Inline::words("2023年8月19日0时至9月19日0时，全区共受理“12345”热线诉求"),
        figure("20893", "accepted.count"),
        Inline::words("件，环比下降"),
        figure("11.84%", "accepted.change"),
        Inline::words("。"),
    ];
    let direct = vec![
        Inline::words("直派工单综合成绩"),
        figure("97.08", "towns.direct.score"),
        Inline::words("分，高于全区综合成绩1.87分（见"),
        Inline::Reference { target: "towns".to_owned(), text: "表1".to_owned() },
        Inline::words("）。"),
    ];
    vec![
        heading(1, "一、", "诉求总量情况"),
        Block::Paragraph { text: accepted },
        heading(1, "二、", "诉求办理情况"),
        paragraph(
            "市级考评我区响应率99.96%、解决率94.29%、满意率94.94%，综合成绩95.21分，全市排名第11位。",
        ),
        heading(2, "（一）", "镇街成绩"),
        Block::Paragraph { text: direct },
        heading(3, "1.", "部门成绩"),
        paragraph(
            "部门综合成绩95.28分，低于全市部门平均水平3.77分，高于全区综合成绩0.07分。",
        ),
    ]
}

fn towns(figures: &Value, rows: usize) -> Block {
    let rows = list(&figures["towns_direct"]).iter().take(rows);
    let rows = rows.map(|row| {
        let change = match row["rank_change"].as_i64() {
            None => "—".to_owned(),
            Some(0) => "持平".to_owned(),
            Some(places) if places > 0 => format!("{places}↑"),
            Some(places) => format!("{}↓", -places),
        };
        let mut cells: Vec<Cell> =
            ["rank", "unit", "assessed", "response", "score", "city_rank"]
                .map(|name| cell(name, &printed(&row[name])))
                .into();
        cells.push(cell("rank_change", &change));
        Row { cells }
    });
    Block::Table(Table {
        name: "towns".to_owned(),
        caption: caption("表", 1, "市级考评各镇街诉求办理情况统计表（直派）"),
        columns: vec![
            column("排名", Align::Centre, 9),
            column("镇街", Align::Centre, 20),
            column("纳入考评", Align::Decimal, 14),
            column("响应率", Align::Decimal, 14),
            column("综合成绩", Align::Decimal, 14),
            column("市级排名", Align::Decimal, 14),
            column("环比变化", Align::Centre, 14),
        ],
        rows: rows.collect(),
        notes: vec![vec![Inline::words(
            "注：参与排名的街乡镇共343个，全市街乡镇平均水平96.72分。",
        )]],
        share: 1.0,
        alt: "各镇街直派工单的考评数、响应率、综合成绩和市级排名".to_owned(),
    })
}

fn departments(figures: &Value, most: usize) -> Block {
    let mut rows = Vec::new();
    for class in ["一类部门", "二类部门"] {
        let units = list(&figures["departments"][class]).iter().take(most);
        for (index, row) in units.enumerate() {
            let label = match index {
                0 => Cell::Content { text: vec![Inline::words(class)] },
                _ => Cell::Continued,
            };
            let mut cells = vec![cell("rank", &printed(&row["rank"])), label];
            cells.extend(
                ["unit", "assessed", "bonus", "score"]
                    .map(|name| cell(name, &printed(&row[name]))),
            );
            rows.push(Row { cells });
        }
    }
    Block::Table(Table {
        name: "departments".to_owned(),
        caption: caption("表", 2, "市级考评各部门诉求办理情况统计表（自办+从办）"),
        columns: vec![
            column("排名", Align::Centre, 10),
            column("分类", Align::Centre, 16),
            column("部门", Align::Left, 28),
            column("纳入考评", Align::Decimal, 14),
            column("加分项", Align::Decimal, 14),
            column("综合成绩", Align::Decimal, 14),
        ],
        rows,
        notes: vec![
            vec![Inline::words("注：纳入考评含自办和从办。")],
            vec![Inline::words("　　两类部门分别排名。")],
        ],
        share: 1.0,
        alt: String::new(),
    })
}

fn districts(figures: &Value) -> Block {
    let ranking = list(&figures["per_10k"]["ranking"]);
    let names = ranking.iter().map(|row| printed(&row["district"]));
    let points = ranking.iter().map(|row| {
        let key = format!("districts.per_10k.{}", printed(&row["district"]));
        Some(printed_figure(&printed(&row["per_10k"]), &key))
    });
    Block::Chart(Chart {
        name: "districts".to_owned(),
        caption: caption("图", 1, "各区万人诉求比"),
        form: ChartForm::Columns,
        unit: "件/万人".to_owned(),
        categories: names.map(|name| name.replace('区', "")).collect(),
        series: vec![Series {
            name: "万人诉求比".to_owned(), points: points.collect()
        }],
        marked: ranking.iter().position(|row| row["district"] == "密云区"),
        editable: None,
        share: 1.0,
        alt: "各区万人诉求比由低到高的柱状图，密云区372.71，列第15位".to_owned(),
    })
}

fn case() -> Vec<Block> {
    let yard: &[u8] = include_bytes!("../../../layouts/official/sample/pictures/2.jpeg");
    let meeting: &[u8] =
        include_bytes!("../../../layouts/official/sample/pictures/1.png");
    let yard = |caption| picture(yard, ImageFormat::Jpeg, (480, 640), caption);
    let meeting = |caption| picture(meeting, ImageFormat::Png, (640, 427), caption);
    vec![
        heading(2, "（一）", "建好车棚解难题　添置器材暖民心"),
        paragraph(
            "新建小区入住率逐月走高，电动自行车“往哪停、去哪充”成了居民拨打热线的头号话题。社区居委会把工单当线索，先摸清各楼栋车辆底数，再约物业、供电和消防部门到现场踏勘，为小区选定五处充电车棚的位置。",
        ),
        Block::Pictures { pictures: vec![meeting("居民议事会现场")] },
        paragraph(
            "施工期间，社区干部轮流到场盯进度、查质量，随时答复居民提出的线路、遮雨、照明等问题。",
        ),
        Block::Pictures {
            pictures: vec![yard("小广场上新添的健身器材"), meeting("")]
        },
    ]
}

fn picture(
    bytes: &[u8],
    format: ImageFormat,
    (width_px, height_px): (u32, u32),
    caption: &str,
) -> Picture {
    let image = Image { format, width_px, height_px, bytes: bytes.to_vec() };
    let words = (!caption.is_empty()).then(|| Inline::words(caption));
    Picture {
        image: Arc::new(image),
        caption: words.into_iter().collect(),
        alt: if caption.is_empty() { "议事会照片" } else { caption }.to_owned(),
    }
}

fn caption(label: &str, number: u32, text: &str) -> Caption {
    Caption { label: label.to_owned(), number, text: vec![Inline::words(text)] }
}

fn column(header: &str, align: Align, width: u16) -> Column {
    Column { header: header.to_owned(), align, width }
}

fn cell(name: &str, text: &str) -> Cell {
    Cell::Content { text: vec![figure(text, name)] }
}

fn printed(value: &Value) -> String {
    if value.is_null() {
        return "—".to_owned();
    }
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}
