//! What tickets are grouped by: type, channel, category, place, day and hour.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::tickets::Detail;

/// What tickets of a group have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// 诉求类型.
    Type,
    /// 受理渠道.
    Channel,
    /// 一级分类.
    Category,
    /// 二级分类, with the first in front.
    Subcategory,
    /// 三级分类, with the others in front.
    Item,
    /// 被反映街镇.
    Town,
    /// 被反映社区, with its town in front, since towns number their communities alike.
    Community,
    /// The day of 受理时间.
    Day,
    /// The hour of 受理时间.
    Hour,
    /// Community and category together; two tickets of one matter are repeated.
    Matter,
}

impl By {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Type,
        Self::Channel,
        Self::Category,
        Self::Subcategory,
        Self::Item,
        Self::Town,
        Self::Community,
        Self::Day,
        Self::Hour,
        Self::Matter,
    ];

    /// The last part of its lists' names: “accepted.categories”.
    pub fn key(self) -> &'static str {
        match self {
            Self::Type => "types",
            Self::Channel => "channels",
            Self::Category => "categories",
            Self::Subcategory => "subcategories",
            Self::Item => "items",
            Self::Town => "towns",
            Self::Community => "communities",
            Self::Day => "days",
            Self::Hour => "hours",
            Self::Matter => "repeated",
        }
    }

    /// The column's name in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            Self::Type => "诉求类型",
            Self::Channel => "受理渠道",
            Self::Category => "一级分类",
            Self::Subcategory => "二级分类",
            Self::Item => "三级分类",
            Self::Town => "被反映街镇",
            Self::Community => "被反映社区",
            Self::Day => "受理日期",
            Self::Hour => "受理时段",
            Self::Matter => "同一社区同类诉求",
        }
    }

    /// The group of a ticket; none where its export does not say.
    pub fn group(self, detail: &Detail) -> Option<Cow<'_, str>> {
        let [first, second, third] = detail.category.each_ref().map(Option::as_deref);
        let community = || {
            let town = detail.town.as_deref().unwrap_or_default();
            Some(format!("{town}{}", detail.community.as_deref()?))
        };
        match self {
            Self::Type => detail.kind.as_deref().map(Cow::Borrowed),
            Self::Channel => detail.channel.as_deref().map(Cow::Borrowed),
            Self::Category => first.map(Cow::Borrowed),
            Self::Subcategory => Some(joined(&[first?, second?])),
            Self::Item => Some(joined(&[first?, second?, third?])),
            Self::Town => detail.town.as_deref().map(Cow::Borrowed),
            Self::Community => community().map(Cow::Owned),
            Self::Day => Some(detail.at?.format("%-m月%-d日").to_string().into()),
            Self::Hour => Some(detail.at?.format("%-H时").to_string().into()),
            Self::Matter => {
                let matter = third.or(second).or(first)?;
                Some(joined(&[&community()?, matter]))
            }
        }
    }

    /// Counts tickets, each detail with how many have it, by their groups, the largest first; days and hours in their order.
    pub fn count<'t>(
        self,
        tickets: impl IntoIterator<Item = (&'t Detail, u64)>,
    ) -> Vec<(String, u64)> {
        let mut groups: BTreeMap<Cow<'_, str>, (u64, Option<u64>)> = BTreeMap::new();
        for (detail, count) in tickets {
            if let Some(group) = self.group(detail) {
                groups.entry(group).or_insert((0, self.turn(detail))).0 += count;
            }
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        // A stable sort keeps equals in the order of their names.
        groups.sort_by_key(|(_, (count, turn))| match turn {
            Some(turn) => *turn,
            None => u64::MAX - count,
        });
        groups
            .into_iter()
            .map(|(name, (count, _))| (name.into_owned(), count))
            .collect()
    }

    /// The place of a group that has one in time.
    fn turn(self, detail: &Detail) -> Option<u64> {
        use chrono::{Datelike, Timelike};

        match self {
            Self::Day => u64::try_from(detail.at?.num_days_from_ce()).ok(),
            Self::Hour => Some(detail.at?.hour().into()),
            Self::Type
            | Self::Channel
            | Self::Category
            | Self::Subcategory
            | Self::Item
            | Self::Town
            | Self::Community
            | Self::Matter => None,
        }
    }
}

fn joined(parts: &[&str]) -> Cow<'static, str> {
    parts.join("·").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detail(town: &str, community: &str, category: &str) -> Detail {
        Detail {
            town: Some(town.into()),
            community: Some(community.into()),
            category: [Some(category.into()), None, None],
            ..Detail::default()
        }
    }

    #[test]
    fn communities_of_two_towns_with_one_name_are_two() {
        let tickets = [
            detail("密云镇", "第01社区", "住房"),
            detail("果园街道", "第01社区", "住房"),
            detail("果园街道", "第01社区", "供水"),
        ];
        let counted = By::Community.count(tickets.iter().map(|detail| (detail, 1)));
        let expected = [("果园街道第01社区", 2), ("密云镇第01社区", 1)];
        assert_eq!(counted, expected.map(|(name, count)| (name.to_owned(), count)));
    }

    #[test]
    fn what_an_export_does_not_say_is_in_no_group() {
        assert_eq!(By::Hour.count([(&Detail::default(), 1)]), []);
        assert_eq!(By::Subcategory.group(&detail("密云镇", "第01社区", "住房")), None);
    }
}
