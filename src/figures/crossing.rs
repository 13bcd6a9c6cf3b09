//! Tickets of each town by what they are about.

use std::collections::BTreeMap;

use super::breakdown::Grouped;
use super::collect::Collected;
use super::grouping::By;
use super::selection::Rows;
use crate::tickets::Detail;

/// What the tickets of a town are grouped by.
const WITHIN: [By; 2] = [By::Type, By::Category];

/// Adds the groups of every town: “accepted.towns.檀营地区.categories.住房”. Each town has
/// every group of the district, though its list shows only those that it has tickets of.
pub(super) fn add<'t, I>(collected: &mut Collected<'_>, details: impl Fn() -> I)
where
    I: Iterator<Item = (&'t Detail, u64)>,
{
    let mut towns: BTreeMap<&str, Vec<(&Detail, u64)>> = BTreeMap::new();
    for (detail, count) in details() {
        if let Some(town) = detail.town {
            towns.entry(town.text()).or_default().push((detail, count));
        }
    }
    for by in WITHIN {
        let list = collected.lists.get(&format!("accepted.{}", by.key()));
        let names = list.map_or(&[][..], |list| &list.rows).iter();
        let names: Vec<String> = names.map(|row| row.name.clone()).collect();
        for (town, details) in &towns {
            let mut groups = by.count(details.iter().copied());
            for name in &names {
                if groups.iter().all(|(known, _)| known != name) {
                    groups.push((name.clone(), 0));
                }
            }
            of_town(town).add(collected, by, groups);
        }
    }
}

fn of_town(town: &str) -> Grouped {
    let (of, name) = (Box::new(Rows::Accepted), town.to_owned());
    Grouped {
        key: format!("accepted.{}.{town}", By::Town.key()),
        who: format!("{}为“{town}”的诉求", By::Town.name()),
        rows: Rows::Alike { of, by: By::Town, name },
        whole: format!("accepted.{}.{town}.count", By::Town.key()),
        has_changes: false,
    }
}
