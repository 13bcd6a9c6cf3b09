//! Charts of an outline: which figures become which series, and what is told of mistakes.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

use bulletin::diagnostics::Problem;
use bulletin::document::{Block, Chart};
use bulletin::layout::{self, Choice};
use bulletin::pipeline::{self, Loaded, Options};
use bulletin::writers::docx;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");

static MONTH: LazyLock<Mutex<Loaded>> = LazyLock::new(|| {
    let (loaded, problems) = pipeline::load(Path::new(EXAMPLE), &|_| {});
    Mutex::new(loaded.unwrap_or_else(|| panic!("{problems:?}")))
});

/// The charts of an outline with these items, and what is told of it.
fn composed(items: &str) -> (Vec<Chart>, Vec<String>) {
    let read = layout::read(&Choice::BuiltIn("analysis".to_owned()));
    let mut outline = read.expect("the analysis layout").outline;
    let items = items.replace("\n", "\n      ");
    let section = format!("- heading: 图表\n  body:\n      {items}");
    outline.sections = bulletin::yaml::read(&section, Path::new("outline.yaml")).unwrap();
    let mut loaded = MONTH.lock().unwrap_or_else(PoisonError::into_inner);
    loaded.layout.outline = outline;
    let composed = pipeline::compose(&loaded, Vec::new(), Options::default());
    let charts = composed.document.blocks.into_iter().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        Block::Heading(_)
        | Block::Paragraph { .. }
        | Block::Table(_)
        | Block::Pictures { .. } => None,
    });
    // That the section is empty is told too.
    let is_of_charts =
        |problem: &&Problem| ["O02", "G04"].contains(&problem.code.as_str());
    let told = composed.problems.iter().filter(is_of_charts);
    (charts.collect(), told.map(line).collect())
}

fn line(problem: &Problem) -> String {
    let hint = problem.hint.as_deref().unwrap_or_default();
    format!("{}：{}｜{hint}", problem.code, problem.message)
}

fn names(chart: &Chart) -> Vec<&str> {
    chart.series.iter().map(|series| series.name.as_str()).collect()
}

#[test]
fn a_list_across_makes_a_series_of_each_of_its_rows() {
    let (charts, told) = composed(
        "- chart: { form: heat_map, subject: accepted.towns.count, \
         across: accepted.categories, across_first: 8, caption: 分类 }",
    );
    assert_eq!(told, [""; 0]);
    let [chart] = charts.as_slice() else { panic!("{charts:?}") };
    assert_eq!(chart.series.len(), 8);
    assert_eq!(chart.unit, "件");
    let loaded = MONTH.lock().unwrap_or_else(PoisonError::into_inner);
    let statistics = &loaded.statistics;
    let categories = &statistics.list("accepted.categories").unwrap().rows;
    for (series, category) in chart.series.iter().zip(categories) {
        assert_eq!(series.name, category.name);
        for (town, point) in chart.categories.iter().zip(&series.points) {
            let key = format!("accepted.towns.{town}.categories.{}.count", category.name);
            let point = point.as_ref().unwrap();
            assert_eq!(point.key.as_str(), key);
            let figure = statistics.figure(&key).unwrap();
            assert_eq!(point.text, figure.printed.unwrap().to_string());
        }
    }
}

#[test]
fn a_heat_map_is_read_out_row_by_row_by_its_highest() {
    let (charts, _) = composed(
        "- chart: { form: heat_map, subject: accepted.towns.count, \
         across: accepted.categories, first: 1, caption: 分类 }",
    );
    assert_eq!(charts[0].alt, "分类（单位：件）：各行最多的，鼓楼街道是住房（255）。");
}

#[test]
fn series_of_outcomes_and_ranks_have_chinese_names() {
    let (charts, told) = composed(
        "- chart: { form: stacked_bars, subject: [towns.all.both_positive, \
         towns.all.resolved_basic, towns.all.one_negative, towns.all.both_negative], \
         caption: 结果 }\n\
         - chart: { form: dumbbells, subject: [towns.direct.previous_city_rank, \
         towns.direct.city_rank], caption: 名次 }",
    );
    assert_eq!(told, [""; 0]);
    assert_eq!(names(&charts[0]), ["双满", "解决、基本满意", "单否", "双否"]);
    assert_eq!(names(&charts[1]), ["上期市级排名", "市级排名"]);
    assert_eq!((charts[0].unit.as_str(), charts[1].unit.as_str()), ("件", "名"));
    assert!(charts[1].is_of_ranks());
}

#[test]
fn mistakes_in_across_are_told_with_what_to_write() {
    let chart = |keys: &str| composed(&format!("- chart: {{ caption: 图, {keys} }}")).1;
    assert_eq!(
        chart("form: bars, subject: accepted.towns.count, across: accepted.categorys"),
        ["O02：“accepted.categorys”不是列表的名称｜是否“accepted.categories”？"]
    );
    assert_eq!(
        chart("form: bars, subject: accepted.towns.cuont"),
        ["O02：图的数据“accepted.towns.cuont”不存在｜是否“accepted.towns.count”？"]
    );
    assert_eq!(
        chart("form: bars, subject: accepted.towns.count, mark: 古楼街道"),
        ["O02：图中没有要标出的“古楼街道”｜是否“鼓楼街道”？"]
    );
    assert_eq!(
        chart("form: bars, subject: accepted.towns.count, across: accepted.hours"),
        [
            "O02：图的数据“accepted.towns.count”没有按“accepted.hours”分开的数字｜各镇街可按 accepted.types、accepted.categories 分开"
        ]
    );
    assert_eq!(
        chart(
            "form: bars, subject: [accepted.towns.count, accepted.towns.share], across: accepted.types"
        ),
        [
            "G04：写了 across 的图只能有一个 subject｜请只留一个，例如 subject: accepted.towns.count"
        ]
    );
}

#[test]
fn what_word_has_no_chart_for_stays_a_picture_and_that_is_told_when_asked() {
    let (charts, told) = composed(
        "- chart: { form: heat_map, subject: accepted.towns.count, \
         across: accepted.types, charts: native, caption: 类型 }",
    );
    assert_eq!(
        told,
        [
            "G04：Word 没有这种形式的图表，文件里仍是图片｜请删去这张图的 charts: native，或换用 columns、bars、stacked_bars、lines"
        ]
    );
    let loaded = MONTH.lock().unwrap_or_else(PoisonError::into_inner);
    let mut document =
        pipeline::compose(&loaded, Vec::new(), Options::default()).document;
    document.blocks = charts.into_iter().map(Block::Chart).collect();
    let word = docx::write(&document, &loaded.layout.style).unwrap();
    let archive = zip::ZipArchive::new(std::io::Cursor::new(word)).unwrap();
    let charts = archive.file_names().filter(|name| name.starts_with("word/charts/"));
    assert_eq!(charts.count(), 0);
    assert!(archive.file_names().any(|name| name.starts_with("word/media/")));
}
