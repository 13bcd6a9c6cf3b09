//! What figures are called in formulas.

use crate::figures::{Figure, Outcome};

/// Figures that a formula calls by more than their last name.
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

/// Last names of figures.
const LAST: &[(&str, &str)] = &[
    ("assessed", "纳入考评"),
    ("responded", "按时响应"),
    ("rated", "参评"),
    ("rated_responded", "参评且按时响应"),
    ("resolved", "解决"),
    ("satisfied", "满意"),
    ("basic", "基本满意"),
    ("response", "响应率"),
    ("resolution", "解决率"),
    ("satisfaction", "满意率"),
    ("bonus", "加分项"),
    ("score", "综合成绩"),
    ("rank", "排名"),
    ("city_rank", "市级排名"),
    ("previous_city_rank", "上期市级排名"),
    ("city_score", "市级成绩"),
    ("rank_change", "市级排名变化"),
    ("previous_score", "上期综合成绩"),
    ("score_change", "综合成绩变化"),
    ("previous_rank", "上期排名"),
    ("place_change", "排名变化"),
    ("previous_assessed", "上期纳入考评"),
    ("assessed_change", "纳入考评环比"),
    ("tickets", "诉求量"),
    ("previous_tickets", "上期诉求量"),
    ("residents", "常住人口"),
    ("per_10k", "万人诉求比"),
    ("previous_per_10k", "上期万人诉求比"),
    ("change", "万人诉求比变化"),
    ("count", "件数"),
    ("lead", "主办"),
    ("co_handled", "从办"),
    ("previous", "上期件数"),
    ("share", "占比"),
    ("district_share", "全区占比"),
    ("unresolved", "未解决"),
    ("closed", "已办结"),
    ("median_hours", "办结用时中位数"),
    ("p90_hours", "办结用时第90百分位数"),
];

/// A short name in Chinese; the key itself when it has none.
pub(super) fn name(key: &str) -> String {
    if let Some(found) = find(WHOLE, key) {
        return found.to_owned();
    }
    if let Some(rest) = key.strip_prefix("outcomes.") {
        let mut outcomes = Outcome::ALL.into_iter();
        if let Some((outcome, last)) = rest.split_once('.')
            && let Some(outcome) = outcomes.find(|one| one.key() == outcome)
        {
            let suffix = match last {
                "district_satisfied" => "中区级双满",
                "share" => "占比",
                _ => "",
            };
            return format!("{}{suffix}", outcome.name());
        }
    }
    let last = key.rsplit('.').next().unwrap_or(key);
    if let Some(outcome) = Outcome::ALL.into_iter().find(|one| one.key() == last) {
        return outcome.name().to_owned();
    }
    find(LAST, last).unwrap_or(key).to_owned()
}

/// A figure's name with what it is of; its definition says both.
pub(super) fn subject(figure: Option<&Figure>, key: &str) -> String {
    figure.map_or_else(|| key.to_owned(), |figure| figure.definition.clone())
}

fn find<'n>(names: &[(&str, &'n str)], key: &str) -> Option<&'n str> {
    names.iter().find(|(known, _)| *known == key).map(|(_, name)| *name)
}
