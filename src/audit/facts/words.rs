//! The words of bulletins: measures, scopes, periods, and those that mean nothing here.

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::audit) enum Measure {
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
    pub(in crate::audit) fn is_rate(&self) -> bool {
        matches!(self, Self::Response | Self::Resolution | Self::Satisfaction)
    }

    pub(in crate::audit) fn is_rank(&self) -> bool {
        matches!(self, Self::Rank | Self::CityRank)
    }

    /// Printed figures of it can be ranked, and whether the highest comes first.
    pub(in crate::audit) fn is_best_when_high(&self) -> bool {
        !matches!(self, Self::PerTenThousand | Self::Rank | Self::CityRank)
    }
}

/// Words that name a measure; of two in one text the last is meant.
pub(in crate::audit) const MEASURES: &[(&str, Measure)] = &[
    ("响应率", Measure::Response),
    ("联系率", Measure::Response),
    ("解决率", Measure::Resolution),
    ("满意率", Measure::Satisfaction),
    ("满意度", Measure::Satisfaction),
    ("综合成绩", Measure::Score),
    ("综合得分", Measure::Score),
    ("综合评分", Measure::Score),
    ("考核得分", Measure::Score),
    ("考评得分", Measure::Score),
    ("总成绩", Measure::Score),
    ("总得分", Measure::Score),
    ("总分", Measure::Score),
    ("得分", Measure::Score),
    ("成绩", Measure::Score),
    ("分数", Measure::Score),
    ("加分项", Measure::Bonus),
    ("加分", Measure::Bonus),
    ("万人诉求比", Measure::PerTenThousand),
    ("万人诉求量", Measure::PerTenThousand),
    ("万人投诉比", Measure::PerTenThousand),
    ("万人投诉量", Measure::PerTenThousand),
    ("万人受理量", Measure::PerTenThousand),
    ("每万人诉求", Measure::PerTenThousand),
    ("常住人口", Measure::Residents),
    ("人口", Measure::Residents),
];

/// Words of counts, and the one that stands for them.
const COUNTS: &[(&str, &str)] = &[
    ("考核三率", "参评"),
    ("参评", "参评"),
    ("有效回访", "参评"),
    ("双满", "双满"),
    ("双否", "双否"),
    ("单否", "单否"),
    ("解决、基本满意", "基本满意"),
    ("未解决", "未解决"),
    ("纳入市级考评", "考评"),
    ("纳入市级考核", "考评"),
    ("纳入考评", "考评"),
    ("纳入考核", "考评"),
    ("考评工单", "考评"),
    ("考评量", "考评"),
    ("考核量", "考评"),
    ("考评数", "考评"),
    ("考核数", "考评"),
    ("考评件", "考评"),
    ("考核件", "考评"),
    ("考核工单", "考评"),
    ("受理", "受理"),
    ("接收", "受理"),
    ("接到", "受理"),
    ("办结", "办结"),
    ("办理", "办理"),
    ("承办", "办理"),
];

/// A measure of rates, scores and figures per head in a text, the last that stands there,
/// with the bytes of its word.
pub(in crate::audit) fn measure(text: &str) -> Option<(Measure, usize, usize)> {
    let found = MEASURES.iter().filter_map(|(word, measure)| {
        let at = text.rfind(word)?;
        Some((at + word.len(), word.len(), at, measure))
    });
    let (end, _, at, measure) = found.max_by_key(|(end, length, ..)| (*end, *length))?;
    Some((measure.clone(), at, end))
}

/// The word that stands for a count's.
pub(in crate::audit) fn count(text: &str) -> Option<&'static str> {
    COUNTS.iter().find(|(word, _)| text.contains(word)).map(|(_, it)| *it)
}

/// The count that a row of a table is named after: 双满.
pub(in crate::audit) fn outcome(name: &str) -> Option<&'static str> {
    let found =
        count(name).filter(|word| ["双满", "双否", "单否", "基本满意"].contains(word));
    found.filter(|_| COUNTS.iter().any(|(word, _)| *word == name))
}

/// Which tickets: sent straight, passed on, helped with, a department's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::audit) struct Scope(u8);

impl Scope {
    pub(in crate::audit) fn of(text: &str) -> Self {
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

    pub(in crate::audit) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether no tickets are left out: a town's straight, passed on and helped with, or a
    /// department's own and helped with.
    pub(in crate::audit) fn is_whole(self) -> bool {
        self.0 == 7 || self.0 == 12
    }

    pub(in crate::audit) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both together when they have nothing in common.
    pub(in crate::audit) fn with(self, other: Self) -> Option<Self> {
        (self.0 & other.0 == 0).then_some(Self(self.0 | other.0))
    }
}

/// Of which time a number tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::audit) enum Period {
    #[default]
    Now,
    Last,
    LastYear,
}

const LAST: &[&str] = &[
    "上月",
    "上个月",
    "上期",
    "上一期",
    "上次",
    "上轮",
    "上周期",
    "上一考核期",
    "上个考核期",
    "往期",
    "环比",
];
const LAST_YEAR: &[&str] =
    &["去年同期", "上年同期", "去年同月", "去年", "上年", "同期", "同比"];

impl Period {
    /// The period of a text and the word that tells it.
    pub(in crate::audit) fn of(text: &str) -> (Self, Option<&'static str>) {
        let find = |words: &[&'static str]| {
            words.iter().copied().find(|word| text.contains(word))
        };
        match (find(LAST_YEAR), find(LAST)) {
            (Some(word), _) => (Self::LastYear, Some(word)),
            (None, Some(word)) => (Self::Last, Some(word)),
            (None, None) => (Self::Now, None),
        }
    }
}

/// Groups of units, with the word that stands for each; longer words first.
pub(in crate::audit) const GROUPS: &[(&str, &str)] = &[
    ("街乡镇", "镇街"),
    ("街镇", "镇街"),
    ("镇街", "镇街"),
    ("属地", "镇街"),
    ("委办局", "部门"),
    ("部门", "部门"),
];

/// Words that add nothing to what a number tells of.
const FILLERS: &[&str] = &[
    "市民服务热线",
    "12345",
    "接诉即办",
    "按",
    "计算",
    "同类",
    "市级考评",
    "市级考核",
    "市考评",
    "市考核",
    "考核期内",
    "考评",
    "考核",
    "群众",
    "市民",
    "热线",
    "工单",
    "诉求",
    "情况",
    "我区",
    "本区",
    "全区",
    "区级",
    "本月",
    "本期",
    "当月",
    "当期",
    "累计",
    "共计",
    "合计",
    "总计",
    "总量",
    "总数",
    "数量",
    "分别为",
    "分别是",
    "分别达",
    "依次为",
    "依次是",
    "其中",
    "据",
    "达到",
    "约为",
    "约",
    "统计",
    "实现",
    "取得",
    "完成",
    "的",
    "为",
    "是",
    "达",
    "共",
    "均",
    "有",
    "量",
    "数",
    "“",
    "”",
    "在",
    "中",
    "各",
    "等",
    "含",
    "且",
    "和",
    "与",
    "及",
    "：",
    ":",
    "，",
    "、",
    "；",
    " ",
    "\t",
    "（",
    "）",
    "(",
    ")",
    "+",
];

/// What is left of a text without the words that add nothing.
pub(in crate::audit) fn bare(text: &str) -> String {
    FILLERS.iter().fold(text.to_owned(), |rest, word| {
        if rest.contains(word) { rest.replace(word, "") } else { rest }
    })
}

/// Small numbers in Chinese numerals or digits: 三, 十, 十二, 8.
pub(in crate::audit) fn small(text: &str) -> Option<usize> {
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
