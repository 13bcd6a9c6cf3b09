//! Conditions over the columns of a ticket.

use std::borrow::Cow;

use num_rational::BigRational;

use super::super::figure::whole;
use super::super::grouping::By;
use super::super::selection::Rows;
use super::keys::Test;
use crate::tickets::{
    Accepted, Assessed, Callback, Decimal, Detail, Dispatch, Satisfaction,
};

/// A ticket of either export.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ticket<'t> {
    /// 受理明细.
    Accepted(&'t Accepted),
    /// 市级考评明细.
    Assessed(&'t Assessed),
}

/// A column of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// One registered under `tickets.columns.own`, by its place there.
    Own(usize),
    /// What it is about, where and when.
    Group(By),
    /// From 受理时间 to 办结时间.
    HoursToClose,
    /// 派单方式.
    Dispatch,
    /// 是否响应.
    Responded,
    /// 是否参评.
    Rated,
    /// 解决情况.
    Resolved,
    /// 满意情况.
    Satisfied,
    /// 区级回访结果.
    Callback,
}

/// Tests that all hold, each with its column and what the column is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Condition(pub(super) Vec<(String, Field, Test)>);

/// Columns by their names in settings and in Chinese.
const FIELDS: [(&str, &str, Field); 14] = [
    ("type", "诉求类型", Field::Group(By::Type)),
    ("channel", "受理渠道", Field::Group(By::Channel)),
    ("category", "一级分类", Field::Group(By::Category)),
    ("category2", "二级分类", Field::Group(By::Subcategory)),
    ("category3", "三级分类", Field::Group(By::Item)),
    ("town", "被反映街镇", Field::Group(By::Town)),
    ("community", "被反映社区", Field::Group(By::Community)),
    ("hours_to_close", "办结用时", Field::HoursToClose),
    ("dispatch", "派单方式", Field::Dispatch),
    ("responded", "是否响应", Field::Responded),
    ("rated", "是否参评", Field::Rated),
    ("resolved", "解决情况", Field::Resolved),
    ("satisfied", "满意情况", Field::Satisfied),
    ("callback", "区级回访结果", Field::Callback),
];

impl Field {
    /// A column by its name; registered ones come first.
    pub(super) fn find(name: &str, own: &[String]) -> Option<Self> {
        let registered = own.iter().position(|known| known == name).map(Self::Own);
        let built_in = || {
            let mut fields = FIELDS.iter();
            fields.find(|(key, words, _)| [*key, *words].contains(&name))
        };
        registered.or_else(|| built_in().map(|(_, _, field)| *field))
    }

    /// What it is called: a built-in column in Chinese, whatever it was written as.
    pub(super) fn called(self, written: &str) -> String {
        let built_in = FIELDS.iter().find(|(_, _, field)| *field == self);
        built_in.map_or(written, |(_, words, _)| words).to_owned()
    }

    /// Names of the built-in columns, in settings and in Chinese.
    pub fn built_in() -> impl Iterator<Item = [&'static str; 2]> {
        FIELDS.iter().map(|(key, words, _)| [*key, *words])
    }

    /// Every name that [`Self::find`] knows, in Chinese.
    pub(super) fn names(own: &[String]) -> impl Iterator<Item = &str> {
        own.iter()
            .map(String::as_str)
            .chain(FIELDS.iter().map(|(_, words, _)| *words))
    }

    /// What it says of a ticket; none where the export does not.
    pub fn text(self, ticket: Ticket<'_>) -> Option<Cow<'static, str>> {
        let detail = ticket.detail();
        let word = match self {
            Self::Own(at) => detail.own.get(at)?.text(),
            Self::Group(By::Subcategory) => detail.category[1]?.text(),
            Self::Group(By::Item) => detail.category[2]?.text(),
            Self::Group(By::Community) => detail.community?.text(),
            Self::Group(by) => return by.group(detail),
            Self::HoursToClose => return None,
            Self::Dispatch
            | Self::Responded
            | Self::Rated
            | Self::Resolved
            | Self::Satisfied
            | Self::Callback => self.judged(ticket)?,
        };
        Some(Cow::Borrowed(word))
    }

    fn judged(self, ticket: Ticket<'_>) -> Option<&'static str> {
        let Ticket::Assessed(ticket) = ticket else { return None };
        let yes = |yes: bool| if yes { "是" } else { "否" };
        Some(match self {
            Self::Dispatch => match ticket.dispatch {
                Dispatch::Direct => "直派",
                Dispatch::Transferred => "转派",
            },
            Self::Responded => yes(ticket.responded),
            Self::Rated => yes(ticket.rating.is_some()),
            Self::Resolved => match ticket.rating?.resolved {
                true => "解决",
                false => "未解决",
            },
            Self::Satisfied => match ticket.rating?.satisfaction {
                Satisfaction::Satisfied => "满意",
                Satisfaction::Basic => "基本满意",
                Satisfaction::Dissatisfied => "不满意",
            },
            Self::Callback => match ticket.callback? {
                Callback::BothPositive => "双满",
                Callback::ResolvedBasic => "解决、基本满意",
                Callback::OneNegative => "单否",
                Callback::BothNegative => "双否",
            },
            Self::Own(_) | Self::Group(_) | Self::HoursToClose => return None,
        })
    }

    /// Its number; none where there is none.
    pub fn number(self, ticket: Ticket<'_>) -> Option<BigRational> {
        if self == Self::HoursToClose {
            let Ticket::Accepted(ticket) = ticket else { return None };
            return Some(whole(ticket.closed_after_s?.into()) / whole(3600));
        }
        self.text(ticket)?.parse::<Decimal>().ok().map(Decimal::exact)
    }
}

impl Condition {
    /// Whether a ticket meets it.
    pub fn holds(&self, ticket: Ticket<'_>) -> bool {
        self.0.iter().all(|(_, field, test)| test.holds(*field, ticket))
    }

    /// Those of some rows that meet it.
    pub(in super::super) fn rows(&self, of: Rows) -> Rows {
        match self.0.as_slice() {
            [] => of,
            _ => Rows::Meeting { of: Box::new(of), condition: self.clone() },
        }
    }

    /// “是否联系为“是””; empty without tests.
    pub fn told(&self) -> String {
        let told =
            |(name, _, test): &(String, Field, Test)| format!("{name}{}", test.told());
        self.0.iter().map(told).collect::<Vec<_>>().join("且")
    }
}

impl Test {
    fn holds(&self, field: Field, ticket: Ticket<'_>) -> bool {
        let text = || field.text(ticket);
        match self {
            Self::OneOf(words) => {
                text().is_some_and(|text| words.iter().any(|word| *word == text))
            }
            Self::NoneOf(words) => {
                text().is_none_or(|text| words.iter().all(|word| *word != text))
            }
            Self::Contains(words) => text().is_some_and(|text| {
                words.iter().any(|word| text.contains(word.as_str()))
            }),
            Self::Between { at_least, at_most } => {
                let within = |number: BigRational| {
                    at_least.is_none_or(|least| number >= least.exact())
                        && at_most.is_none_or(|most| number <= most.exact())
                };
                field.number(ticket).is_some_and(within)
            }
            Self::Blank(blank) => {
                let is_blank = text().is_none() && field.number(ticket).is_none();
                is_blank == *blank
            }
        }
    }

    fn told(&self) -> String {
        let joined = |words: &[String]| format!("“{}”", words.join("”或“"));
        match self {
            Self::OneOf(words) => format!("为{}", joined(words)),
            Self::NoneOf(words) => format!("不为{}", joined(words)),
            Self::Contains(words) => format!("含{}", joined(words)),
            Self::Between { at_least: Some(least), at_most: Some(most) } => {
                format!("在 {least} 至 {most} 之间")
            }
            Self::Between { at_least: Some(least), at_most: None } => {
                format!("不小于 {least}")
            }
            Self::Between { at_least: None, at_most: Some(most) } => {
                format!("不大于 {most}")
            }
            Self::Between { at_least: None, at_most: None } | Self::Blank(false) => {
                "不为空".to_owned()
            }
            Self::Blank(true) => "为空".to_owned(),
        }
    }
}

impl<'t> Ticket<'t> {
    /// 工单编号.
    pub fn number(self) -> &'t str {
        match self {
            Self::Accepted(ticket) => &ticket.number,
            Self::Assessed(ticket) => &ticket.number,
        }
    }

    /// Row of its export.
    pub fn row(self) -> u32 {
        match self {
            Self::Accepted(ticket) => ticket.row,
            Self::Assessed(ticket) => ticket.row,
        }
    }

    /// Whether it is known when it was closed.
    pub fn is_closed(self) -> bool {
        match self {
            Self::Accepted(ticket) => ticket.closed_after_s.is_some(),
            Self::Assessed(_) => false,
        }
    }

    /// What it is about.
    pub fn detail(self) -> &'t Detail {
        match self {
            Self::Accepted(ticket) => &ticket.detail,
            Self::Assessed(ticket) => &ticket.detail,
        }
    }
}
