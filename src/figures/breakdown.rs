//! Tickets by type, channel, category, place, day and hour; repeated and unresolved ones.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::collect::Collected;
use super::figure::Kind;
use super::grouping::By;
use super::selection::{Asked, Rows, Selection, Whose};
use super::tally::Tally;
use super::{Month, Row, closing, crossing};

/// Rows of an export that are grouped.
pub(super) struct Grouped {
    /// “accepted”.
    pub(super) key: String,
    /// “全区受理的诉求”.
    pub(super) who: String,
    pub(super) rows: Rows,
    /// The figure that counts all of them.
    pub(super) whole: String,
    /// Whether groups that the last period has too are compared with it.
    pub(super) has_changes: bool,
}

/// Adds the groups of the whole district.
pub(super) fn add(
    collected: &mut Collected<'_>,
    month: &Month<'_>,
    tally: Option<&Tally>,
) {
    let accepted = month.tickets.accepted.as_deref().unwrap_or_default();
    let details = || accepted.iter().map(|ticket| (&ticket.detail, 1));
    // Millions of tickets are counted side by side.
    let counted: Vec<_> =
        By::ALL.par_iter().map(|by| (*by, by.count(details()))).collect();
    let grouped = Grouped {
        key: "accepted".to_owned(),
        who: "全区受理的诉求".to_owned(),
        rows: Rows::Accepted,
        whole: "accepted.count".to_owned(),
        has_changes: true,
    };
    for (by, groups) in counted {
        if by == By::Matter {
            grouped.add_repeated(collected, groups, !accepted.is_empty());
        } else {
            grouped.add(collected, by, groups);
        }
    }
    crossing::add(collected, details);
    closing::add(collected, month.tickets.accepted.as_deref());
    let assessed = month.tickets.assessed_groups().into_iter().flatten();
    let assessed = assessed.map(|(ticket, count)| (&ticket.detail, count));
    let selection = Selection { whose: Whose::District, asked: Asked::Assessed };
    let grouped = Grouped {
        key: "assessed".to_owned(),
        who: "全区纳入考评的工单".to_owned(),
        rows: Rows::Assessed(selection),
        whole: "assessed.count".to_owned(),
        has_changes: true,
    };
    grouped.add(collected, By::Category, By::Category.count(assessed));
    let asked = Asked::Unresolved;
    let count = tally.map(|tally| tally.count(|group| asked.holds(group)));
    let rows = Rows::Assessed(Selection { whose: Whose::District, asked });
    let definition = "参评而未解决的工单数".to_owned();
    collected.known_count("unresolved.count", count, rows, definition);
}

impl Grouped {
    /// Adds a list of groups, each with count, share and change on the last period; groups
    /// without tickets have their figures but stand in no list.
    pub(super) fn add(
        &self,
        collected: &mut Collected<'_>,
        by: By,
        groups: Vec<(String, u64)>,
    ) {
        let list = format!("{}.{}", self.key, by.key());
        let rows = groups.into_iter().filter_map(|(name, count)| {
            let key = format!("{list}.{name}");
            self.add_group(collected, by, (&key, &name), count);
            if self.has_changes && CHANGING.contains(&by) {
                let what = format!("{}中“{name}”的件数", self.who);
                let names = (format!("{key}.previous"), format!("{key}.change"));
                collected.since_last(Kind::Count, &format!("{key}.count"), names, &what);
            }
            (count > 0).then_some(Row { name, key, class: None })
        });
        let rows: Vec<Row> = rows.collect();
        collected.list(&list, rows);
    }

    /// Adds count and share of a group.
    fn add_group(
        &self,
        collected: &mut Collected<'_>,
        by: By,
        (key, name): (&str, &str),
        count: u64,
    ) {
        let rows =
            Rows::Alike { of: Box::new(self.rows.clone()), by, name: name.to_owned() };
        let what = format!("{}中{}为“{name}”的", self.who, by.name());
        collected.count(format!("{key}.count"), count, rows, format!("{what}件数"));
        let definition = format!("{what}件数占{}的比重", self.who);
        collected.share(key, &self.whole, definition);
    }

    /// Adds the matters that came up more than once, and how many tickets that makes.
    fn add_repeated(
        &self,
        collected: &mut Collected<'_>,
        mut groups: Vec<(String, u64)>,
        is_known: bool,
    ) {
        groups.retain(|(_, count)| *count > 1);
        let count = groups.iter().map(|(_, count)| count).sum();
        let key = format!("{}.{}.count", self.key, By::Matter.key());
        let rows = Rows::Repeated(Box::new(self.rows.clone()));
        let definition = format!("{}中同一社区、同一分类不止一件的件数", self.who);
        collected.known_count(&key, is_known.then_some(count), rows, definition);
        groups.truncate(REPEATED_MAX);
        self.add(collected, By::Matter, groups);
    }
}

/// Groups of which the last period has the same.
pub(super) const CHANGING: [By; 5] =
    [By::Type, By::Channel, By::Category, By::Subcategory, By::Town];
/// So many matters are listed.
const REPEATED_MAX: usize = 50;
