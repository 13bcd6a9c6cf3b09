//! Tests of the charts by their marks and pictures.

use super::*;
use crate::document::{Caption, Chart, ChartForm, Figure, Inline, Series};
use crate::figures::{Key, Kind};
use crate::tickets::Decimal;

use mark::{Mark, Rect, Sheet, Text};

/// The forms that one series is enough for.
const FORMS: [ChartForm; 5] = [
    ChartForm::Columns,
    ChartForm::Bars,
    ChartForm::StackedBars,
    ChartForm::Lines,
    ChartForm::HeatMap,
];

pub(super) fn style() -> layout::Style {
    layout::official()
}

/// A chart; a value “x” is absent.
pub(super) fn chart(form: ChartForm, names: &[&str], series: &[&[&str]]) -> Chart {
    let point = |text: &&str| {
        let figure = Figure {
            text: (*text).to_owned(),
            value: Decimal::from_written(text),
            kind: Kind::Score,
            key: Key::from("towns.score"),
        };
        (*text != "x").then_some(figure)
    };
    let one = |(index, points): (usize, &&[&str])| Series {
        name: format!("系列{index}"),
        points: points.iter().map(point).collect(),
    };
    let text = vec![Inline::words("各区万人诉求比")];
    Chart {
        name: "chart".to_owned(),
        caption: Caption { label: "图".to_owned(), number: 1, text },
        form,
        unit: "件/万人".to_owned(),
        categories: names.iter().map(|name| (*name).to_owned()).collect(),
        series: series.iter().enumerate().map(one).collect(),
        marked: Some(1),
        editable: None,
        share: 1.0,
        alt: String::new(),
    }
}

fn districts(form: ChartForm) -> Chart {
    let names = [
        "大兴区",
        "昌平区",
        "门头沟区",
        "通州区",
        "房山区",
        "海淀区",
        "顺义区",
        "丰台区",
        "石景山区",
        "朝阳区",
        "平谷区",
        "怀柔区",
        "延庆区",
        "西城区",
        "密云区",
        "东城区",
        "经开区",
    ];
    let values = [
        "197.06", "197.29", "213.46", "224.30", "231.90", "240.60", "252.20", "263.80",
        "271.00", "288.40", "301.71", "322.49", "338.21", "361.90", "372.71", "398.60",
        "431.40",
    ];
    chart(form, &names, &[&values])
}

pub(super) fn sheet(chart: &Chart, style: &layout::Style) -> Sheet {
    let plot = plot::Plot::new(chart, style).unwrap();
    super::sheet(chart, &plot).unwrap()
}

pub(super) fn texts(sheet: &Sheet) -> Vec<&Text> {
    let mut texts = Vec::new();
    for mark in &sheet.marks {
        if let Mark::Text(text) = mark {
            texts.push(text);
        }
    }
    texts
}

/// Every text lies on the sheet, and none on another.
fn assert_readable(chart: &Chart) {
    let style = style();
    let metrics = type_metrics::Metrics::load(&style).unwrap();
    let sheet = sheet(chart, &style);
    let placed: Vec<(&str, Rect)> = texts(&sheet)
        .into_iter()
        .map(|text| (text.words.as_str(), metrics.extent(text)))
        .collect();
    for (index, (words, rect)) in placed.iter().enumerate() {
        let inside = rect.left >= -0.1
            && rect.top >= -0.1
            && rect.right <= sheet.width + 0.1
            && rect.bottom <= sheet.height + 0.1;
        assert!(inside, "{:?}: “{words}” leaves the sheet: {rect:?}", chart.form);
        for (other, place) in &placed[..index] {
            assert!(
                rect.overlap(place) < 0.5,
                "{:?}: “{words}” {rect:?} lies on “{other}” {place:?}",
                chart.form
            );
        }
    }
}

#[test]
fn all_values_and_names_of_seventeen_districts_are_readable() {
    for form in FORMS {
        let chart = districts(form);
        assert_readable(&chart);
        let sheet = sheet(&chart, &style());
        let words: Vec<&str> =
            texts(&sheet).iter().map(|text| text.words.as_str()).collect();
        for point in chart.series[0].points.iter().flatten() {
            assert!(words.contains(&point.text.as_str()), "{form:?} {}", point.text);
        }
    }
}

#[test]
fn awkward_charts_are_readable_in_every_form() {
    let many: Vec<String> = (1..=60).map(|n| format!("第{n}村民委员会")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let counts: Vec<String> = (0..60).map(|n| ((n * 7919) % 997).to_string()).collect();
    let counts: Vec<&str> = counts.iter().map(String::as_str).collect();
    let long = ["北京密云经济开发区管理委员会及所属各单位", "密云水库综合执法大队"];
    let six = ["1", "2", "3", "4", "5", "6"];
    for form in FORMS {
        assert_readable(&chart(form, &many, &[&counts]));
        assert_readable(&chart(form, &["密云区"], &[&["12415"]]));
        assert_readable(&chart(form, &["甲", "乙"], &[&["0", "0"]]));
        if form != ChartForm::StackedBars {
            assert_readable(&chart(form, &["甲", "乙", "丙"], &[&["-3", "x", "-5.25"]]));
        }
        assert_readable(&chart(form, &long, &[&["0.01", "999999999999999"]]));
        assert_readable(&chart(form, &six, &[&six[..]; 6]));
        assert_readable(&chart(form, &["甲", "乙"], &[&["1", "2"], &["1.00", "2.00"]]));
    }
    let form = ChartForm::Dumbbells;
    let turned: Vec<&str> = counts.iter().rev().copied().collect();
    assert_readable(&chart(form, &many, &[&counts, &turned]));
    assert_readable(&chart(form, &["密云区"], &[&["12415"], &["12415"]]));
    assert_readable(&chart(form, &["甲", "乙"], &[&["0", "-3"], &["x", "5.25"]]));
    assert_readable(&chart(form, &long, &[&["0.01", "7"], &["999999999999999", "7"]]));
}

#[test]
fn lengths_of_columns_and_bars_are_in_the_ratio_of_their_values() {
    let style = style();
    for form in [ChartForm::Columns, ChartForm::Bars] {
        let chart = chart(form, &["甲", "乙"], &[&["94", "98"]]);
        let plot = plot::Plot::new(&chart, &style).unwrap();
        let own = [plot.series[0].look.colour, plot.highlight(1).unwrap().colour];
        let sheet = sheet(&chart, &style);
        let length = |wanted| {
            let mut rects = sheet.marks.iter().filter_map(|mark| {
                let Mark::Fill { rect, colour } = mark else { return None };
                (*colour == wanted).then_some(*rect)
            });
            let Rect { left, top, right, bottom } = rects.next().unwrap();
            if form == ChartForm::Columns { bottom - top } else { right - left }
        };
        // Zero is the foot: 94 and 98 differ by a twenty-fourth, not by the whole.
        assert!((length(own[0]) / length(own[1]) - 94.0 / 98.0).abs() < 1e-9);
    }
}

#[test]
fn the_own_category_is_bold_and_darker_or_edged() {
    for form in FORMS {
        let chart = districts(form);
        let sheet = sheet(&chart, &style());
        let bold: Vec<&str> = texts(&sheet)
            .into_iter()
            .filter(|text| text.bold)
            .map(|text| text.words.as_str())
            .collect();
        // Under an axis of districts 区 goes without saying.
        let is_under_axis = matches!(form, ChartForm::Columns | ChartForm::Lines);
        let name = if is_under_axis { "昌平" } else { "昌平区" };
        assert_eq!(bold.concat(), format!("{name}197.29"), "{form:?}");
    }
    // A mark as bright as the columns is told apart by an edge.
    let mut style = style();
    style.chart.mark.clone_from(&style.chart.colours[0]);
    let chart = districts(ChartForm::Columns);
    let plot = plot::Plot::new(&chart, &style).unwrap();
    assert!(plot.highlight(1).unwrap().edged);
}

#[test]
fn no_two_series_differ_by_colour_alone() {
    // All of one colour: whatever still differs is no colour.
    let grey = [mark::Colour(128, 128, 128)];
    for one in 0..looks::SERIES_MAX {
        for two in 0..one {
            let (one, two) = (looks::look(one, &grey), looks::look(two, &grey));
            let rect = Rect { left: 0.0, top: 0.0, right: 20.0, bottom: 50.0 };
            assert_ne!(one.fill(rect, None), two.fill(rect, None));
            let at = mark::Point::new(5.0, 5.0);
            assert_ne!(one.point(at, 3.0, None), two.point(at, 3.0, None));
            assert_ne!(one.dash, two.dash);
        }
    }
}

#[test]
fn bars_grow_with_their_number_up_to_a_page() {
    let style = style();
    let high = |count: usize| {
        let names: Vec<String> = (0..count).map(|n| format!("镇{n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let values = vec!["7"; count];
        draw(&chart(ChartForm::Bars, &names, &[&values]), &style)
            .unwrap()
            .height_mm
    };
    assert!(high(3) < high(20));
    assert!(high(20) < high(60));
    assert!(high(85) < style.page.text_height_mm());
}

#[test]
fn what_cannot_be_drawn_is_a_problem_and_no_panic() {
    let many = vec!["1"; 400];
    for form in FORMS {
        let code = |chart: &Chart| draw(chart, &style()).unwrap_err().code.to_string();
        assert_eq!(code(&chart(form, &[], &[])), "G01");
        assert_eq!(code(&chart(form, &["甲"], &[])), "G01");
        assert_eq!(code(&chart(form, &["甲"], &[&["x"]])), "G01");
        assert_eq!(code(&chart(form, &["甲", "乙"], &[&["1"]])), "G01");
        for text in ["—", "12%", "NaN", "inf", "1e5", "", "9999999999999999999"] {
            assert_eq!(code(&chart(form, &["甲"], &[&[text]])), "G02", "{text}");
        }
        if form != ChartForm::HeatMap {
            assert_eq!(code(&chart(form, &["甲"], &[&["1"][..]; 7])), "G03");
        }
        if form != ChartForm::Lines {
            assert_eq!(code(&chart(form, &many, &[&many])), "G03");
        }
    }
}

#[test]
fn a_style_with_a_wrong_colour_or_face_is_a_problem() {
    let chart = districts(ChartForm::Columns);
    let mut style = style();
    style.chart.mark = "红色".to_owned();
    assert_eq!(draw(&chart, &style).unwrap_err().code.to_string(), "L01");
    style.chart.mark = "B4282D".to_owned();
    style.chart.face = "weibei".to_owned();
    let problem = draw(&chart, &style).unwrap_err();
    assert!(problem.message.contains("weibei"), "{}", problem.message);
}

#[test]
fn signs_that_mean_something_in_xml_are_printed_as_they_are() {
    let names = ["A<b>&“c”\u{1}", "D'\"]]>"];
    for form in FORMS {
        let drawing = draw(&chart(form, &names, &[&["1", "2"]]), &style()).unwrap();
        let tree = roxmltree::Document::parse(&drawing.svg).unwrap();
        let words: String =
            tree.descendants().filter_map(|node| node.text()).collect::<String>();
        let words: String = words.split_whitespace().collect();
        assert!(words.contains("A<b>&“c”"), "{words}");
        assert!(words.contains("D'\"]]>"), "{words}");
    }
}

#[test]
fn the_same_chart_gives_the_same_bytes_and_names_a_bundled_font() {
    let (chart, style) = (districts(ChartForm::Columns), style());
    let (one, two) = (draw(&chart, &style).unwrap(), draw(&chart, &style).unwrap());
    assert_eq!(one, two);
    assert_eq!(raster(&one, 300.0).unwrap(), raster(&two, 300.0).unwrap());
    let tree = roxmltree::Document::parse(&one.svg).unwrap();
    for node in tree.descendants().filter(|node| node.has_tag_name("text")) {
        assert_eq!(node.attribute("font-family"), Some("GW Hei SC, sans-serif"));
    }
}

#[test]
fn a_raster_has_the_printed_size_and_carries_text() {
    let drawing = draw(&districts(ChartForm::Columns), &style()).unwrap();
    assert_eq!((drawing.width_mm, drawing.height_mm), (156.0, 82.0));
    let image = raster(&drawing, 300.0).unwrap();
    // 156 mm at 300 dots an inch.
    assert_eq!((image.width_px, image.height_px), (1843, 969));
    assert!(image.bytes.len() < 60_000, "{}", image.bytes.len());
    let unknown = drawing.svg.replace("<text", "<desc").replace("</text", "</desc");
    let bare = raster(&Drawing { svg: unknown, ..drawing.clone() }, 300.0).unwrap();
    assert!(bare.bytes.len() < image.bytes.len() / 2, "no text was drawn");
    assert!(raster(&drawing, 0.0).is_err());
    assert!(raster(&drawing, 1e9).is_err());
}

#[test]
fn values_of_near_points_stand_in_the_order_of_the_points() {
    let chart =
        chart(ChartForm::Lines, &["甲", "乙"], &[&["95.01", "94"], &["95", "96"]]);
    let sheet = sheet(&chart, &style());
    let height = |words| {
        texts(&sheet)
            .into_iter()
            .find(|text| text.words == words)
            .map(|text| text.at.y)
    };
    assert!(height("95.01").unwrap() < height("95").unwrap());
}

#[test]
fn a_chart_of_any_size_is_drawn_or_refused() {
    let names = ["密云经济开发区", "乙", "丙"];
    for form in FORMS.into_iter().chain([ChartForm::Dumbbells]) {
        let values = ["1", if form == ChartForm::StackedBars { "2" } else { "-2" }];
        let values = [values[0], values[1], "999999999999999"];
        let count = if form == ChartForm::Dumbbells { 2 } else { 6 };
        let chart = chart(form, &names, &vec![&values[..]; count]);
        for size in [f64::NAN, -1.0, 0.0, 30.0, 40.0, 80.0, 500.0, 1e9] {
            let mut style = style();
            style.chart.width_mm = size;
            style.chart.height_mm = size;
            style.chart.size_pt = 24.0;
            if let Err(problem) = draw(&chart, &style) {
                assert!(["L01", "G03"].contains(&problem.code.to_string().as_str()));
            }
        }
    }
}

#[test]
fn charts_of_chance_are_readable_or_refused() {
    let mut seed = 7_u64;
    let mut chance = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % below
    };
    let signs: Vec<char> = "密云区经济技术开发街道镇乡0123Ab（）、 ".chars().collect();
    for round in 0..300 {
        let (count, length) = (1 + chance(25), 1 + chance(12));
        let mut name = |_| -> String {
            (0..=chance(length)).map(|_| signs[chance(23) as usize]).collect()
        };
        let names: Vec<String> = (0..count).map(&mut name).collect();
        let mut value = |_| match round % 5 {
            0 => format!("{}.{:02}", 90 + chance(10), chance(100)),
            1 => format!("{}", chance(20_000)),
            2 => format!("-{}", chance(200)),
            3 if chance(3) == 0 => "x".to_owned(),
            _ => format!("0.{:03}", chance(1000)),
        };
        let series: Vec<Vec<String>> = (0..=round % 4)
            .map(|_| (0..count).map(&mut value).collect())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let series: Vec<Vec<&str>> = series
            .iter()
            .map(|values| values.iter().map(String::as_str).collect())
            .collect();
        let series: Vec<&[&str]> = series.iter().map(Vec::as_slice).collect();
        for form in FORMS.into_iter().chain([ChartForm::Dumbbells]) {
            let mut chart = chart(form, &names, &series);
            if round % 3 == 0 {
                chart.unit = "名".to_owned();
            }
            if draw(&chart, &style()).is_ok() {
                assert_readable(&chart);
            }
        }
    }
}

#[test]
fn an_outlined_drawing_needs_no_font_and_keeps_its_size() {
    let drawing = draw(&districts(ChartForm::Columns), &style()).unwrap();
    assert!(drawing.svg.contains("<text"));
    let outlined = outlined(&drawing).unwrap();
    assert!(!outlined.svg.contains("<text") && outlined.svg.contains("<path"));
    assert_eq!(
        (outlined.width_mm, outlined.height_mm),
        (drawing.width_mm, drawing.height_mm)
    );
}
