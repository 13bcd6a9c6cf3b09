//! The sheet 口径: what the words mean, by which rules, and what was read.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Column, Formats, Sheet, Value};
use crate::figures::{
    Boards, Measure, PooledBy, ResponseOf, Rounding, Rules, Statistics,
};
use crate::tickets::{Decimal, Reading, Tickets};
use crate::wording;

pub(super) fn write(
    sheet: &mut Worksheet,
    formats: &mut Formats,
    statistics: &Statistics,
    rules: &Rules,
    tickets: &Tickets,
) -> Result<(), XlsxError> {
    let columns = [Column::new("项目", 24.0), Column::new("口径", 100.0)];
    let mut sheet = Sheet::start(sheet, formats, "口径", None, &columns)?;
    let part = |part| wording::period(statistics.period, part).unwrap_or_default().0;
    let period = format!("{}至{}，后一时刻起不计入", part("start"), part("end"));
    sheet.row(&[Value::words("考核期"), Value::words(period)])?;
    for (term, meaning) in WORDS {
        sheet.row(&[Value::words(*term), Value::words(*meaning)])?;
    }
    for (term, meaning) in ruled(rules) {
        sheet.row(&[Value::words(term), Value::words(meaning)])?;
    }
    for reading in &tickets.readings {
        sheet.row(&[Value::words("数据来源"), Value::words(account(reading))])?;
    }
    sheet.end(&[])
}

/// Words that mean the same under any rules.
const WORDS: &[(&str, &str)] = &[
    ("受理", "考核期内收到的诉求，按受理明细的工单数计"),
    ("纳入考评", "市级考评计入的工单"),
    ("参评（考核三率）", "市级回访到来电人并取得评价的工单"),
    ("双满", "解决且满意"),
    ("双否", "未解决且不满意"),
    ("单否", "解决与满意只占其一：未解决但满意或基本满意，或解决但不满意"),
    ("解决、基本满意", "解决且基本满意"),
    ("区级双满", "区级回访结果为双满"),
    ("直派（镇街）", "镇街主办、由市级直接派到镇街的工单"),
    ("转派+从办（镇街）", "镇街主办、由区级转派的工单，以及镇街从办的工单"),
    ("直派+转派+从办（镇街）", "前两项之和"),
    ("自办+从办（部门）", "部门主办的工单，以及部门从办的工单"),
    (
        "从办",
        "一件工单有从办单位的，在主办、从办单位的行里各计一次，所以各行之和大于全区件数",
    ),
    (
        "排名",
        "按印出的综合成绩由高到低；成绩相同名次相同，下一名次跳过；同名次的先列纳入考评多的，再按名册顺序",
    ),
    ("没有名次", "没有参评工单的单位不计三率和成绩，不排名；没有纳入考评工单的单位不列"),
    ("两数之差", "按印出的两个数相减，与读者用计算器核对的结果一致"),
    ("环比", "件数的环比 =（本期 − 上期）÷ 上期，按件数计算"),
    ("万人诉求比", "诉求量 ÷ 常住人口（万人，按公布的一位小数）；名次由少到多"),
    ("市级排名变化", "上期名次 − 本期名次，↑为前进，↓为后退"),
    ("街乡镇平均水平", "全市各街乡镇公布的综合成绩之和 ÷ 街乡镇数"),
];

/// Words whose meaning is a setting.
fn ruled(rules: &Rules) -> Vec<(&str, String)> {
    let Rules {
        weights: _,
        basic_satisfaction,
        response_of,
        pooled_by,
        rounding,
        boards,
        measures,
        lists: _,
    } = rules;
    let Boards { first, last, under } = boards;
    let under =
        under.map_or_else(String::new, |under| format!("；另列低于 {under} 分的"));
    let response = match response_of {
        ResponseOf::Assessed => "按时响应 ÷ 纳入考评",
        ResponseOf::Rated => "参评工单中按时响应 ÷ 参评",
    };
    let pooled = match pooled_by {
        PooledBy::Tickets => "各单位工单合在一起计算三率和成绩，不是各单位成绩的平均数",
        PooledBy::MeanOfRows => "各单位未舍入的三率、成绩的平均数",
    };
    let rounding = match rounding {
        Rounding::HalfUp => "四舍五入",
        Rounding::HalfEven => "四舍六入五成双（GB/T 8170）",
    };
    let weight = |(name, weight): (&str, Decimal)| {
        let words = measures.iter().find(|spec| spec.name == name);
        let words = words.map(|spec| spec.words.as_str());
        let words = words.or_else(|| Measure::find(name).map(|known| known.words));
        format!("{weight}×{}", words.unwrap_or(name))
    };
    let score: Vec<String> = rules.score_parts().into_iter().map(weight).collect();
    let own = measures.iter().filter(|spec| spec.name != "score");
    let own = own.map(|spec| (spec.words.as_str(), spec.told()));
    let built_in = [
        ("响应率", response.to_owned()),
        ("解决率", "解决 ÷ 参评".to_owned()),
        (
            "满意率",
            format!("（满意×1 + 基本满意×{basic_satisfaction} + 不满意×0）÷ 参评"),
        ),
        (
            "综合成绩",
            format!(
                "{}，三率用未舍入的数；表中有“加分项”的再加上加分项",
                score.join(" + ")
            ),
        ),
        (
            "红黑榜",
            format!("名次在前{first}位的为红榜，在后{last}位的为黑榜，并列的同列{under}"),
        ),
        ("全区镇街、全区部门", pooled.to_owned()),
        ("舍入", format!("计算用精确分数，印出时才舍入一次：{rounding}，保留两位小数")),
    ];
    built_in.into_iter().chain(own).collect()
}

fn account(reading: &Reading) -> String {
    let Reading { file, sheet, rows, used, left_out, noted, unused, absent: _ } = reading;
    let sheet = if sheet.is_empty() {
        String::new()
    } else {
        format!("，工作表“{sheet}”")
    };
    let mut text = format!("{}{sheet}：{rows}行，采用{used}行", file.display());
    for left in left_out.iter().chain(noted) {
        text.push_str(&format!("，{left}"));
    }
    if !unused.is_empty() {
        text.push_str(&format!("；未用到的列：{}", unused.join("、")));
    }
    text
}
