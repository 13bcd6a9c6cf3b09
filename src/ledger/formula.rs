//! How a figure is made, with the numbers filled in.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::numbers::exact;
use crate::figures::{
    Expression, Figure, HOURS, List, Operator, Origin, Published, Statistics, Term,
};
use crate::tickets::Decimal;
use crate::wording;

/// A figure's value above and below the line, as counted rather than reduced.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fraction {
    pub(super) numerator: BigRational,
    pub(super) denominator: BigRational,
}

/// The value as a fraction; none for a figure without a value.
pub(super) fn fraction(statistics: &Statistics, figure: &Figure) -> Option<Fraction> {
    let value = figure.exact.as_ref()?;
    if let Origin::Ratio { hits, of } = &figure.origin {
        let (numerator, denominator) = (sum(statistics, hits)?, sum(statistics, of)?);
        return Some(Fraction { numerator, denominator });
    }
    let whole = |number: &BigInt| BigRational::from_integer(number.clone());
    let over = |denominator: BigRational| Fraction {
        numerator: value * &denominator,
        denominator,
    };
    Some(match &figure.origin {
        // The mean's denominator is the number of rows.
        Origin::Mean { rows, .. } => over(whole(&(*rows).into())),
        Origin::Composed { .. } | Origin::Ratio { .. } => over(whole(value.denom())),
        // What was counted, given or subtracted is a number as it is.
        Origin::Counted { .. }
        | Origin::Computed(_)
        | Origin::Difference { .. }
        | Origin::Percentile { .. }
        | Origin::Taken { .. }
        | Origin::Placed { .. }
        | Origin::Configured { .. }
        | Origin::Published { .. }
        | Origin::Stored { .. } => over(BigRational::one()),
    })
}

/// “响应率 = 按时响应 133 ÷ 纳入考评 133 = 100.00%”.
#[expect(clippy::wildcard_enum_match_arm, reason = "all others are taken alike")]
pub(super) fn formula(statistics: &Statistics, figure: &Figure) -> String {
    let text = wording::text(figure);
    let what = match &figure.origin {
        Origin::Computed(Expression::Binary(Operator::Minus, ..)) => "差".to_owned(),
        Origin::Computed(_) => "得数".to_owned(),
        _ => statistics.words(&figure.key),
    };
    let made = match &figure.origin {
        Origin::Counted { .. } => format!("计数 {text}"),
        Origin::Ratio { hits, of } => ratio(statistics, hits, of),
        Origin::Composed { parts } => composed(statistics, parts),
        Origin::Difference { of, less } => {
            format!("{} − {}", named(statistics, of), named(statistics, less))
        }
        Origin::Computed(expression) => expression.told(&|key| named(statistics, key)),
        Origin::Mean { rows, list: None } => {
            let total = fraction(statistics, figure).map(|f| exact(&f.numerator));
            format!("公布的成绩之和 {} ÷ {rows}", total.unwrap_or_default())
        }
        Origin::Mean { rows, list: Some(_) } => format!("{rows}行未舍入的{what}的平均数"),
        Origin::Percentile { percent, rows: _, column } => percentile(*percent, column),
        Origin::Taken { is_mean, rows: _, count, column } => match is_mean {
            true => format!("{count}件工单“{column}”的平均数"),
            false => format!("{count}件工单“{column}”之和"),
        },
        Origin::Placed { list } => placed(statistics, figure, list),
        Origin::Configured { setting } if setting.starts_with("名册") => {
            format!("名册中填写的 {text}")
        }
        Origin::Configured { setting } => {
            format!("bulletin.yaml 的 {setting} 填写的 {text}")
        }
        Origin::Published { export, row } => published(*export, *row, &text),
        Origin::Stored { .. } => format!("上期定稿存档的 {text}"),
    };
    match (&figure.printed, &figure.origin) {
        (None, _) => format!("{what}：没有数值，{}", absence(statistics, figure, &made)),
        (
            Some(_),
            Origin::Counted { .. }
            | Origin::Configured { .. }
            | Origin::Published { .. }
            | Origin::Stored { .. },
        ) => format!("{what} = {made}"),
        (
            Some(_),
            Origin::Ratio { .. }
            | Origin::Composed { .. }
            | Origin::Computed(_)
            | Origin::Difference { .. }
            | Origin::Mean { .. }
            | Origin::Percentile { .. }
            | Origin::Taken { .. }
            | Origin::Placed { .. },
        ) => format!("{what} = {made} = {text}"),
    }
}

/// Why a figure has no value.
fn absence(statistics: &Statistics, figure: &Figure, made: &str) -> String {
    match &figure.origin {
        Origin::Counted { .. } => "没有读到可以计数的导出表或列".to_owned(),
        Origin::Configured { setting } => match setting.strip_prefix("名册 ") {
            Some(setting) => format!("名册中没有填写 {setting}"),
            None => format!("bulletin.yaml 中没有填写 {setting}"),
        },
        Origin::Published { row: Some(row), .. } => format!("第{row}行没有填写"),
        Origin::Published { row: None, .. } => made.to_owned(),
        Origin::Stored { key } => format!("上期定稿的存档里没有 {key}"),
        Origin::Mean { .. } => "没有可以平均的行".to_owned(),
        Origin::Percentile { column, .. } if column == HOURS => {
            "没有已办结的工单".to_owned()
        }
        Origin::Percentile { column, .. } | Origin::Taken { column, .. } => {
            format!("没有一件工单的“{column}”是数字")
        }
        Origin::Placed { .. } => "没有成绩的不排名次".to_owned(),
        Origin::Ratio { .. }
        | Origin::Composed { .. }
        | Origin::Computed(_)
        | Origin::Difference { .. } => {
            let is_absent = |key: &String| {
                statistics.single(key).is_none_or(|figure| figure.printed.is_none())
            };
            let mut absent = super::parts(statistics, figure);
            absent.retain(is_absent);
            match absent.is_empty() {
                false => format!("因为“{}”没有数值（{made}）", absent.join("”“")),
                true if made.ends_with("除数为 0") => made.to_owned(),
                true => format!("参评的工单为 0 时不印（{made}）"),
            }
        }
    }
}

fn ratio(statistics: &Statistics, hits: &[Term], of: &[Term]) -> String {
    let above = terms(statistics, hits);
    // A full-width bracket has room of its own.
    let gap = if above.ends_with('）') { "" } else { " " };
    let sums = format!("{above}{gap}÷ {}", terms(statistics, of));
    match sum(statistics, of) {
        Some(below) if below.is_zero() => format!("{sums}，除数为 0"),
        Some(_) | None => sums,
    }
}

/// “（满意 100 + 基本满意 9×0.8）”.
fn terms(statistics: &Statistics, terms: &[Term]) -> String {
    let mut text = String::new();
    for (n, Term { factor, key }) in terms.iter().enumerate() {
        let is_less = *factor == Decimal::whole(-1);
        let sign = match (n, is_less) {
            (0, _) => "",
            (_, true) => " − ",
            (_, false) => " + ",
        };
        let value = statistics.figure(key).map_or_else(|| "—".to_owned(), wording::text);
        let factor = match is_less || *factor == Decimal::whole(1) {
            true => String::new(),
            false => format!("×{factor}"),
        };
        text.push_str(&format!("{sign}{} {value}{factor}", statistics.words(key)));
    }
    if terms.len() > 1 { format!("（{text}）") } else { text }
}

/// “10×响应率（133÷133）+ 50×解决率（109÷112）+ …”.
fn composed(statistics: &Statistics, parts: &[Term]) -> String {
    let part = |Term { factor, key }: &Term| {
        let figure = statistics.figure(key)?;
        let what = statistics.words(key);
        if !matches!(figure.origin, Origin::Ratio { .. }) {
            return Some(format!("{what} {}", wording::text(figure)));
        }
        let inner = fraction(statistics, figure).map_or_else(
            || "—".to_owned(),
            |f| format!("{}÷{}", exact(&f.numerator), exact(&f.denominator)),
        );
        Some(format!("{factor}×{what}（{inner}）"))
    };
    let parts: Vec<String> = parts.iter().filter_map(part).collect();
    parts.join(" + ").replace("） + ", "）+ ")
}

/// “每件用时由短到长排列，取第90百分位（与 Excel 的 PERCENTILE.INC 相同）”.
fn percentile(percent: u32, column: &str) -> String {
    let function = if percent == 50 { "MEDIAN" } else { "PERCENTILE.INC" };
    let order = match column {
        HOURS => "每件用时由短到长排列".to_owned(),
        column => format!("各件的“{column}”由小到大排列"),
    };
    format!("{order}，取第{percent}百分位（与 Excel 的 {function} 相同）")
}

/// “综合成绩高于 96.56 的有 4 个，4 + 1”.
fn placed(statistics: &Statistics, figure: &Figure, list: &str) -> String {
    let Some(path) = figure.key.strip_suffix(".rank") else {
        return format!("“{list}”所列的行数");
    };
    let (by, word) = match list {
        "districts" => ("per_10k", "低于"),
        _ => ("score", "高于"),
    };
    let own = statistics.figure(&format!("{path}.{by}"));
    let text = own.map(wording::text).unwrap_or_default();
    let class = statistics.list(list).and_then(|list| class(list, path));
    let within = class.map_or_else(String::new, |class| format!("{class}中"));
    let ahead = match &figure.exact {
        Some(rank) => exact(&(rank - BigRational::from_integer(1.into()))),
        None => "—".to_owned(),
    };
    format!(
        "{within}{}{word} {text} 的有 {ahead} 个，{ahead} + 1",
        statistics.words(&format!("{list}.{by}"))
    )
}

fn class<'l>(list: &'l List, path: &str) -> Option<&'l str> {
    list.rows.iter().find(|row| row.key == path)?.class.as_deref()
}

fn published(export: Published, row: Option<u32>, text: &str) -> String {
    let export = match export {
        Published::Ranking => "全市街乡镇排名",
        Published::PreviousRanking => "上期全市街乡镇排名",
        Published::Districts => "各区万人诉求比",
    };
    match row {
        Some(row) => format!("{export}第{row}行公布的 {text}"),
        None => format!("{export}中没有这一行"),
    }
}

/// A figure with what it is of: “全区镇街（直派）综合成绩 97.08”.
fn named(statistics: &Statistics, key: &str) -> String {
    let figure = statistics.single(key);
    let figure = figure.as_deref();
    let text = figure.map_or_else(|| "—".to_owned(), wording::text);
    let what = figure.map_or(key, |figure| figure.definition.as_str());
    format!("{what} {text}")
}

fn sum(statistics: &Statistics, terms: &[Term]) -> Option<BigRational> {
    terms
        .iter()
        .map(|term| {
            let exact = statistics.figure(&term.key)?.exact.as_ref()?;
            Some(exact * term.factor.exact())
        })
        .sum()
}
