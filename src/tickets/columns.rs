//! The headers by which each export's columns are known.

use super::Column;
use super::spelling::plain;

/// A column that an export should have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) column: Column,
    pub(super) need: Need,
    /// Accepted headers; the first is the one that messages name.
    pub(super) headers: &'static [&'static str],
}

/// Whether an export can do without a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Required,
    Optional,
    /// Not needed where the other column is there.
    Unless(Column),
}

/// Rows of a tally stand for tickets without telling their numbers.
const NUMBER: Wanted = Wanted {
    column: Column::Number,
    need: Need::Unless(Column::Count),
    headers: &[
        "工单编号",
        "工单号",
        "工单编码",
        "编号",
        "诉求编号",
        "受理编号",
        "案件编号",
        "12345工单编号",
    ],
};

const COUNT: Wanted = optional(Column::Count, &["件数", "工单数", "数量", "count"]);

/// 受理明细.
pub(super) const ACCEPTED: &[Wanted] = &[
    NUMBER,
    COUNT,
    Wanted {
        column: Column::AcceptedAt,
        need: Need::Unless(Column::Count),
        headers: &[
            "受理时间",
            "创建时间",
            "来电时间",
            "来话时间",
            "登记时间",
            "派单时间",
        ],
    },
    optional(Column::ClosedAt, &["办结时间", "结案时间"]),
    TYPE,
    CHANNEL,
    CATEGORY,
    CATEGORY_2,
    CATEGORY_3,
    CATEGORY_PATH,
    TOWN,
    COMMUNITY,
];

const CALLBACK: Wanted = optional(Column::Callback, &["区级回访结果", "区回访结果"]);

// What a ticket is about; both lists may tell it.
const TYPE: Wanted = optional(Column::Type, &["诉求类型", "工单类型", "来电类别"]);
const CHANNEL: Wanted = optional(
    Column::Channel,
    &["受理渠道", "工单来源", "处理受理方式", "数据来源", "来源渠道", "诉求来源"],
);
const CATEGORY: Wanted = optional(Column::Category, &["一级分类", "问题一级分类"]);
const CATEGORY_2: Wanted = optional(Column::Category2, &["二级分类", "问题二级分类"]);
const CATEGORY_3: Wanted = optional(Column::Category3, &["三级分类", "问题三级分类"]);
const CATEGORY_PATH: Wanted = optional(Column::CategoryPath, &["问题分类"]);
const TOWN: Wanted =
    optional(Column::Town, &["被反映街镇", "被反映街乡镇", "被反映街道（乡镇）"]);
const COMMUNITY: Wanted =
    optional(Column::Community, &["被反映社区", "村/社区", "所在村社区"]);

/// 市级考评明细: lead and co-handlers in columns, or a row per unit.
pub(super) const ASSESSED: &[Wanted] = &[
    NUMBER,
    COUNT,
    // Only to compare it with the accepted list.
    optional(Column::AcceptedAt, &["受理时间"]),
    required(Column::Dispatch, &["派单方式", "派单类型", "是否直派"]),
    required(
        Column::Lead,
        &["主办单位", "承办单位", "区级承办单位", "街道级承办单位", "二级承办单位简称"],
    ),
    Wanted {
        column: Column::CoHandlers,
        need: Need::Unless(Column::Role),
        headers: &["从办单位", "协办单位"],
    },
    optional(Column::Role, &["工单性质"]),
    optional(Column::Assessed, &["是否纳入考评", "是否纳入考核", EXCLUDED]),
    required(Column::Rated, &["是否参评", "是否有效回访", "是否成功回访"]),
    required(Column::Responded, &["是否响应", "是否联系", "是否按时签收"]),
    required(Column::Resolved, &["解决情况", "是否解决", "是否成功解决"]),
    required(Column::Satisfied, &["满意情况", "是否满意", "满意度", "处理结果满意度"]),
    CALLBACK,
    optional(
        Column::CallbackResolved,
        &[
            "区级回访是否解决",
            "区级回访解决情况",
            "区回访是否解决",
            "区级回访是否成功解决",
        ],
    ),
    optional(
        Column::CallbackSatisfied,
        &["区级回访是否满意", "区级回访满意情况", "区回访是否满意", "区级回访满意度"],
    ),
    TYPE,
    CHANNEL,
    CATEGORY,
    CATEGORY_2,
    CATEGORY_3,
    CATEGORY_PATH,
    TOWN,
    COMMUNITY,
];

/// The header that turns 是否纳入考评 round: 是 means left out.
pub(super) const EXCLUDED: &str = "是否剔除";

/// 全市街乡镇排名.
pub(super) const RANKING: &[Wanted] = &[
    required(
        Column::Rank,
        &["排名", "市级排名", "全市排名", "名次", "本期排名", "本月排名", "本期名次"],
    ),
    optional(
        Column::PreviousRank,
        &["上期排名", "上月排名", "上期名次", "上月名次", "上期市级排名"],
    ),
    required(Column::District, &["所属区", "区", "区名", "行政区"]),
    required(
        Column::Street,
        &[
            "街乡镇",
            "街道乡镇",
            "街道（乡镇）",
            "镇街",
            "街镇",
            "街乡镇名称",
            "街道（乡镇）名称",
        ],
    ),
    required(Column::Score, &["综合成绩", "综合得分", "综合评分", "成绩", "得分"]),
];

/// 各区万人诉求比.
pub(super) const DISTRICTS: &[Wanted] = &[
    required(Column::District, &["区", "所属区", "区名", "行政区", "各区"]),
    required(
        Column::TicketCount,
        &["诉求量", "诉求总量", "本期诉求量", "受理量", "本月诉求量"],
    ),
    required(Column::Residents, &["常住人口", "常住人口数", "人口"]),
    optional(
        Column::PreviousTicketCount,
        &["上期诉求量", "上月诉求量", "上期受理量", "上期诉求总量"],
    ),
];

const fn required(column: Column, headers: &'static [&'static str]) -> Wanted {
    Wanted { column, need: Need::Required, headers }
}

const fn optional(column: Column, headers: &'static [&'static str]) -> Wanted {
    Wanted { column, need: Need::Optional, headers }
}

impl Wanted {
    /// The header that messages name.
    pub(super) fn name(&self) -> &'static str {
        self.headers.first().copied().unwrap_or_default()
    }
}

impl Column {
    /// Whether rates, ranks or counts are made of what it says.
    pub(super) fn decides(self) -> bool {
        matches!(
            self,
            Self::Rated
                | Self::Responded
                | Self::Resolved
                | Self::Satisfied
                | Self::Rank
                | Self::Score
                | Self::TicketCount
        )
    }

    /// As `tickets.columns` in bulletin.yaml names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::AcceptedAt => "accepted_at",
            Self::ClosedAt => "closed_at",
            Self::Count => "count",
            Self::Type => "type",
            Self::Channel => "channel",
            Self::Category => "category",
            Self::Category2 => "category2",
            Self::Category3 => "category3",
            Self::CategoryPath => "category_path",
            Self::Town => "town",
            Self::Community => "community",
            Self::Dispatch => "dispatch",
            Self::Lead => "lead",
            Self::CoHandlers => "co_handlers",
            Self::Role => "role",
            Self::Assessed => "assessed",
            Self::Rated => "rated",
            Self::Responded => "responded",
            Self::Resolved => "resolved",
            Self::Satisfied => "satisfied",
            Self::Callback => "callback",
            Self::CallbackResolved => "callback_resolved",
            Self::CallbackSatisfied => "callback_satisfied",
            Self::Rank => "rank",
            Self::PreviousRank => "previous_rank",
            Self::District => "district",
            Self::Street => "street",
            Self::Score => "score",
            Self::TicketCount => "ticket_count",
            Self::Residents => "residents",
            Self::PreviousTicketCount => "previous_ticket_count",
            Self::Own => "own",
        }
    }
}

/// What a remark in brackets says when it makes another column of a header: 综合成绩（上月）
/// is no score of this month, 诉求量（占比） no count.
const TELLING_REMARKS: &[&str] = &[
    "上期", "上月", "上年", "上季", "去年", "同期", "往年", "历史", "同比", "环比",
    "比上", "较上", "变化", "增减", "增幅", "增长", "升降", "累计", "全年", "目标",
    "计划", "预计", "排名", "名次", "位次", "占比", "比例", "比重", "区级", "自查",
    "自评",
];

/// A header as it is compared: plain, without marks of obligatory fields and without
/// remarks in brackets (诉求量（件）), unless they make another column of it.
pub(super) fn plain_header(written: &str) -> String {
    let (mut depth, mut kept, mut remark) = (0_usize, String::new(), String::new());
    for c in plain(written).chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '*' | ':' => {}
            _ if depth == 0 => kept.push(c),
            _ => remark.push(c),
        }
    }
    let is_telling = TELLING_REMARKS.iter().any(|word| remark.contains(word));
    if is_telling { kept + "(" + &remark + ")" } else { kept }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::value::{Error, StrDeserializer};

    use super::*;

    #[test]
    fn the_key_that_a_hint_names_is_the_one_that_settings_accept() {
        for wanted in [ACCEPTED, ASSESSED, RANKING, DISTRICTS].concat() {
            let key = StrDeserializer::<Error>::new(wanted.column.key());
            assert_eq!(Column::deserialize(key), Ok(wanted.column));
        }
    }

    #[test]
    fn blanks_widths_and_brackets_of_a_header_do_not_matter() {
        for written in ["诉求量（件）", " 诉求 量(件)", "*诉求量：", "【必填】诉求\n量"]
        {
            assert_eq!(plain_header(written), "诉求量", "{written}");
        }
    }

    #[test]
    fn a_remark_that_makes_another_column_matters() {
        for written in [
            "综合成绩（上月）",
            "综合成绩(去年同期)",
            "综合成绩【名次】",
            "综合成绩（较上期）",
        ] {
            assert_ne!(plain_header(written), "综合成绩", "{written}");
        }
    }
}
