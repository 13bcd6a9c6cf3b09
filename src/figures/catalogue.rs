//! The catalogue of measures: what may be measured of a list's rows, one entry each.
//!
//! Columns of tables, names in formulas, the course over the issues and a unit's rows all
//! go by it. A month's own measures stand beside the built-in ones.

use std::borrow::Cow;

use super::{Kind, Outcome, Spec};

/// What can be measured, by its name in outlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// The last part of its figures' names.
    pub name: &'static str,
    /// What formulas call it.
    pub words: &'static str,
    /// The header of its column unless the outline gives another.
    pub header: &'static str,
    /// Share of a table's width.
    pub width: u16,
    /// What it measures; none of words.
    pub kind: Option<Kind>,
    /// Whether its course over the issues is kept.
    pub is_followed: bool,
}

const fn measure(
    name: &'static str,
    words: &'static str,
    header: &'static str,
    width: u16,
    kind: Kind,
) -> Measure {
    Measure { name, words, header, width, kind: Some(kind), is_followed: false }
}

const fn followed(measure: Measure) -> Measure {
    Measure { is_followed: true, ..measure }
}

/// A measure whose header is its name.
const fn plain(
    name: &'static str,
    words: &'static str,
    width: u16,
    kind: Kind,
) -> Measure {
    measure(name, words, words, width, kind)
}

/// Words in a figure's place.
const fn word(name: &'static str, words: &'static str, width: u16) -> Measure {
    Measure { name, words, header: words, width, kind: None, is_followed: false }
}

/// Every built-in measure, in the order of the manual.
pub const MEASURES: &[Measure] = &[
    followed(plain("rank", "排名", 7, Kind::Rank)),
    followed(plain("city_rank", "市级排名", 12, Kind::Rank)),
    plain("previous_city_rank", "上期市级排名", 14, Kind::Rank),
    plain("previous_rank", "上期排名", 10, Kind::Rank),
    measure("rank_change", "市级排名变化", "环比变化", 12, Kind::RankChange),
    followed(plain("assessed", "纳入考评", 12, Kind::Count)),
    plain("previous_assessed", "上期纳入考评", 14, Kind::Count),
    plain("assessed_change", "纳入考评环比", 14, Kind::Change),
    plain("rated", "参评", 10, Kind::Count),
    measure("responded", "按时响应", "响应", 10, Kind::Count),
    plain("rated_responded", "参评且按时响应", 16, Kind::Count),
    plain("resolved", "解决", 10, Kind::Count),
    plain("satisfied", "满意", 10, Kind::Count),
    plain("basic", "基本满意", 12, Kind::Count),
    plain("both_positive", Outcome::BothPositive.name(), 10, Kind::Count),
    plain("both_negative", Outcome::BothNegative.name(), 10, Kind::Count),
    plain("one_negative", Outcome::OneNegative.name(), 10, Kind::Count),
    plain("resolved_basic", Outcome::ResolvedBasic.name(), 16, Kind::Count),
    followed(plain("response", "响应率", 11, Kind::Rate)),
    followed(plain("resolution", "解决率", 11, Kind::Rate)),
    followed(plain("satisfaction", "满意率", 11, Kind::Rate)),
    plain("bonus", "加分项", 10, Kind::Bonus),
    followed(plain("score", "综合成绩", 12, Kind::Score)),
    plain("previous_score", "上期综合成绩", 14, Kind::Score),
    plain("city_score", "市级成绩", 12, Kind::Score),
    measure("tickets", "诉求量", "诉求量（件）", 14, Kind::Count),
    plain("previous_tickets", "上期诉求量", 14, Kind::Count),
    measure("residents", "常住人口", "常住人口（万人）", 16, Kind::Residents),
    followed(measure(
        "per_10k",
        "万人诉求比",
        "万人诉求比（件/万人）",
        18,
        Kind::PerTenThousand,
    )),
    measure(
        "previous_per_10k",
        "上期万人诉求比",
        "上期万人诉求比（件/万人）",
        18,
        Kind::PerTenThousand,
    ),
    measure("change", "万人诉求比变化", "变化", 12, Kind::Change),
    followed(plain("count", "件数", 10, Kind::Count)),
    plain("lead", "主办", 10, Kind::Count),
    plain("co_handled", "从办", 10, Kind::Count),
    plain("previous", "上期件数", 12, Kind::Count),
    plain("share", "占比", 11, Kind::Rate),
    plain("district_share", "全区占比", 12, Kind::Rate),
    plain("unresolved", "未解决", 10, Kind::Count),
    plain("closed", "已办结", 10, Kind::Count),
    measure("median_hours", "办结用时中位数", "办结用时中位数（小时）", 16, Kind::Hours),
    measure("p90_hours", "办结用时第90百分位数", "九成办结用时（小时）", 16, Kind::Hours),
    measure("score_change", "综合成绩变化", "比上期", 11, Kind::Score),
    measure("place_change", "排名变化", "名次变化", 12, Kind::RankChange),
    word("role", "主办/从办", 12),
    word("category", "诉求分类", 24),
    word("community", "被反映社区", 28),
];

/// Figures that a formula calls by more than their measure.
const WHOLE: &[(&str, &str)] = &[
    ("accepted.count", "受理"),
    ("accepted.previous", "上期受理"),
    ("accepted.change", "受理环比"),
    ("assessed.count", "纳入考评"),
    ("assessed.previous", "上期纳入考评"),
    ("assessed.change", "纳入考评环比"),
    ("rated.count", "参评"),
    ("streets.count", "街乡镇数"),
    ("streets.average", "街乡镇平均水平"),
    ("districts.count", "区数"),
    ("city.departments_average", "全市部门平均水平"),
];

impl Measure {
    /// A built-in measure by its name.
    pub fn find(name: &str) -> Option<&'static Self> {
        MEASURES.iter().find(|measure| measure.name == name)
    }

    /// A built-in measure by what it is called in Chinese: its header or its words.
    pub fn called(words: &str) -> Option<&'static Self> {
        let is_called =
            |measure: &&Self| [measure.header, measure.words].contains(&words);
        MEASURES.iter().find(is_called)
    }
}

/// What a formula calls a figure; its name when it has no words.
pub(super) fn words(key: &str, own: &[Spec]) -> String {
    if let Some((_, words)) = WHOLE.iter().find(|(known, _)| *known == key) {
        return (*words).to_owned();
    }
    let (path, name) = super::parts(key);
    if let Some(outcome) = Outcome::ALL.into_iter().find(|one| one.path() == path) {
        let suffix = match name {
            "district_satisfied" => "中区级双满",
            "share" => "占比",
            _ => "",
        };
        return format!("{}{suffix}", outcome.name());
    }
    let name = if name.is_empty() { path } else { name };
    called(name, own).map_or_else(|| key.to_owned(), Cow::into_owned)
}

/// What a measure is called; a month's own measures come before the built-in ones.
pub(super) fn called<'o>(name: &str, own: &'o [Spec]) -> Option<Cow<'o, str>> {
    if let Some(spec) = own.iter().find(|spec| spec.name == name) {
        return Some(Cow::Borrowed(&spec.words));
    }
    let hits = name.strip_suffix(super::own::HITS);
    let hits = hits.and_then(|name| own.iter().find(|spec| spec.name == name));
    let hits = hits.map(|spec| Cow::Owned(format!("{}的分子", spec.words)));
    hits.or_else(|| Measure::find(name).map(|measure| Cow::Borrowed(measure.words)))
}
