//! Documents to be written: the reference month, all optional parts, and the rough ones.

use std::sync::Arc;

use crate::specimen::{attached, charts as several, printed_figure};
use bulletin::document::{
    Align, Block, Caption, Cell, Chart, ChartForm, Column, Document, Draft, Heading,
    Image, ImageFormat, Imprint, ImprintRow, Inline, Masthead, Picture, Properties, Row,
    Series, Signature, Table,
};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");

/// The September 2023 bulletin, as the reference prints it.
pub(crate) fn bulletin() -> Document {
    let figures: serde_json::Value =
        serde_json::from_slice(&read("expected.json")).unwrap();
    let mut blocks = vec![
        heading(1, "一、", "诉求总量情况"),
        paragraph(
            "考核期（2023年8月19日0时至9月19日0时）内，全区共受理“12345”热线诉求20893件，\
             环比下降11.84%。",
        ),
        heading(1, "二、", "诉求办理情况"),
        paragraph(
            "全区纳入市级考评的诉求12382件，环比上升4.08%；参与考核三率的诉求7022件，\
             其中解决且满意6458件，未解决且不满意308件（含51件区级双满）。全区响应率99.96%、\
             解决率94.29%、满意率94.94%，综合成绩95.21分，在全市排名第11位。",
        ),
        heading(2, "（一）", "镇街成绩"),
    ];
    blocks.push(Block::Paragraph {
        text: vec![
            Inline::words("直派工单综合成绩"),
            figure("97.08", "towns.direct.score"),
            Inline::words("分，高于全区综合成绩1.87分，详见"),
            Inline::Reference { target: "towns-direct".into(), text: "表1".into() },
            Inline::words("；各区万人诉求比见"),
            Inline::Reference { target: "per-10k".into(), text: "图1".into() },
            Inline::words("。"),
        ],
    });
    blocks.push(heading(2, "（二）", "部门成绩"));
    blocks.push(paragraph(
        "部门综合成绩95.28分，低于全市部门平均成绩3.77分，高于全区综合成绩0.07分。",
    ));
    blocks.push(towns_direct(&figures));
    blocks.push(towns(&figures, "towns_transferred", 2, "（转派+从办）"));
    blocks.push(towns(&figures, "towns_all", 3, "（直派+转派+从办）"));
    blocks.push(departments(&figures));
    blocks.push(heading(1, "三、", "万人诉求情况"));
    blocks.push(paragraph(
        "9月，我区万人诉求比为372.71件/万人，环比下降17.38件/万人，由少到多排全市第15位。",
    ));
    blocks.push(Block::Chart(per_10k(&figures, ChartForm::Columns, 1, "per-10k")));
    blocks.push(heading(1, "四、", "当月典型案例"));
    blocks.push(heading(3, "1.", "建好车棚解难题　添置器材暖民心"));
    blocks.push(paragraph(
        "新建小区入住率逐月走高，电动自行车“往哪停、去哪充”成了居民拨打热线的头号话题。\
         社区居委会主任朱镕喆把工单当线索，先摸清各楼栋车辆底数。",
    ));
    blocks.push(Block::Pictures {
        pictures: vec![picture("charging-shed.jpg", "新建成的电动自行车充电车棚")],
    });
    blocks.push(paragraph("施工期间，社区干部轮流到场盯进度、查质量。"));
    blocks.push(Block::Pictures {
        pictures: vec![
            picture("fitness-yard.jpg", "小广场上新添的健身器材"),
            picture("residents-meeting.png", "居民议事会现场"),
        ],
    });
    document(vec!["9月“接诉即办”考核期", "工作情况分析"], blocks)
}

/// The same with every optional part, as a draft.
pub(crate) fn framed() -> Document {
    let text = |text: &str| Some(text.to_owned());
    let mut document = bulletin();
    document.masthead = Some(Masthead {
        name: "密云区接诉即办工作简报".into(),
        issue: text("第9期"),
        document_number: text("密接诉即办〔2023〕9号"),
        office: text("密云区城市管理指挥中心"),
        date: text("2023年9月25日"),
    });
    document.addressee = text("各镇人民政府、街道办事处，区政府各委、办、局：");
    document.attachments = ["各镇街诉求办理情况明细表", "各部门诉求办理情况明细表"]
        .map(attached)
        .to_vec();
    document.signature = Some(Signature {
        sealed: true,
        issuer: "密云区城市管理指挥中心".into(),
        date: "2023年9月25日".into(),
    });
    let row =
        |left: &str, right: &str| ImprintRow { left: left.into(), right: right.into() };
    document.imprint = Some(Imprint {
        is_apart: false,
        rows: vec![
            row(
                "抄送：区委办公室，区人大常委会办公室，区政协办公室，区纪委区监委办公室。",
                "",
            ),
            row("密云区城市管理指挥中心", "2023年9月25日印发"),
        ],
    });
    document.draft = Some(Draft {
        mark: "草稿".into(),
        heading: "尚待核实的问题".into(),
        open: vec!["D10：工单编号“20230819000123”重复出现2次。".into()],
    });
    document
}

/// Charts of every form.
pub(crate) fn charts() -> Document {
    let figures: serde_json::Value =
        serde_json::from_slice(&read("expected.json")).unwrap();
    let mut lines = per_10k(&figures, ChartForm::Lines, 3, "trend");
    let second = lines.series[0].points.iter().map(|point| {
        let value: f64 = point.as_ref()?.text.parse().ok()?;
        Some(printed_figure(&format!("{:.2}", value * 1.05), "previous"))
    });
    let mut second: Vec<_> = second.collect();
    second[3] = None;
    lines.series.push(Series { name: "8月".into(), points: second });
    let blocks = vec![
        heading(1, "一、", "图表"),
        Block::Chart(per_10k(&figures, ChartForm::Columns, 1, "columns")),
        Block::Chart(per_10k(&figures, ChartForm::Bars, 2, "bars")),
        Block::Chart(lines),
    ];
    let several = several::charts().into_iter().zip(4..).map(|(mut chart, number)| {
        chart.caption.number = number;
        Block::Chart(chart)
    });
    let blocks = blocks.into_iter().chain(several).collect();
    document(vec!["图表样张"], blocks)
}

/// What no editor should send, but one will.
pub(crate) fn rough() -> Document {
    let long = "很长的单元格".repeat(300);
    let cell = |text: &str| Cell::Content { text: vec![Inline::words(text)] };
    let column = |header: &str, align| Column { header: header.into(), align, width: 1 };
    let columns =
        || vec![column("单位", Align::Left), column("件数 < & > “ ”", Align::Decimal)];
    let caption = |number: u32, text: &str| Caption {
        label: "表".into(),
        number,
        text: vec![Inline::words(text)],
    };
    let table = |number, text: &str, rows: Vec<Row>| Table {
        name: format!("table-{number}"),
        caption: caption(number, text),
        columns: columns(),
        rows,
        notes: Vec::new(),
        share: 1.0,
        alt: "说明 <替代> & “文字”".into(),
    };
    let rows = |count: usize| {
        let row = |at: usize| Row {
            cells: vec![cell(&format!("单位{at}")), cell(&format!("{}.5", at * 7))],
        };
        (1..=count).map(row).collect::<Vec<_>>()
    };
    let image = |width_px, height_px, bytes: Vec<u8>| Picture {
        image: Arc::new(Image { format: ImageFormat::Png, width_px, height_px, bytes }),
        caption: Vec::new(),
        alt: String::new(),
    };
    let blocks = vec![
        heading(1, "", "控制\u{1}字符\u{fffe}"),
        paragraph("铃\u{7}声，<标记> & “引号”，朱镕基、陶喆、㛃。\n另起一行"),
        Block::Table(table(1, "没有行", Vec::new())),
        Block::Table(table(2, "题 < & > “ ”", vec![Row { cells: vec![cell(&long)] }])),
        Block::Table(table(3, "二百行", rows(200))),
        Block::Pictures { pictures: vec![image(1, 1, png(1, 1))] },
        Block::Pictures {
            pictures: vec![image(12_000, 9_000, png(12, 9)), image(1, 1, png(1, 1))],
        },
        Block::Pictures {
            pictures: vec![image(1, 1, png(1, 1)), image(9, 12_000, png(1, 1))],
        },
    ];
    document(vec!["粗糙的输入"], blocks)
}

fn document(title: Vec<&str>, blocks: Vec<Block>) -> Document {
    Document {
        properties: Properties {
            title: title.concat(),
            author: "密云区城市管理指挥中心".into(),
            subject: "接诉即办".into(),
            date: chrono::NaiveDate::from_ymd_opt(2023, 9, 25).unwrap(),
        },
        masthead: None,
        title: title.into_iter().map(String::from).collect(),
        addressee: None,
        contents: Vec::new(),
        blocks,
        attachments: Vec::new(),
        signature: None,
        imprint: None,
        draft: None,
    }
}

fn read(file: &str) -> Vec<u8> {
    std::fs::read(format!("{EXAMPLE}/{file}")).unwrap()
}

fn picture(file: &str, caption: &str) -> Picture {
    let bytes = read(&format!("images/{file}"));
    let (width_px, height_px) = image::load_from_memory(&bytes)
        .map(|image| (image.width(), image.height()))
        .unwrap();
    let format = match file.ends_with(".jpg") {
        true => ImageFormat::Jpeg,
        false => ImageFormat::Png,
    };
    Picture {
        image: Arc::new(Image { format, width_px, height_px, bytes }),
        caption: vec![Inline::words(caption)],
        alt: format!("照片：{caption}"),
    }
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(width, height)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn heading(level: u8, number: &str, text: &str) -> Block {
    Block::Heading(Heading {
        level,
        number: number.into(),
        text: vec![Inline::words(text)],
    })
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: vec![Inline::words(text)] }
}

fn figure(text: &str, key: &str) -> Inline {
    Inline::Figure(printed_figure(text, key))
}

const COLUMNS: [(&str, &str, Align, u16); 10] = [
    ("rank", "排名", Align::Centre, 5),
    ("class", "分类", Align::Centre, 8),
    ("unit", "单位", Align::Centre, 14),
    ("assessed", "纳入考评", Align::Decimal, 8),
    ("response", "响应率", Align::Decimal, 8),
    ("resolution", "解决率", Align::Decimal, 8),
    ("satisfaction", "满意率", Align::Decimal, 8),
    ("bonus", "加分项", Align::Decimal, 8),
    ("score", "综合成绩", Align::Decimal, 8),
    ("city_rank", "市级排名", Align::Decimal, 8),
];

fn columns(names: &[&str]) -> Vec<Column> {
    let known = COLUMNS.iter().filter(|(name, ..)| names.contains(name));
    known
        .map(|(_, header, align, width)| Column {
            header: (*header).into(),
            align: *align,
            width: *width,
        })
        .collect()
}

fn cell(row: &serde_json::Value, name: &str) -> Cell {
    let text = match &row[name] {
        serde_json::Value::Null => "—".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        // A whole number prints as it is.
        number @ (serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::Array(_)
        | serde_json::Value::Object(_)) => number.to_string(),
    };
    let key = format!("specimen.{name}");
    Cell::Content { text: vec![figure(&text, &key)] }
}

fn row(row: &serde_json::Value, names: &[&str]) -> Row {
    Row { cells: names.iter().map(|name| cell(row, name)).collect() }
}

fn statistics(name: &str, number: u32, which: &str, columns: Vec<Column>) -> Table {
    let text = format!("市级考评各镇街诉求办理情况统计表{which}");
    Table {
        name: name.into(),
        share: 1.0,
        alt: format!("{text}，按综合成绩从高到低排列。"),
        caption: Caption { label: "表".into(), number, text: vec![Inline::words(text)] },
        columns,
        rows: Vec::new(),
        notes: vec![vec![Inline::words(
            "注：参与排名的街乡镇共343个，平均成绩96.72分，我区镇街综合成绩97.08分。",
        )]],
    }
}

fn towns_direct(figures: &serde_json::Value) -> Block {
    let names = [
        "rank",
        "unit",
        "assessed",
        "response",
        "resolution",
        "satisfaction",
        "score",
        "city_rank",
    ];
    let mut columns = columns(&names);
    columns
        .push(Column { header: "环比变化".into(), align: Align::Centre, width: 8 });
    let mut table = statistics("towns-direct", 1, "（直派）", columns);
    for unit in figures["towns_direct"].as_array().unwrap() {
        let change = match unit["rank_change"].as_i64() {
            Some(0) => "持平".to_owned(),
            Some(change) if change > 0 => format!("{change}↑"),
            Some(change) => format!("{}↓", -change),
            None => "—".to_owned(),
        };
        let mut cells = row(unit, &names).cells;
        cells.push(Cell::Content { text: vec![Inline::words(change)] });
        table.rows.push(Row { cells });
    }
    Block::Table(table)
}

fn towns(figures: &serde_json::Value, key: &str, number: u32, which: &str) -> Block {
    let mut names =
        vec!["rank", "unit", "assessed", "response", "resolution", "satisfaction"];
    names.extend(["bonus", "score"]);
    let mut table = statistics(key, number, which, columns(&names));
    let rows = figures[key].as_array().unwrap();
    table.rows = rows.iter().map(|unit| row(unit, &names)).collect();
    Block::Table(table)
}

fn departments(figures: &serde_json::Value) -> Block {
    let names = [
        "rank",
        "class",
        "unit",
        "assessed",
        "response",
        "resolution",
        "satisfaction",
        "bonus",
        "score",
    ];
    let mut table = statistics("departments", 4, "（自办+从办）", columns(&names));
    for (class, units) in figures["departments"].as_object().unwrap() {
        for (at, unit) in units.as_array().unwrap().iter().enumerate() {
            let mut cells = row(unit, &names).cells;
            cells[1] = match at {
                0 => Cell::Content { text: vec![Inline::words(class)] },
                _ => Cell::Continued,
            };
            table.rows.push(Row { cells });
        }
    }
    Block::Table(table)
}

fn per_10k(
    figures: &serde_json::Value,
    form: ChartForm,
    number: u32,
    name: &str,
) -> Chart {
    let districts = figures["per_10k"]["ranking"].as_array().unwrap();
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    let categories: Vec<String> =
        districts.iter().map(|row| text(row, "district")).collect();
    let points = districts
        .iter()
        .map(|row| Some(printed_figure(&text(row, "per_10k"), "districts.per_10k")));
    Chart {
        name: name.into(),
        caption: Caption {
            label: "图".into(),
            number,
            text: vec![Inline::words("各区万人诉求比")],
        },
        form,
        unit: "件/万人".into(),
        marked: categories.iter().position(|district| district == "密云区"),
        series: vec![Series { name: "9月".into(), points: points.collect() }],
        categories,
        editable: None,
        share: 1.0,
        alt: "各区万人诉求比，从大兴区的197.06件到最高的一区。".into(),
    }
}
