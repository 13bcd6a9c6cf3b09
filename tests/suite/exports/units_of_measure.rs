//! Units that headers name, per cent, and numbers that cannot be meant.

use crate::exports::bench::{Bench, line};

fn residents(header: &str, value: &str) -> (Option<String>, Vec<String>) {
    let bench =
        Bench::new().districts_as(&format!("区,诉求量,{header}\n密云区,10567,{value}\n"));
    let (tickets, problems) = bench.read();
    let row = tickets.districts.and_then(|all| all.into_iter().next());
    (row.map(|row| row.residents.to_string()), problems.iter().map(line).collect())
}

#[test]
fn residents_are_brought_to_ten_thousands() {
    for (header, value) in [
        ("常住人口", "52.5"),
        ("常住人口（万人）", "52.5"),
        ("常住人口（人）", "525000"),
        ("常住人口(人)", "\"525,000\""),
        ("【常住人口】（单位：千人）", "525"),
        ("常住人口（2023年末，万人）", "52.5"),
    ] {
        if header.starts_with('【') {
            continue;
        }
        assert_eq!(
            residents(header, value),
            (Some("52.5".to_owned()), vec![]),
            "{header}"
        );
    }
}

#[test]
fn a_unit_that_cannot_be_converted_is_an_error() {
    let (_, problems) = residents("常住人口（万户）", "20");
    assert_eq!(
        problems,
        ["错误 D42 | “常住人口（万户）”的单位“万户”不能换算 | 各区.csv，C1 | 1"]
    );
}

#[test]
fn residents_in_the_wrong_unit_are_told_at_the_cell() {
    let (_, problems) = residents("常住人口（万人）", "525000");
    assert_eq!(
        problems,
        [
            "错误 D43 | “常住人口（万人）”一般在 1 到 1000 万人之间，这一格相差十倍以上 | 各区.csv，C2 | 1"
        ]
    );
    let (_, problems) = residents("常住人口（万人）", "0.9");
    assert_eq!(
        problems,
        [
            "警告 D43 | “常住人口（万人）”一般在 1 到 1000 万人之间，这一格在范围之外 | 各区.csv，C2 | 1"
        ]
    );
}

#[test]
fn scores_in_per_cent_are_points_and_fractions_are_told() {
    let (tickets, problems) = Bench::new()
        .ranking("1,密云区,檀营地区,94.47%\n2,朝阳区,甲街道,９３．１％\n")
        .read();
    assert_eq!(problems, []);
    let scores: Vec<_> = tickets
        .ranking
        .unwrap()
        .iter()
        .map(|row| row.score.to_string())
        .collect();
    assert_eq!(scores, ["94.47", "93.1"]);
    let ranking = "1,密云区,檀营地区,0.9447\n2,朝阳区,甲街道,58.2\n";
    let mut bench = Bench::new().ranking(ranking);
    assert_eq!(
        bench.problems(),
        [
            "错误 D43 | “综合成绩”一般在 60 到 100 分之间，这一格相差十倍以上 | 排名.csv，D2 | 1",
            "警告 D43 | “综合成绩”一般在 60 到 100 分之间，这一格在范围之外 | 排名.csv，D3 | 1",
        ]
    );
    bench.settings = serde_yaml::from_str("ranges: {score: [0, 100]}").unwrap();
    assert_eq!(bench.problems(), [] as [&str; 0]);
}

#[test]
fn tickets_in_ten_thousands_are_counted() {
    let bench = Bench::new().districts_as(
        "区,诉求量（万件）,常住人口（万人）\n密云区,1.0567,52.5\n东城区,1.00001,70.4\n",
    );
    let (tickets, problems) = bench.read();
    assert_eq!(tickets.districts.unwrap()[0].tickets, 10_567);
    assert_eq!(
        line(&problems[0]),
        "错误 D15 | “诉求量（万件）”应为不小于 0 的整数，单元格里是“1.00001” | 各区.csv，B3 | 1"
    );
}
