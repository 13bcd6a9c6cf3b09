//! What the configuration says about exports: where they are, and what people write there.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decimal, Withdrawn};
use crate::diagnostics::Severity;
use crate::sources::Export;

/// The month's exports; one that is absent is not configured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exports {
    /// 受理明细: every ticket accepted in the period.
    pub accepted: Option<Export>,
    /// 市级考评明细: every ticket that the city assessed.
    pub assessed: Option<Export>,
    /// 全市街乡镇排名 of the period.
    pub ranking: Option<Export>,
    /// The same of the last period.
    pub previous_ranking: Option<Export>,
    /// 各区万人诉求比.
    pub districts: Option<Export>,
}

impl Exports {
    /// Those that are configured, in the order in which they are read.
    pub fn all(&self) -> impl Iterator<Item = &Export> {
        let Self { accepted, assessed, ranking, previous_ranking, districts } = self;
        [accepted, assessed, ranking, previous_ranking, districts]
            .into_iter()
            .flatten()
    }
}

/// `tickets:` in bulletin.yaml: spellings beyond the built-in ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// More headers of a column: `lead: [承办部门]`.
    pub columns: BTreeMap<Column, Vec<String>>,
    /// More spellings of a value, by column, each with the built-in spelling it stands
    /// for: `resolved: { 已办结: 解决 }`.
    pub values: BTreeMap<Column, BTreeMap<String, String>>,
    /// Cells that hold one of these count as empty: `[/, 无]`.
    pub empty: Vec<String>,
    /// Where numbers of the city's lists usually lie.
    pub ranges: Ranges,
    /// Rows that somebody decided not to count.
    pub left_out: Vec<Withdrawn>,
}

/// Where numbers usually lie, each from the smallest to the largest; one that lies outside
/// is told at its cell.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ranges {
    /// 综合成绩, in points.
    pub score: [Decimal; 2],
    /// 常住人口, in 万人.
    pub residents: [Decimal; 2],
}

impl Default for Ranges {
    fn default() -> Self {
        let whole = |least, most| [Decimal::whole(least), Decimal::whole(most)];
        Self { score: whole(60, 100), residents: whole(1, 1000) }
    }
}

impl Ranges {
    /// How wrong a column's number is: a warning outside its range, an error ten times
    /// beyond it, where it must be in another unit of measure.
    pub(super) fn severity(&self, column: Column, number: Decimal) -> Option<Severity> {
        let [least, most] = self.of(column)?.map(Decimal::exact);
        let (number, ten) = (number.exact(), Decimal::whole(10).exact());
        // No residents at all are told by themselves.
        if column == Column::Residents && number <= Decimal::whole(0).exact() {
            return None;
        }
        if number < &least / &ten || number > &most * &ten {
            return Some(Severity::Error);
        }
        (number < least || number > most).then_some(Severity::Warning)
    }

    /// The range of a column's numbers.
    pub(super) fn of(&self, column: Column) -> Option<[Decimal; 2]> {
        let ranges = [(Column::Score, self.score), (Column::Residents, self.residents)];
        ranges
            .into_iter()
            .find_map(|(known, range)| (known == column).then_some(range))
    }
}

/// A column of an export, as settings and messages name it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    Serialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// 工单编号.
    Number,
    /// 受理时间.
    AcceptedAt,
    /// 办结时间.
    ClosedAt,
    /// 诉求类型: 投诉.
    Type,
    /// 受理渠道.
    Channel,
    /// 一级分类.
    Category,
    /// 二级分类.
    Category2,
    /// 三级分类.
    Category3,
    /// 问题分类, the levels joined by ->.
    CategoryPath,
    /// 被反映街镇.
    Town,
    /// 被反映社区.
    Community,
    /// 件数: how many tickets a row of a tally stands for.
    Count,
    /// 派单方式: 直派 or 转派.
    Dispatch,
    /// 主办单位.
    Lead,
    /// 从办单位, several joined by 、.
    CoHandlers,
    /// 工单性质, where an export has a row per unit: 主办 or 从办.
    Role,
    /// 是否纳入考评.
    Assessed,
    /// 是否参评.
    Rated,
    /// 是否响应.
    Responded,
    /// 解决情况.
    Resolved,
    /// 满意情况.
    Satisfied,
    /// 区级回访结果.
    Callback,
    /// 区级回访是否解决, where the callback's result has two columns.
    CallbackResolved,
    /// 区级回访是否满意.
    CallbackSatisfied,
    /// 排名 in the city's ranking.
    Rank,
    /// 上期排名, beside it.
    PreviousRank,
    /// 所属区.
    District,
    /// 街乡镇.
    Street,
    /// 综合成绩.
    Score,
    /// 诉求量.
    TicketCount,
    /// 常住人口, in 万人.
    Residents,
    /// 上期诉求量.
    PreviousTicketCount,
    /// Columns of one's own, each by its header.
    Own,
}

impl Settings {
    /// Registers further headers of columns of one's own.
    pub fn register(&mut self, headers: &[String]) {
        let own = self.columns.entry(Column::Own).or_default();
        for header in headers {
            if !own.contains(header) {
                own.push(header.clone());
            }
        }
    }

    /// The headers of columns of one's own, in the order in which tickets have them.
    pub fn own(&self) -> &[String] {
        self.columns.get(&Column::Own).map_or(&[], Vec::as_slice)
    }
}
