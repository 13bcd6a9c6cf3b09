//! What a figure means and what words say, in the same terms, so that one can be held
//! against the other.

use std::collections::BTreeSet;

use super::names::Names;
use crate::audit::said::{When, when};
use crate::figures::{Figure, Statistics, parts};

/// Whom a number tells of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    District,
    Towns,
    Departments,
    /// All 街乡镇 of the city.
    CityTowns,
    /// All departments of the city.
    CityDepartments,
    /// Rows of lists; more than one for a row within a row.
    Named(BTreeSet<String>),
}

/// Which tickets of towns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Direct,
    Transferred,
    All,
}

/// Words for what is measured, one for each of its spellings.
pub(super) type Measured = BTreeSet<&'static str>;

/// The word for a mean.
const MEAN: &str = "平均";

/// What is measured, of whom, of which tickets, of when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sense {
    pub(super) measure: Measured,
    pub(super) who: Option<Who>,
    pub(super) scope: Option<Scope>,
    pub(super) when: When,
}

/// Spellings, each with the word that stands for it; of those that start at one place the
/// longest counts, and an empty word takes a spelling out of the way.
const MEASURES: &[(&str, &str)] = &[
    ("响应率", "响应率"),
    ("联系率", "响应率"),
    ("解决率", "解决率"),
    ("满意率", "满意率"),
    ("满意度", "满意率"),
    ("综合成绩", "成绩"),
    ("综合得分", "成绩"),
    ("综合评分", "成绩"),
    ("考核得分", "成绩"),
    ("考评得分", "成绩"),
    ("总成绩", "成绩"),
    ("总得分", "成绩"),
    ("总分", "成绩"),
    ("得分", "成绩"),
    ("成绩", "成绩"),
    ("分数", "成绩"),
    ("加分", "加分"),
    ("万人诉求", "万人"),
    ("万人投诉", "万人"),
    ("万人受理", "万人"),
    ("每万人", "万人"),
    ("常住人口", "人口"),
    ("人口", "人口"),
    ("人口普查", ""),
    ("排名", "名次"),
    ("位列", "名次"),
    ("位居", "名次"),
    ("名次", "名次"),
    ("第几位", "名次"),
    ("受理", "受理"),
    ("接收", "受理"),
    ("接到", "受理"),
    ("接听", "受理"),
    ("诉求总量", "受理"),
    ("纳入市级考评", "考评"),
    ("纳入市级考核", "考评"),
    ("纳入市考评", "考评"),
    ("纳入考评", "考评"),
    ("纳入考核", "考评"),
    ("考评工单", "考评"),
    ("考核工单", "考评"),
    ("考核三率", "参评"),
    ("参评", "参评"),
    ("有效回访", "参评"),
    ("成功回访", "参评"),
    ("三率工单", "参评"),
    ("区级回访为双满", "回访"),
    ("区级回访双满", "回访"),
    ("区级双满", "回访"),
    ("区回访双满", "回访"),
    ("双满", "双满"),
    ("双否", "双否"),
    ("单否", "单否"),
    ("解决、基本满意", "解决基本满意"),
    ("解决但基本满意", "解决基本满意"),
    ("解决基本满意", "解决基本满意"),
    ("解决且基本满意", "解决基本满意"),
    ("且基本满意", "基本满意"),
    ("未解决", "未解决"),
    ("且解决", "解决数"),
    ("且满意", "满意数"),
    ("办结", "办结"),
    ("按时响应", "响应数"),
    ("同一分类不止一件", "重复"),
    ("重复", "重复"),
    ("占", "占比"),
    ("比重", "占比"),
    ("中位数", "中位数"),
    ("第90百分位", "九成"),
    ("平均", "平均"),
    ("均值", "平均"),
    ("累计", "累计"),
    ("月均", "月均"),
    ("增减", "变化"),
    ("之差", "变化"),
    ("前进的位数", "变化"),
];

/// Words for towns and for departments.
const TOWNS: [&str; 5] = ["街乡镇", "镇街", "街镇", "乡镇街道", "属地"];
const DEPARTMENTS: [&str; 2] = ["部门", "委办局"];
const CITY: [&str; 3] = ["全市", "全北京市", "市级平均"];
const DISTRICT: [&str; 4] = ["全区", "我区", "本区", "区级考核"];

impl Sense {
    /// Whether it is of a mean.
    pub(super) fn is_mean(&self) -> bool {
        self.measure.contains(MEAN)
    }

    /// What is measured, whether or not it is a mean.
    pub(super) fn but_mean(&self) -> Measured {
        self.measure.iter().copied().filter(|word| *word != MEAN).collect()
    }

    /// What some words say, with the names that are known.
    pub(super) fn of_words(text: &str, names: &Names) -> Self {
        let text: String =
            text.chars().filter(|c| !"“”‘’\" \u{3000}".contains(*c)).collect();
        Self {
            measure: measures(&text),
            who: who(&text, names),
            scope: Scope::of(&text),
            when: when(&text),
        }
    }

    /// What a figure means; none for one that no sentence of a bulletin tells.
    pub(super) fn of_figure(figure: &Figure, statistics: &Statistics) -> Option<Self> {
        let (path, name) = parts(&figure.key);
        let (who, scope) = place(path, name)?;
        let mut measure = measures(&figure.definition);
        // 参评 is what these are of; what they are is told by the other word.
        if measure.len() > 1 {
            measure.remove("参评");
        }
        if name == "share" {
            measure.insert("占比");
        }
        // What stands in brackets and behind says how it is made.
        if path.starts_with("accepted.") || path.starts_with("assessed.") {
            measure.remove("变化");
        }
        // What these are worked out from is not what they are.
        match name.trim_start_matches("previous_") {
            name if name.contains("rank") => measure = BTreeSet::from(["名次"]),
            "per_10k" => measure = BTreeSet::from(["万人"]),
            "residents" => measure = BTreeSet::from(["人口"]),
            _ => {}
        }
        let own = statistics.measures().iter().any(|spec| spec.name == name);
        if own && measure.is_empty() {
            return None;
        }
        let when = if name.starts_with("last_year") {
            When::LastYear
        } else if name.starts_with("previous") {
            When::Last
        } else {
            When::Now
        };
        Some(Self { measure, who: Some(who), scope, when })
    }
}

impl Scope {
    fn of(text: &str) -> Option<Self> {
        let has = |word: &str| text.contains(word);
        let passed_on = has("转派") || has("从办") || has("协办");
        match (has("直派"), passed_on) {
            _ if has("全量") || has("全部工单") || has("全口径") => {
                Some(Self::All)
            }
            (true, true) => Some(Self::All),
            (true, false) => Some(Self::Direct),
            // A department's own and what it helps with are all that it has.
            (false, true) if !has("自办") && !has("主办") => Some(Self::Transferred),
            (false, _) => None,
        }
    }
}

/// Whom a figure of a path tells of, and of which tickets.
fn place(path: &str, name: &str) -> Option<(Who, Option<Scope>)> {
    let named = |row: &str| Who::Named(BTreeSet::from([row.to_owned()]));
    let mut steps = path.splitn(2, '.');
    let (root, rest) = (steps.next()?, steps.next());
    Some(match (root, rest) {
        ("city", None) if name == "departments_average" => (Who::CityDepartments, None),
        ("city" | "accepted" | "assessed" | "rated" | "unresolved" | "period", None)
        | ("outcomes", _)
        | ("districts", Some("own") | None) => (Who::District, None),
        ("accepted", Some("repeated")) => (Who::District, None),
        ("streets", None) => (Who::CityTowns, None),
        ("towns", Some(rest)) => {
            let (scope, row) = match rest.split_once('.') {
                Some((scope, row)) => (scope, Some(row)),
                None => (rest, None),
            };
            let scope = match scope {
                "direct" => Scope::Direct,
                "transferred" => Scope::Transferred,
                "all" => Scope::All,
                _ => return None,
            };
            (row.map_or(Who::Towns, named), Some(scope))
        }
        ("departments", None) => (Who::Departments, None),
        ("departments" | "districts", Some(row)) => (named(row), None),
        ("accepted" | "assessed", Some(rest)) => {
            // accepted.towns.<town>.categories.<category>
            let (list, row) = rest.split_once('.')?;
            let inner = ["types", "categories"].iter().find_map(|inner| {
                row.split_once(&format!(".{inner}.")).filter(|_| list == "towns")
            });
            match inner {
                Some((town, row)) => {
                    (Who::Named([town, row].map(str::to_owned).into()), None)
                }
                None => (named(row), None),
            }
        }
        // One's own lists.
        (list, Some(row)) if list != "course" && list != "boards" => (named(row), None),
        (list, None) if !["course", "boards"].contains(&list) => (Who::District, None),
        _ => return None,
    })
}

/// The words for what a text measures.
fn measures(text: &str) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let longest = MEASURES
            .iter()
            .filter(|(spelling, _)| rest.starts_with(spelling))
            .max_by_key(|(spelling, _)| spelling.len());
        match longest {
            Some((spelling, word)) => {
                at += spelling.len();
                if !word.is_empty() {
                    found.insert(*word);
                }
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

fn who(text: &str, names: &Names) -> Option<Who> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let found: BTreeSet<String> = names
        .find(text)
        .into_iter()
        .map(|found| found.name.to_owned())
        .collect();
    if !found.is_empty() {
        return Some(Who::Named(found));
    }
    match (has(&CITY), has(&TOWNS), has(&DEPARTMENTS)) {
        (true, true, _) => Some(Who::CityTowns),
        (true, false, true) => Some(Who::CityDepartments),
        (false, true, _) => Some(Who::Towns),
        (false, false, true) => Some(Who::Departments),
        _ if has(&DISTRICT) || names.is_own(text) => Some(Who::District),
        _ => None,
    }
}
