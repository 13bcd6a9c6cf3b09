//! Measures and lists of one's own, by figures worked out by hand.
//!
//! Twelve tickets of two towns and a department, with two columns of the office's own.

#![expect(clippy::unwrap_used, reason = "a test without its month has to fail")]

use std::fs;

use bulletin::pipeline::{self, Issues, Loaded, Options};
use bulletin::wording;

const BULLETIN: &str = "district: 示例区
office: 示例区城市管理指挥中心
date: 2024-03-25
period: { start: 2024-02-19, end: 2024-03-20 }
exports: { accepted: 受理.csv, assessed: 考评.csv }
register: units.yaml
tickets: { columns: { own: [是否联系, 未解决原因, 催办次数] } }
";

const UNITS: &str =
    "towns: [甲镇, 乙街道]\ndepartments:\n  - { name: 水务局, class: 一类 }\n";

/// Number, closed after so many hours, category, town.
const ACCEPTED: &str = "工单编号,受理时间,办结时间,一级分类,被反映街镇
01,2024-02-20 08:00:00,2024-02-21 08:00:00,住房,甲镇
02,2024-02-20 08:00:00,2024-02-25 08:00:00,住房,甲镇
03,2024-02-20 08:00:00,2024-02-26 08:00:00,供水,甲镇
04,2024-02-20 08:00:00,,供水,乙街道
05,2024-02-20 08:00:00,2024-02-20 20:00:00,住房,乙街道
06,2024-02-20 08:00:00,2024-02-24 08:00:00,停车,乙街道
";

/// 是否联系 is not what 是否响应 is, so that both are told apart.
const ASSESSED: &str = "工单编号,派单方式,主办单位,从办单位,是否纳入考评,是否响应,是否参评,解决情况,满意情况,是否联系,未解决原因,催办次数
01,直派,甲镇,,是,是,是,解决,满意,是,,1
02,直派,甲镇,水务局,是,是,是,未解决,不满意,是,资金不足,4
03,直派,甲镇,,是,是,是,未解决,不满意,否,资金不足,2
04,直派,乙街道,,是,是,是,未解决,不满意,是,涉及产权,3
05,直派,乙街道,,是,否,是,解决,基本满意,是,,0
06,转派,乙街道,,是,是,否,,,否,,10
";

/// The folder of a month with such further lines in bulletin.yaml.
fn folder(more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("bulletin.yaml", format!("{BULLETIN}{more}").as_str()),
        ("units.yaml", UNITS),
        ("受理.csv", ACCEPTED),
        ("考评.csv", ASSESSED),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// A month with such further lines in bulletin.yaml.
fn month(more: &str) -> (Option<Loaded>, Vec<String>) {
    let folder = folder(more);
    let (loaded, problems) = pipeline::load(folder.path(), &|_| {});
    let told = |problem: &bulletin::diagnostics::Problem| {
        let place = problem.place.as_ref().map(ToString::to_string).unwrap_or_default();
        let hint = problem.hint.clone().unwrap_or_default();
        format!("{}：{}（{place}）{hint}", problem.code, problem.message)
    };
    (loaded, problems.iter().map(told).collect())
}

/// What figures print.
fn printed<const N: usize>(loaded: &Loaded, keys: [&str; N]) -> [String; N] {
    keys.map(|key| {
        let figure = loaded.statistics.figure(key);
        figure.map_or_else(|| format!("没有 {key}"), wording::text)
    })
}

const MEASURES: &str = "measures:
  contact: { words: 联系率, rate: { of: rated, where: { 是否联系: 是 } } }
  closed_5d: { words: 五日办结率, rate: { of: accepted, where: { hours_to_close: { at_most: 120 } } } }
  housing: { words: 住房诉求, count: { of: accepted, where: { 一级分类: [住房, 停车] } } }
  urged: { words: 催办三次以上, count: { of: assessed, where: { 催办次数: { at_least: 3 } } } }
  urges: { words: 催办次数合计, sum: { of: assessed, column: 催办次数 } }
  urges_mean: { words: 平均催办次数, mean: { of: assessed, column: 催办次数 } }
  urges_median: { words: 催办次数中位数, median: { of: assessed, column: 催办次数 } }
  urges_p90: { words: 催办次数九成位, percentile: { of: assessed, column: 催办次数, percent: 90 } }
  unsaid: { words: 未写原因, count: { of: unresolved, where: { 未解决原因: { blank: true } } } }
  gap: { words: 联系率与解决率之差, difference: { of: contact, less: resolution } }
  quick: { words: 快办分, points: { contact: 40, resolution: 60 } }
";

#[test]
fn every_way_of_measuring_gives_what_a_calculator_gives() {
    let (loaded, problems) = month(MEASURES);
    let loaded = loaded.unwrap();
    assert_eq!(problems, [""; 0]);
    // Rated are 01 to 05, called 01, 02, 04, 05; closed within 120 hours 01, 02, 05, 06.
    assert_eq!(
        printed(&loaded, ["assessed.contact", "accepted.closed_5d", "accepted.housing"]),
        ["80.00%", "66.67%", "4"]
    );
    assert_eq!(
        printed(
            &loaded,
            [
                "assessed.urged",
                "assessed.urges",
                "assessed.urges_mean",
                "assessed.urges_median",
                "assessed.urges_p90",
                "assessed.unsaid",
            ]
        ),
        ["3", "20.00", "3.33", "2.50", "7.00", "0"]
    );
    // 甲镇 leads 01 to 03: 2 of 3 called, 1 of 3 resolved; 40 × 2/3 + 60 × 1/3.
    assert_eq!(
        printed(
            &loaded,
            [
                "towns.direct.甲镇.contact",
                "towns.direct.甲镇.gap",
                "towns.direct.甲镇.quick",
                "towns.direct.contact",
                "departments.水务局.contact",
                "accepted.towns.甲镇.closed_5d",
            ]
        ),
        ["66.67%", "33.34", "46.67", "80.00%", "100.00%", "66.67%"]
    );
}

#[test]
fn a_score_of_ones_own_ranks_and_is_proved() {
    let more = "measures:
  contact: { words: 联系率, rate: { of: rated, where: { 是否联系: 是 } } }
  score: { words: 综合成绩, points: { contact: 30, resolution: 30, satisfaction: 40 } }
";
    let (loaded, problems) = month(more);
    let loaded = loaded.unwrap();
    assert_eq!(problems, [""; 0]);
    // 甲镇: 30 × 2/3 + 30 × 1/3 + 40 × 1/3; 乙街道: 30 + 30 × 1/2 + 40 × 0.8/2.
    let keys = ["towns.direct.甲镇.score", "towns.direct.乙街道.score"];
    assert_eq!(printed(&loaded, keys), ["43.33", "61.00"]);
    let ranks = ["towns.direct.甲镇.rank", "towns.direct.乙街道.rank"];
    assert_eq!(printed(&loaded, ranks), ["2", "1"]);
}

#[test]
fn a_built_in_rate_is_worked_out_in_another_way() {
    let more = "measures:
  response: { words: 联系率, rate: { of: rated, where: { 是否联系: 是 } } }
";
    let (loaded, _) = month(more);
    let loaded = loaded.unwrap();
    // 10 × 2/3 + 50 × 1/3 + 40 × 1/3.
    let keys = ["towns.direct.甲镇.response", "towns.direct.甲镇.score"];
    assert_eq!(printed(&loaded, keys), ["66.67%", "36.67"]);
}

#[test]
fn weights_denominator_and_means_of_rows_are_settings() {
    let settings = "statistics: { response_of: rated, basic_satisfaction: 0.9, pooled_by: mean_of_rows, weights: { response: 30, resolution: 35, satisfaction: 35 } }\n";
    let (loaded, problems) = month(settings);
    assert_eq!(problems, [""; 0]);
    // 甲镇: 30 + 35/3 + 35/3; 乙街道: 30/2 + 35/2 + 35 × 0.9/2; the mean of both.
    assert_eq!(
        printed(
            &loaded.unwrap(),
            [
                "towns.direct.甲镇.score",
                "towns.direct.乙街道.score",
                "towns.direct.score",
                "towns.direct.response",
                "towns.all.乙街道.response",
            ]
        ),
        ["53.33", "48.25", "50.79", "75.00%", "50.00%"]
    );
    let (loaded, _) = month("");
    // 06 was answered and not rated.
    let keys = ["towns.direct.乙街道.score", "towns.all.乙街道.response"];
    assert_eq!(printed(&loaded.unwrap(), keys), ["46.00", "66.67%"]);
}

const CONTACT_IN_PLACE: &str = "measures:
  contact: { words: 联系率, rate: { of: rated, where: { 是否联系: 是 } } }
  score: { words: 综合成绩, points: { contact: 10, resolution: 50, satisfaction: 40 } }
city: { resolution: 40, satisfaction: 36, score: 46.00, rank: 7, rates: { contact: 80.5 } }
";

#[test]
fn the_rates_of_the_score_stand_in_every_issue_in_place_of_the_built_in_ones() {
    let (loaded, problems) = month(CONTACT_IN_PLACE);
    let loaded = loaded.unwrap();
    assert_eq!(problems, [""; 0]);
    let whole = pipeline::compose(&loaded, Vec::new(), Options::default()).document;
    let issues = Issues::new(&loaded).unwrap();
    let town = loaded.project.register.find("甲镇").unwrap();
    let unit = issues.compose(town, Options::default()).unwrap().composed.document;
    for document in [&whole, &unit] {
        let said = format!("{document:?}");
        assert!(said.contains("联系率") && !said.contains("响应率"), "{said}");
    }
    // The city's own figure of it, and the rate that 甲镇's issue says.
    assert_eq!(printed(&loaded, ["city.contact"]), ["80.50%"]);
    assert!(format!("{whole:?}").contains("80.50%"));
    assert!(format!("{unit:?}").contains("towns.all.甲镇.contact"));
}

#[test]
fn what_the_city_publishes_of_ones_own_rate_is_held_against_the_tickets() {
    let told = |rate: &str| -> Vec<String> {
        let more = CONTACT_IN_PLACE.replace("80.5", rate);
        let problems = pipeline::check(folder(&more).path(), &|_| {}).problems;
        let of_rate = problems.into_iter().filter(|one| one.message.contains("联系率"));
        of_rate.map(|one| format!("{}：{}", one.code, one.message)).collect()
    };
    assert_eq!(told("80"), [""; 0]);
    assert_eq!(
        told("90"),
        ["K05：市级公布的联系率是 90.00%，按考评明细计算是 80.00%，相差 10.00 个百分点"]
    );
    let (_, problems) = month(&CONTACT_IN_PLACE.replace("contact: 80.5", "contct: 80.5"));
    assert!(problems[0].contains("“contct”不是 measures 里的数字"), "{problems:?}");
    assert!(problems[0].ends_with("是否“contact”？"), "{problems:?}");
}

#[test]
fn shares_of_the_district_and_numbers_per_ten_thousand_residents_are_exact() {
    let more = "measures:
  housing: { words: 住房诉求占比, share: { of: accepted, where: { 一级分类: 住房 } } }
  housing_10k: { words: 每万人住房诉求, per_10k: { of: accepted, where: { 一级分类: 住房 } } }
  unsolved: { words: 未解决占全区, share: { of: unresolved } }
";
    let folder = folder(more);
    let bulletin = folder.path().join("bulletin.yaml");
    let text = fs::read_to_string(&bulletin).unwrap();
    let text =
        text.replace("assessed: 考评.csv", "assessed: 考评.csv, districts: 各区.csv");
    fs::write(bulletin, text).unwrap();
    let districts = "区,诉求量,常住人口（万人）\n示例区,6,0.7\n别的区,20,1.5\n";
    fs::write(folder.path().join("各区.csv"), districts).unwrap();
    let (loaded, problems) = pipeline::load(folder.path(), &|_| {});
    let loaded = loaded.unwrap_or_else(|| panic!("{problems:?}"));
    // Of 3 about housing 2 are 甲镇's; 3 ÷ 0.7 and 2 ÷ 0.7. 甲镇 has 2 of 3 unresolved.
    assert_eq!(
        printed(
            &loaded,
            [
                "accepted.towns.甲镇.housing",
                "accepted.housing_10k",
                "accepted.towns.甲镇.housing_10k",
                "towns.all.甲镇.unsolved",
            ]
        ),
        ["66.67%", "4.29", "2.86", "66.67%"]
    );
}

#[test]
fn a_layouts_folder_brings_measures_and_lists_and_the_month_overrides_them() {
    let of_layout = "columns: [是否联系, 未解决原因]
measures:
  contact: { words: 联系率, rate: { of: rated, where: { 是否联系: 是 } } }
  quick: { words: 快办分, points: { contact: 40, resolution: 60 } }
lists:
  reasons: { words: 未解决原因, of: unresolved, by: 未解决原因 }
";
    let load = |of_layout: &str, more: &str| {
        let folder = folder(&format!("layout: ./版式\n{more}"));
        let bulletin = folder.path().join("bulletin.yaml");
        let text = fs::read_to_string(&bulletin).unwrap();
        let own = "tickets: { columns: { own: [是否联系, 未解决原因, 催办次数] } }\n";
        fs::write(bulletin, text.replace(own, "")).unwrap();
        fs::create_dir(folder.path().join("版式")).unwrap();
        fs::write(folder.path().join("版式/measures.yaml"), of_layout).unwrap();
        pipeline::load(folder.path(), &|_| {})
    };
    let keys = ["towns.direct.甲镇.contact", "towns.direct.甲镇.quick", "reasons.count"];
    // 2 of 3 called, 1 of 3 resolved: 40 × 2/3 + 60 × 1/3.
    let (loaded, problems) = load(of_layout, "");
    assert_eq!(printed(&loaded.unwrap(), keys), ["66.67%", "46.67", "3"], "{problems:?}");
    // The month counts those who were not called instead: 40 × 1/3 + 60 × 1/3.
    let more = "measures:\n  contact: { words: 未联系率, rate: { of: rated, where: { 是否联系: 否 } } }\n";
    let (loaded, problems) = load(of_layout, more);
    let loaded = loaded.unwrap();
    assert_eq!(printed(&loaded, keys), ["33.33%", "33.33", "3"], "{problems:?}");
    let (_, problems) = load(&of_layout.replace("of: rated", "of: ratd"), "");
    let told: Vec<String> = problems
        .iter()
        .map(|one| format!("{}（{}）", one.message, one.place.as_ref().unwrap()))
        .collect();
    assert_eq!(told, ["“ratd”不是一类工单的名称（版式/measures.yaml，第3行第38列）"]);
}

const LISTS: &str = "lists:
  reasons:
    words: 未解决原因
    of: unresolved
    by: 未解决原因
    first: 1
    rest: 其他
    within: [towns.all, departments]
  topics:
    words: 专题
    of: accepted
    groups:
      房与车: { 一级分类: [住房, 停车] }
      水: { 一级分类: { contains: 水 } }
    within: [accepted.towns]
";

#[test]
fn tickets_are_grouped_by_any_column_and_by_named_conditions() {
    let (loaded, problems) = month(LISTS);
    let loaded = loaded.unwrap();
    assert_eq!(problems, [""; 0]);
    let rows = |list: &str| -> Vec<String> {
        let rows = &loaded.statistics.list(list).unwrap().rows;
        rows.iter().map(|row| row.name.clone()).collect()
    };
    assert_eq!(rows("reasons"), ["资金不足", "其他"]);
    assert_eq!(rows("towns.all.乙街道.reasons"), ["其他"]);
    assert_eq!(rows("topics"), ["房与车", "水"]);
    assert_eq!(
        printed(
            &loaded,
            [
                "reasons.count",
                "reasons.资金不足.count",
                "reasons.资金不足.share",
                "reasons.其他.count",
                "towns.all.甲镇.reasons.资金不足.count",
                "departments.水务局.reasons.资金不足.count",
                "topics.水.count",
                "accepted.towns.乙街道.topics.房与车.count",
            ]
        ),
        ["3", "2", "66.67%", "1", "2", "1", "2", "2"]
    );
}

#[test]
fn what_is_wrong_with_a_measure_is_told_at_its_line() {
    let more = "measures:
  contact: { words: 联系率, rate: { of: ratd, where: { 是否联系: 是 } } }
  rated: { words: 参评, count: { of: assessed } }
  nothing: { words: 没有算法 }
  odd: { words: 行业, count: { of: assessed, where: { 是否联糸: 是 } } }
";
    let (loaded, problems) = month(more);
    assert!(loaded.is_none());
    assert_eq!(
        problems,
        [
            "O20：“ratd”不是一类工单的名称（bulletin.yaml，第9行第38列）是否“rated”？",
            "O20：“rated”已是程序自带的数字，不能另定；能另定的只有 response、resolution、satisfaction、score（bulletin.yaml，第10行第10列）",
            "O20：“nothing”应写一种算法：count、rate、share、per_10k、sum、mean、median、percentile、points 或 difference（bulletin.yaml，第11行第12列）",
            "O20：没有登记“是否联糸”这一列：程序不自带的列，先把表头登记在 tickets.columns 的 own 下（bulletin.yaml，第12行第59列）是否“是否联系”“是否响应”“是否参评”？",
        ]
    );
}

#[test]
fn a_registered_column_that_no_export_has_is_told() {
    let more = "checks: {}\n";
    let (_, problems) = month(more);
    assert_eq!(problems, [""; 0]);
    let folder = folder("");
    let other = BULLETIN.replace("催办次数", "催办数");
    fs::write(folder.path().join("bulletin.yaml"), other).unwrap();
    let (_, problems) = pipeline::load(folder.path(), &|_| {});
    let told: Vec<&str> = problems.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(told, ["登记的列“催办数”在受理明细和考评明细里都没有，或整列是空的"]);
}

#[test]
fn the_citys_score_is_held_against_ones_own_way_of_working_it_out() {
    // 20 × 4/5 + 40 × 2/5 + 40 × 1.8/5; the rates alone would give 42.40.
    let own = "measures:
  contact: { words: 联系率, rate: { of: rated, where: { 是否联系: 是 } } }
  score: { words: 综合成绩, points: { contact: 20, resolution: 40, satisfaction: 40 } }
city: { resolution: 40, satisfaction: 36, response: 80, score: ";
    let told = |score: &str| -> Vec<String> {
        let folder = folder(&format!("{own}{score} }}\n"));
        let problems = pipeline::check(folder.path(), &|_| {}).problems;
        let of_score =
            problems.into_iter().filter(|one| one.message.contains("综合成绩"));
        of_score.map(|one| format!("{}：{}", one.code, one.message)).collect()
    };
    assert_eq!(told("46.40"), [""; 0]);
    assert_eq!(
        told("42.40"),
        ["K05：市级公布的综合成绩是 42.40，按考评明细计算是 46.40，相差 4.00"]
    );
}

#[test]
fn last_year_may_be_typed_and_the_year_needs_every_month() {
    let (loaded, problems) =
        month("last_year: { accepted: 5, towns.direct.score: 40 }\n");
    let loaded = loaded.unwrap();
    assert_eq!(problems, [""; 0]);
    // 6 accepted after 5; all five rated of the towns: 10 × 4/5 + 50 × 2/5 + 40 × 1.8/5.
    assert_eq!(
        printed(
            &loaded,
            [
                "accepted.last_year",
                "accepted.year_change",
                "assessed.year_change",
                "towns.direct.score",
                "towns.direct.score_year_change",
                "accepted.year_total",
            ]
        ),
        ["5", "20.00%", "—", "42.40", "2.40", "—"]
    );
    let (_, problems) = month("last_year: { acepted: 5 }\n");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].starts_with("O20：last_year 里的“acepted”不是数字的名称"));
}

#[test]
fn another_district_has_its_own_rate_list_topics_and_last_year() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2024-03");
    let (loaded, problems) = pipeline::load(std::path::Path::new(folder), &|_| {});
    let errors = bulletin::diagnostics::has_errors(&problems);
    assert!(!errors, "{problems:?}");
    assert_eq!(
        printed(
            &loaded.unwrap(),
            [
                "accepted.count",
                "accepted.year_change",
                "assessed.count",
                "towns.direct.石桥镇.contact",
                "towns.direct.score",
                "reasons.count",
                "topics.物业管理.count",
            ]
        ),
        ["900", "3.33%", "491", "100.00%", "91.58", "26", "66"]
    );
}
