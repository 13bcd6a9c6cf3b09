//! One ticket, one unit and one word in many spellings.

use bulletin::tickets::{Callback, Column};

use crate::exports::bench::{ASSESSED, Bench};

#[test]
fn the_same_ticket_is_found_in_whatever_spelling() {
    for again in [
        "023091900005\u{200b}",
        "'023091900005",
        "\u{a0}023091900005",
        "０23091900005",
        "23091900005",
        "23091900005.0",
        "023091900005\u{2028}",
        "023 091 900 005",
    ] {
        let accepted =
            format!("工单编号,受理时间\n023091900005,2023-09-01\n{again},2023-09-02\n");
        let problems = Bench::new().accepted("受理.csv", accepted).problems();
        assert_eq!(problems.len(), 1, "{again:?}: {problems:?}");
        assert!(problems[0].contains("重复，第一次出现在第2行"), "{problems:?}");
    }
}

#[test]
fn an_assessed_ticket_is_found_in_the_accepted_list_in_whatever_spelling() {
    let accepted = "工单编号,受理时间,诉求类型\n023091900005,2023-09-01,投诉\n";
    let assessed = "23091900005,直派,檀营地区,,是,是,解决,满意,双满\n";
    let bench = Bench::new().accepted("受理.csv", accepted).assessed(assessed);
    let (tickets, problems) = bench.read();
    assert_eq!(problems, []);
    let kind = tickets.assessed.unwrap()[0].detail.kind;
    assert_eq!(kind.map(|kind| kind.text()), Some("投诉"));
}

#[test]
fn words_of_tickets_are_one_in_all_their_spellings() {
    let spellings = [
        ("农村管理->村（社区）", "密云区檀营地区"),
        ("农村 管理→村(社区)", "檀营地区"),
        ("农村\u{200b}管理＞村【社区】", "檀\u{200b}营地区"),
        ("农村管理 —> 村 （社区）", "密云区檀营地区办事处"),
    ];
    let rows: String = (1..)
        .zip(spellings)
        .map(|(n, (path, town))| format!("00{n},2023-09-01,{path},{town}\n"))
        .collect();
    let accepted = format!("工单编号,受理时间,问题分类,被反映街镇\n{rows}");
    let (tickets, problems) = Bench::new().accepted("受理.csv", accepted).read();
    assert_eq!(problems, []);
    for ticket in tickets.accepted.unwrap() {
        let [first, second, third] = ticket.detail.category;
        let text = |word: Option<bulletin::tickets::Word>| word.map(|word| word.text());
        assert_eq!(text(first), Some("农村管理"));
        assert_eq!(text(second), Some("村（社区）"));
        assert_eq!(text(third), None);
        assert_eq!(text(ticket.detail.town), Some("檀营地区"));
    }
}

#[test]
fn a_town_of_the_ranking_is_its_unit_by_any_usual_name() {
    let ranking = "1,密云区,密云区檀营地区办事处,99\n2,密云,密云镇人民政府,98\n";
    let (tickets, problems) = Bench::new().ranking(ranking).read();
    assert_eq!(problems, []);
    assert!(tickets.ranking.unwrap().iter().all(|row| row.unit.is_some()));
}

#[test]
fn ranks_of_the_last_period_may_stand_beside_those_of_this_one() {
    let ranking = "本期排名,所属区,街道（乡镇）名称,综合得分,上期排名\n\
        1,密云区,檀营地区,99,12\n2,密云区,密云镇,98,新增\n";
    let (tickets, problems) = Bench::new().ranking_as(ranking).read();
    assert_eq!(problems, []);
    let ranks: Vec<_> =
        tickets.ranking.unwrap().iter().map(|row| row.previous_rank).collect();
    assert_eq!(ranks, [Some(12), None]);
}

#[test]
fn the_callback_may_have_two_columns() {
    let header = ASSESSED.replace("区级回访结果", "区级回访是否解决,区级回访是否满意");
    let answers = [
        ("是,满意", Some(Callback::BothPositive)),
        ("否,不满意", Some(Callback::BothNegative)),
        ("否,满意", Some(Callback::OneNegative)),
        ("是,基本满意", Some(Callback::ResolvedBasic)),
        (",", None),
    ];
    let rows: String = (1..)
        .zip(answers)
        .map(|(n, (answer, _))| {
            format!("00{n},直派,檀营地区,,是,是,解决,满意,{answer}\n")
        })
        .collect();
    let bench = Bench::new().assessed_as("考评.csv", format!("{header}\n{rows}"));
    let (tickets, problems) = bench.read();
    assert_eq!(problems, []);
    let read: Vec<_> = tickets
        .assessed
        .unwrap()
        .iter()
        .map(|ticket| ticket.callback)
        .collect();
    assert_eq!(read, answers.map(|(_, callback)| callback));
}

#[test]
fn columns_that_are_absent_and_columns_that_are_not_used_are_listed() {
    let without = ASSESSED.replace(",区级回访结果", ",备注");
    let rows = "001,直派,檀营地区,,是,是,解决,满意,\n";
    let (tickets, problems) = Bench::new()
        .assessed_as("考评.csv", format!("{without}\n{rows}"))
        .read();
    assert_eq!(problems, []);
    assert_eq!(tickets.readings[0].unused, ["备注"]);
    assert!(tickets.readings[0].absent.contains(&(Column::Callback, None)));
    let (tickets, _) = Bench::new().assessed(rows).read();
    let empty = (Column::Callback, Some("区级回访结果".to_owned()));
    assert!(tickets.readings[0].absent.contains(&empty));
}

#[test]
fn a_unit_that_nobody_knows_is_told_once_with_how_often() {
    let rows = "001,直派,火星局,,是,是,解决,满意,双满\n\
        002,直派,檀营地区,火 星局,是,是,解决,满意,双满\n";
    assert_eq!(
        Bench::new().assessed(rows).problems(),
        ["错误 D06 | “火星局”不在单位名册中，共 2 处 | 考评.csv，C2 | 2"]
    );
}

#[test]
fn a_character_that_nobody_sees_is_named() {
    let rows = "001,直派,檀营地区,,是,是,解\u{a0}\u{1b}诀,满意,双满\n";
    let problems = Bench::new().assessed(rows).problems();
    assert!(problems[0].contains("单元格里是“解[U+00A0]诀”"), "{problems:?}");
}
