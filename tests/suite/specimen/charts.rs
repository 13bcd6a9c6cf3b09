//! Charts of the forms that show several series at once, as full as a month can make them.

use bulletin::document::{Caption, Chart, ChartForm, Inline, Series};

const TOWNS: [&str; 20] = [
    "鼓楼街道",
    "果园街道",
    "檀营地区",
    "密云镇",
    "溪翁庄镇",
    "西田各庄镇",
    "十里堡镇",
    "河南寨镇",
    "巨各庄镇",
    "穆家峪镇",
    "太师屯镇",
    "高岭镇",
    "不老屯镇",
    "冯家峪镇",
    "古北口镇",
    "大城子镇",
    "东邵渠镇",
    "北庄镇",
    "新城子镇",
    "石城镇",
];

const CATEGORIES: [&str; 12] = [
    "市容环卫",
    "城乡建设",
    "住房",
    "公共服务",
    "交通管理",
    "市场管理",
    "环境保护",
    "劳动和社会保障",
    "农村管理",
    "违法建设",
    "公共安全",
    "12345热线及其他",
];

const OUTCOMES: [&str; 4] = ["双满", "解决、基本满意", "单否", "双否"];

const DEPARTMENTS: [&str; 34] = [
    "区住房和城乡建设委员会",
    "区人力资源和社会保障局",
    "区市场监督管理局",
    "区城市管理委员会",
    "区卫生健康委员会",
    "区教育委员会",
    "区公安分局",
    "区交通局",
    "区水务局",
    "区农业农村局",
    "区民政局",
    "区生态环境局",
    "区园林绿化局",
    "区文化和旅游局",
    "区规划和自然资源委员会分局",
    "区商务局",
    "区经济和信息化局",
    "区发展和改革委员会",
    "区财政局",
    "区司法局",
    "区应急管理局",
    "区退役军人事务局",
    "区医疗保障局",
    "区体育局",
    "区税务局",
    "区消防救援支队",
    "区供电公司",
    "区燃气公司",
    "区自来水公司",
    "区供热中心",
    "区歌华有线",
    "区烟草专卖局",
    "区残疾人联合会",
    "密云经济开发区管理委员会",
];

/// Outcomes of fifty-four units, categories of complaints by town, ranks of two months.
pub(crate) fn charts() -> Vec<Chart> {
    vec![outcomes(), categories(), ranks()]
}

fn outcomes() -> Chart {
    let units: Vec<&str> = TOWNS.into_iter().chain(DEPARTMENTS).collect();
    let size = |unit: usize| 900 / (unit + 1) + 3;
    let count = |outcome: usize, unit: usize| {
        let share = [62, 21, 10, 7].get(outcome)?;
        Some(size(unit) * share / 100 + (unit * 7 + outcome * 3) % 4)
    };
    let caption = "各单位参评工单的评价结果";
    let series = series(&OUTCOMES, units.len(), count);
    chart("outcomes", ChartForm::StackedBars, (1, caption, "件"), &units, series)
}

fn categories() -> Chart {
    let count = |category: usize, town: usize| {
        let count =
            4000 / ((town + 2) * (category + 2)) + (town * 31 + category * 17) % 13;
        // One town's categories are not known, and one category is everywhere empty but there.
        (town != 16 || category < 9).then_some(if category == 11 {
            town % 2
        } else {
            count
        })
    };
    let caption = "各镇街受理诉求的分类";
    let series = series(&CATEGORIES, TOWNS.len(), count);
    chart("categories", ChartForm::HeatMap, (2, caption, "件"), &TOWNS, series)
}

fn ranks() -> Chart {
    let mut towns = TOWNS;
    towns[4] = "密云水库管理处及所属溪翁庄镇各村";
    let rank = |month: usize, town: usize| {
        let before = (town * town * 37 + 11) % 343 + 1;
        let rank = match (month, town) {
            (0, _) => before,
            (_, 3) => before,
            (_, 5) => before + 1,
            (_, 7) => 1,
            _ => (before * 3 + town * 29) % 343 + 1,
        };
        (month == 1 || town != 18).then_some(rank)
    };
    let series = series(&["上期市级排名", "市级排名"], towns.len(), rank);
    let caption = "各镇街市级排名的变化";
    let mut chart =
        chart("ranks", ChartForm::Dumbbells, (3, caption, "名"), &towns, series);
    chart.marked = Some(2);
    chart
}

fn series(
    names: &[&str],
    rows: usize,
    count: impl Fn(usize, usize) -> Option<usize>,
) -> Vec<Series> {
    let figure = |count: usize| super::printed_figure(&count.to_string(), "specimen");
    let points = |n: usize| (0..rows).map(|row| count(n, row).map(figure)).collect();
    let one =
        |(n, name): (usize, &&str)| Series { name: (*name).into(), points: points(n) };
    names.iter().enumerate().map(one).collect()
}

fn chart(
    name: &str,
    form: ChartForm,
    (number, caption, unit): (u32, &str, &str),
    categories: &[&str],
    series: Vec<Series>,
) -> Chart {
    let text = vec![Inline::words(caption)];
    Chart {
        name: name.into(),
        caption: Caption { label: "图".into(), number, text },
        form,
        unit: unit.into(),
        categories: categories.iter().map(|name| (*name).to_owned()).collect(),
        series,
        marked: None,
        editable: None,
        share: 1.0,
        alt: format!("{caption}。"),
    }
}
