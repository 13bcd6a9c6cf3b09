//! Lists with a row per unit, whose rows join into tickets.

use bulletin::tickets::{Dispatch, Rating, Satisfaction, Word};

use crate::exports::bench::{Bench, left_out, register};

const HEADER: &str =
    "工单编号,工单性质,承办单位,派单类型,是否联系,是否成功回访,是否成功解决,满意度\n";

fn bench(rows: &str) -> Bench {
    Bench::new().assessed_as("考评.csv", format!("{HEADER}{rows}"))
}

#[test]
fn rows_of_one_ticket_become_one_ticket() {
    let bench = bench(
        "001,协办,教委,区分转,,,,\n\
         001,主办,区住建委,区分转,是,是,是,基本满意\n\
         001,从办,密云区檀营地区,,,,,\n\
         002,主办,檀营地区,直派,否,否,,未评价\n",
    );
    let (tickets, problems) = bench.read();
    assert_eq!(problems, []);
    let assessed = tickets.assessed.unwrap();
    assert_eq!(assessed.len(), 2);
    let register = register();
    let first = &assessed[0];
    assert_eq!(Some(first.lead), register.find("住建委"));
    let helpers = ["教委", "檀营地区"].map(|name| register.find(name).unwrap());
    assert_eq!(*first.co_handlers, helpers);
    assert_eq!((first.row, first.dispatch), (2, Dispatch::Transferred));
    let rating = Rating { resolved: true, satisfaction: Satisfaction::Basic };
    assert_eq!((first.rating, first.responded), (Some(rating), true));
    assert_eq!((assessed[1].rating, assessed[1].responded), (None, false));
    let reading = &tickets.readings[0];
    assert_eq!((reading.rows, reading.used), (4, 4));
}

#[test]
fn the_usual_spellings_of_values_need_no_setting() {
    let text = "编号,是否纳入考核,是否直派,主办单位,协办单位,是否按时签收,是否有效回访,是否解决,是否满意\n\
        001,是,是,密云镇人民政府,,未按时签收,成功,是,否\n\
        002,是,否,教　委,民政局；交通局,按时签收,０,,\n003,否,,,,,,,\n";
    let (tickets, problems) = Bench::new().assessed_as("考评.csv", text).read();
    assert_eq!(problems, []);
    let assessed = tickets.assessed.unwrap();
    let rating = Rating { resolved: true, satisfaction: Satisfaction::Dissatisfied };
    assert_eq!((assessed[0].responded, assessed[0].rating), (false, Some(rating)));
    assert_eq!(assessed[0].dispatch, Dispatch::Direct);
    assert_eq!((assessed[1].dispatch, assessed[1].rating), (Dispatch::Transferred, None));
    assert_eq!(assessed[1].co_handlers.len(), 2);
    assert_eq!(left_out(&tickets.readings[0]), [("未纳入考评".to_owned(), 1)]);
}

#[test]
fn rows_of_one_ticket_that_contradict_each_other_are_told() {
    let bench = bench(
        "001,主办,住建委,直派,是,是,是,满意\n\
         001,从办,教委,转派,是,是,否,满意\n",
    );
    assert_eq!(
        bench.problems(),
        [
            "错误 D20 | “派单类型”与同一工单的第2行不一致 | 考评.csv，D3 | 1",
            "错误 D20 | “是否成功解决”与同一工单的第2行不一致 | 考评.csv，G3 | 1",
        ]
    );
}

#[test]
fn tickets_without_lead_or_with_the_same_row_twice_are_told() {
    let bench = bench(
        "001,从办,教委,直派,是,否,,\n\
         002,主办,住建委,直派,是,否,,\n\
         002,主办,教委,直派,是,否,,\n\
         002,从办,民政局,直派,是,否,,\n\
         002,从办,民政局,直派,是,否,,\n\
         002,从办,住建委,直派,是,否,,\n\
         003,督办,住建委,直派,是,否,,\n",
    );
    assert_eq!(
        bench.problems(),
        [
            "错误 D07 | “工单性质”应为“主办”或“从办”，单元格里是“督办” | 考评.csv，B8 | 1",
            "错误 D10 | 工单编号“002”重复，第一次出现在第3行，两行的“承办单位”不同 | 考评.csv，A4 | 1",
            "错误 D10 | 工单编号“002”重复，第一次出现在第5行，两行完全相同 | 考评.csv，A6 | 1",
            "错误 D20 | 工单“001”只有从办单位的行，没有主办单位的行 | 考评.csv，B2 | 1",
            "错误 D13 | 从办单位“住建委”就是主办单位 | 考评.csv，C7 | 1",
        ]
    );
    let (tickets, _) = bench.read();
    assert_eq!(tickets.assessed.unwrap().len(), 1);
    let reading = &tickets.readings[0];
    assert_eq!((reading.rows, reading.used), (7, 3));
    let left_out: usize = reading.left_out.iter().map(|left| left.count).sum();
    assert_eq!(left_out, 4);
}

#[test]
fn a_lead_that_cannot_be_used_takes_its_ticket_along() {
    let bench = bench(
        "001,从办,教委,直派,,,,\n001,主办,火星局,直派,是,否,,\n002,主办,教委,直派,是,否,,\n",
    );
    let (tickets, problems) = bench.read();
    assert_eq!(problems.len(), 1);
    let reading = &tickets.readings[0];
    assert_eq!((reading.rows, reading.used), (3, 1));
    assert_eq!(left_out(reading), [("主办单位不在名册中".to_owned(), 2)]);
}

#[test]
fn what_a_ticket_is_about_is_read_where_an_export_says_it() {
    let accepted = "工单编号,受理时间,来电类别,问题分类,被反映街镇,村/社区\n\
        001,2023-08-19 10:22:03,投诉,住房->物业管理->服务不到位,密云镇,第01社区\n\
        002,2023-08-20 10:22:03,,住房,,\n";
    let bench = Bench::new()
        .accepted("受理.csv", accepted)
        .assessed("001,直派,檀营地区,,是,是,解决,满意,\n");
    let (tickets, problems) = bench.read();
    assert_eq!(problems, []);
    let accepted = tickets.accepted.unwrap();
    let words = |n: usize| accepted[n].detail.category.map(|word| Some(word?.text()));
    assert_eq!(words(0), [Some("住房"), Some("物业管理"), Some("服务不到位")]);
    assert_eq!(words(1), [Some("住房"), None, None]);
    assert_eq!(accepted[0].detail.kind.map(Word::text), Some("投诉"));
    assert_eq!(accepted[1].detail.community, None);
    // The assessed list says nothing of it, but names the same ticket.
    let assessed = &tickets.assessed.unwrap()[0];
    assert_eq!(assessed.detail, accepted[0].detail);
}
