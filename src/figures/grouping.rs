//! What tickets are grouped by: type, channel, category, place, day and hour.

use std::borrow::Cow;

use chrono::{Datelike, Timelike};
use rustc_hash::FxHashMap;

use crate::tickets::{Detail, Word};

/// A group by numbers.
pub(super) type Key = [u32; 3];

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

    /// By the last part of its lists' names.
    pub(super) fn find(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.key() == key)
    }

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

    /// The group of a ticket by numbers, which are faster to compare than its name; none
    /// where its export does not say.
    pub(super) fn numbers(self, detail: &Detail) -> Option<Key> {
        let Detail { at, kind, channel, category: [first, second, third], .. } = *detail;
        let town = detail.town.map_or(0, Word::number);
        let community = || Some(detail.community?.number());
        let number = |word: Option<Word>| Some(word?.number());
        Some(match self {
            Self::Type => [number(kind)?, 0, 0],
            Self::Channel => [number(channel)?, 0, 0],
            Self::Category => [number(first)?, 0, 0],
            Self::Subcategory => [number(first)?, number(second)?, 0],
            Self::Item => [number(first)?, number(second)?, number(third)?],
            Self::Town => [number(detail.town)?, 0, 0],
            Self::Community => [town, community()?, 0],
            Self::Day => [u32::try_from(at?.num_days_from_ce()).ok()?, 0, 0],
            Self::Hour => [at?.hour(), 0, 0],
            Self::Matter => [town, community()?, number(third.or(second).or(first))?],
        })
    }

    /// The name of a ticket's group; none where its export does not say.
    pub fn group(self, detail: &Detail) -> Option<Cow<'static, str>> {
        let [first, second, third] = detail.category.map(|word| Some(word?.text()));
        let community = || {
            let town = detail.town.map_or("", Word::text);
            Some(format!("{town}{}", detail.community?.text()))
        };
        let word = |word: Option<Word>| Some(Cow::Borrowed(word?.text()));
        match self {
            Self::Type => word(detail.kind),
            Self::Channel => word(detail.channel),
            Self::Category => first.map(Cow::Borrowed),
            Self::Subcategory => Some(joined(&[first?, second?])),
            Self::Item => Some(joined(&[first?, second?, third?])),
            Self::Town => word(detail.town),
            Self::Community => community().map(Cow::Owned),
            Self::Day => Some(detail.at?.format("%-m月%-d日").to_string().into()),
            Self::Hour => Some(detail.at?.format("%-H时").to_string().into()),
            Self::Matter => {
                let matter = third.or(second).or(first)?;
                Some(joined(&[&community()?, matter]))
            }
        }
    }

    /// Counts tickets, each detail with how many have it, by their groups, the largest
    /// first; days and hours in their order.
    pub fn count<'t>(
        self,
        tickets: impl IntoIterator<Item = (&'t Detail, u64)>,
    ) -> Vec<(String, u64)> {
        let mut groups: FxHashMap<Key, (&Detail, u64)> = FxHashMap::default();
        for (detail, count) in tickets {
            if let Some(key) = self.numbers(detail) {
                groups.entry(key).or_insert((detail, 0)).1 += count;
            }
        }
        // In no order until they are sorted.
        let named = groups.into_values().filter_map(|(detail, count)| {
            Some((self.group(detail)?.into_owned(), count, self.turn(detail)))
        });
        let mut named: Vec<(String, u64, Option<u64>)> = named.collect();
        named.sort_by(|(a, count_a, turn_a), (b, count_b, turn_b)| {
            turn_a.cmp(turn_b).then(count_b.cmp(count_a)).then_with(|| a.cmp(b))
        });
        named.into_iter().map(|(name, count, _)| (name, count)).collect()
    }

    /// The place of a group that has one in time.
    fn turn(self, detail: &Detail) -> Option<u64> {
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
