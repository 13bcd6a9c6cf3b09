//! What a number tells of, as far as the words before it say.

use super::names::Names;
use super::words::{self, GROUPS, Measure, Period, Scope};

/// Of what, of whom, of which tickets, of when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Term {
    pub(crate) measure: Measure,
    /// A unit, a group of units, a category; empty for the district.
    pub(crate) subject: String,
    pub(crate) scope: Scope,
    pub(crate) period: Period,
}

/// What some words tell; nothing where they are silent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    pub(crate) measure: Option<Measure>,
    pub(crate) subject: Option<String>,
    pub(crate) scope: Scope,
    pub(crate) period: Period,
}

/// Means of units and of the city have names of their own.
pub(crate) const MEAN: &str = "平均";

const SCOPES: &str = "全部工单 全量 直派 转派 从办 协办 自办 主办 （含） （） ()";
const SUPERLATIVES: &str = "并列第一 排名第一 位居第一 居第一 位居首位 居首位 居首 最高 最低 \
    最多 最少 最好 最差 名列前茅 排名 位列 位居";

impl Words {
    /// Reads words, with the names that are known.
    pub(crate) fn of(text: &str, names: &Names) -> Self {
        let (period, period_word) = Period::of(text);
        let scope = Scope::of(text);
        let measured = words::measure(text);
        let counted = words::count(text);
        let measure = match &measured {
            Some((measure, ..)) => Some(measure.clone()),
            None => counted.map(|word| Measure::Count(word.to_owned())),
        };
        let found = names.find(text);
        if let Some(last) = found.last() {
            let subject = Some(last.name.to_owned());
            // “某镇重复诉求”: of a count that other words name it is not known which.
            let rest =
                found.iter().fold(text.to_owned(), |it, at| it.replace(at.name, ""));
            let measure = match measure {
                None => match other_count(&rest, period_word) {
                    rest if rest.is_empty() => None,
                    rest => Some(Measure::Count(rest)),
                },
                measure => measure,
            };
            return Self { measure, subject, scope, period };
        }
        let mut rest = text.to_owned();
        if let Some((_, at, end)) = measured {
            rest.replace_range(at..end, "");
            // 联系率、解决率 before the one that is meant are others' numbers.
        }
        for words in period_word.into_iter().chain([SCOPES, SUPERLATIVES]) {
            rest = words::without(&rest, words);
        }
        let subject = subject(&rest, counted.is_some());
        Self { measure, subject, scope, period }
    }
}

/// Words beside a name that tell of a count of their own.
fn other_count(rest: &str, period: Option<&str>) -> String {
    const OTHERS: &str = "问题 类 最为集中 最集中 最突出 较多 也";
    let words = period.into_iter().chain([SCOPES, SUPERLATIVES, OTHERS]);
    words::bare(&words.fold(rest.to_owned(), |rest, words| words::without(&rest, words)))
}

/// Whom the rest of a label names; none when it names nobody.
fn subject(rest: &str, is_count: bool) -> Option<String> {
    let is_mean = words::has_any(rest, "平均 均值");
    let is_city = words::has_any(rest, "全市 市级平均 北京市");
    let group = words::group(rest);
    let mut left = words::without(rest, "平均水平 平均值 平均 均值 水平 全市 所有 全部");
    for (word, _) in GROUPS {
        left = left.replace(word, "");
    }
    let is_own = words::has_any(rest, "全区 我区 本区");
    let left = words::bare(&left);
    let left = if is_count { words::without(&left, COUNTED) } else { left };
    if is_city && (is_mean || group.is_some()) {
        return Some(format!("全市{}{MEAN}", group.unwrap_or_default()));
    }
    match (group, left.is_empty(), is_mean) {
        (Some(group), true, false) => Some(group.to_owned()),
        (Some(group), true, true) => Some(format!("{group}{MEAN}")),
        (Some(group), false, _) => Some(format!("{left}{group}")),
        (None, true, true) => Some(MEAN.to_owned()),
        (None, true, false) => is_own.then(String::new),
        (None, false, _) => Some(left),
    }
}

/// Words of counts, which name nobody.
const COUNTED: &str = "考核三率 参评 有效回访 双满 双否 单否 解决、基本满意 未解决 \
    纳入市级 纳入 受理 接收 接到 办结 办理 承办 服务";
