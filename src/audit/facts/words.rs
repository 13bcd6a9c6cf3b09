//! The words of bulletins: measures, scopes, periods, and those that mean nothing here.

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Measure {
    Response,
    Resolution,
    Satisfaction,
    Score,
    Bonus,
    PerTenThousand,
    Residents,
    /// A place in an order.
    Rank,
    /// A place among all 街乡镇 of the city.
    CityRank,
    /// How many of what: “受理”, “考评”; empty when only a unit tells.
    Count(String),
    /// Anything else that a header names.
    Other(String),
}

impl Measure {
    pub(crate) fn is_rate(&self) -> bool {
        matches!(self, Self::Response | Self::Resolution | Self::Satisfaction)
    }

    pub(crate) fn is_rank(&self) -> bool {
        matches!(self, Self::Rank | Self::CityRank)
    }

    /// Printed figures of it can be ranked, and whether the highest comes first.
    pub(crate) fn is_best_when_high(&self) -> bool {
        !matches!(self, Self::PerTenThousand | Self::Rank | Self::CityRank)
    }
}

/// Words that name a measure; of two in one text the last is meant.
const MEASURES: &[(Measure, &str)] = &[
    (Measure::Response, "响应率 联系率"),
    (Measure::Resolution, "解决率"),
    (Measure::Satisfaction, "满意率 满意度"),
    (
        Measure::Score,
        "综合成绩 综合得分 综合评分 考核得分 考评得分 总成绩 总得分 总分 \
     得分 成绩 分数",
    ),
    (Measure::Bonus, "加分项 加分"),
    (
        Measure::PerTenThousand,
        "万人诉求比 万人诉求量 万人投诉比 万人投诉量 万人受理量 每万人诉求",
    ),
    (Measure::Residents, "常住人口 人口"),
];

/// What is counted, with the words that tell it.
const COUNTS: &[(&str, &str)] = &[
    ("参评", "考核三率 参评 有效回访"),
    ("双满", "双满"),
    ("双否", "双否"),
    ("单否", "单否"),
    ("基本满意", "解决、基本满意"),
    ("未解决", "未解决"),
    (
        "考评",
        "纳入市级考评 纳入市级考核 纳入考评 纳入考核 考评工单 考评量 \
     考核量 考评数 考核数 考评件 考核件 考核工单",
    ),
    ("受理", "受理 接收 接到"),
    ("办结", "办结"),
    ("办理", "办理 承办"),
];

/// A measure of rates, scores and figures per head in a text, the last that stands there,
/// with the bytes of its word.
pub(crate) fn measure(text: &str) -> Option<(Measure, usize, usize)> {
    let words = MEASURES.iter().flat_map(|(measure, words)| {
        words.split_whitespace().map(move |word| (measure, word))
    });
    let found = words.filter_map(|(measure, word)| {
        let at = text.rfind(word)?;
        Some((at + word.len(), word.len(), at, measure))
    });
    let (end, _, at, measure) = found.max_by_key(|(end, length, ..)| (*end, *length))?;
    Some((measure.clone(), at, end))
}

/// The word that stands for a count's.
pub(crate) fn count(text: &str) -> Option<&'static str> {
    COUNTS
        .iter()
        .find(|(_, words)| has_any(text, words))
        .map(|(it, _)| *it)
}

/// The count that a row of a table is named after: 双满.
pub(crate) fn outcome(name: &str) -> Option<&'static str> {
    let found =
        count(name).filter(|word| ["双满", "双否", "单否", "基本满意"].contains(word));
    let mut all = COUNTS.iter().flat_map(|(_, words)| words.split_whitespace());
    found.filter(|_| all.any(|word| word == name))
}

/// Which tickets: sent straight, passed on, helped with, a department's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Scope(u8);

impl Scope {
    pub(crate) fn of(text: &str) -> Self {
        const WORDS: &[(&str, u8)] = &[
            ("直派", 1),
            ("转派", 2),
            ("从办", 4),
            ("协办", 4),
            ("自办", 8),
            ("主办", 8),
            ("全量", 7),
            ("全部工单", 7),
        ];
        let bits = WORDS.iter().filter(|(word, _)| text.contains(word));
        Self(bits.fold(0, |all, (_, bit)| all | bit))
    }

    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether no tickets are left out: a town's straight, passed on and helped with, or a
    /// department's own and helped with.
    pub(crate) fn is_whole(self) -> bool {
        self.0 == 7 || self.0 == 12
    }

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both together when they have nothing in common.
    pub(crate) fn with(self, other: Self) -> Option<Self> {
        (self.0 & other.0 == 0).then_some(Self(self.0 | other.0))
    }
}

/// Of which time a number tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Period {
    /// The bulletin's own.
    #[default]
    Now,
    /// The one before.
    Last,
    /// The same of last year.
    LastYear,
}

const LAST: &str = "上月 上个月 上期 上一期 上次 上轮 上周期 上一考核期 上个考核期 \
    往期 环比";
const LAST_YEAR: &str = "去年同期 上年同期 去年同月 去年 上年 同期 同比";

impl Period {
    /// The period of a text and the word that tells it.
    pub(crate) fn of(text: &str) -> (Self, Option<&'static str>) {
        let find = |words: &'static str| {
            words.split_whitespace().find(|word| text.contains(word))
        };
        match (find(LAST_YEAR), find(LAST)) {
            (Some(word), _) => (Self::LastYear, Some(word)),
            (None, Some(word)) => (Self::Last, Some(word)),
            (None, None) => (Self::Now, None),
        }
    }
}

/// Groups of units, with the word that stands for each; longer words first.
pub(crate) const GROUPS: &[(&str, &str)] = &[
    ("街乡镇", "镇街"),
    ("街镇", "镇街"),
    ("镇街", "镇街"),
    ("属地", "镇街"),
    ("委办局", "部门"),
    ("部门", "部门"),
];

/// Words that add nothing to what a number tells of.
const FILLERS: &str = "市民服务热线 12345 接诉即办 按 计算 同类 市级考评 市级考核 \
    市考评 市考核 考核期内 考评 考核 群众 市民 热线 工单 诉求 情况 \
    我区 本区 全区 区级 本月 本期 当月 当期 累计 共计 合计 总计 \
    总量 总数 数量 分别为 分别是 分别达 依次为 依次是 其中 据 达到 \
    约为 约 统计 实现 取得 完成 的 为 是 达 共 均 有 量 数 在 \
    中 各 等 含 且 和 与 及";

/// What is left of a text without the words that add nothing.
pub(crate) fn bare(text: &str) -> String {
    let mut rest = without(text, FILLERS);
    rest.retain(|c| !"“”：:，、； \t（）()+".contains(c));
    rest
}

/// A text without those words, which have blanks between.
pub(crate) fn without(text: &str, words: &str) -> String {
    words.split_whitespace().fold(text.to_owned(), |rest, word| {
        if rest.contains(word) { rest.replace(word, "") } else { rest }
    })
}

/// Whether a text holds one of those words, which have blanks between.
pub(crate) fn has_any(text: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| text.contains(word))
}

/// The word that stands for the group of units that a text names.
pub(crate) fn group(text: &str) -> Option<&'static str> {
    GROUPS
        .iter()
        .find(|(word, _)| text.contains(word))
        .map(|(_, group)| *group)
}

/// Small numbers in Chinese numerals or digits: 三, 十, 十二, 8.
pub(crate) fn small(text: &str) -> Option<usize> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |c: char| match c {
        '两' => Some(2),
        '零' => Some(0),
        c => DIGITS.chars().position(|it| it == c),
    };
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    match text.split_once('十') {
        None => {
            let mut all = text.chars();
            let first = digit(all.next()?)?;
            all.next().is_none().then_some(first)
        }
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { small(tens)? };
            let ones = if ones.is_empty() { 0 } else { small(ones)? };
            Some(tens * 10 + ones)
        }
    }
}
