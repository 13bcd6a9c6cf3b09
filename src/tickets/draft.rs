//! A register drafted from what the exports call the units.
//!
//! Two spellings are one unit's when they differ only by the district in front and the
//! kind of office behind, when rows name both side by side (承办单位 and its 简称), or when
//! the short one is the long one with characters left out (城管委, 城市管理委员会). The last
//! is a guess; all of it is for somebody to look at.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::columns::ASSESSED;
use super::spelling::plain;
use super::{Column, Settings, header, sheets};
use crate::diagnostics::Outcome;
use crate::sources::{self, Export, Row};

/// Ends of the names of towns.
const TOWN_ENDS: [&str; 4] = ["街道", "地区", "镇", "乡"];
/// What an office has behind the name that people use.
const OFFICE_ENDS: [&str; 3] = ["人民政府", "办事处", "政府"];
/// What parts the names of several units in a cell.
const MARKS: [char; 6] = ['、', '，', ',', '；', ';', '\n'];
/// The longest name that may be a short one.
const SHORT_CHARS: usize = 6;

/// A unit as the exports name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// To be printed.
    pub name: String,
    /// Its other spellings.
    pub aliases: Vec<String>,
    /// Whether it is a town; else a department.
    pub is_town: bool,
    /// Rows that name it.
    pub count: usize,
    /// Whether some of its spellings were joined by a guess.
    pub is_guess: bool,
}

/// The units that an assessed list names: towns first, those with more rows first.
///
/// # Errors
/// A file that cannot be read as rows.
pub fn draft(
    export: &Export,
    settings: &Settings,
    district: &str,
) -> Outcome<Vec<Drafted>> {
    let mut workbook = sources::open(export)?;
    let sheets = match &export.sheet {
        Some(sheet) => vec![workbook.find(sheet)?],
        None => workbook.sheets().to_vec(),
    };
    let names = header::names(ASSESSED, settings);
    let mut named = Named::default();
    for sheet in &sheets {
        let head = sheets::head(&mut workbook, sheet)?;
        let Some(header) = header::find(&head, &names) else { continue };
        let Some(lead) = header.index(Column::Lead) else { continue };
        let co_handlers = header.index(Column::CoHandlers);
        let beside = header.titles().find(|(index, title, column)| {
            *index != lead && column.is_none() && plain(title).contains("单位")
        });
        let beside = beside.map(|(index, ..)| index);
        workbook.rows(sheet, &mut |row| {
            if row.number > header.row && !header.is_repeated_by(row) {
                named.take(row, lead, co_handlers, beside);
            }
            ControlFlow::Continue(())
        })?;
        break;
    }
    Ok(named.units(district))
}

/// Names with their numbers of rows, and names that stand side by side.
#[derive(Default)]
struct Named {
    counts: BTreeMap<String, usize>,
    pairs: BTreeMap<(String, String), usize>,
}

impl Named {
    fn take(
        &mut self,
        row: Row<'_>,
        lead: usize,
        others: Option<usize>,
        beside: Option<usize>,
    ) {
        let text = |index: usize| {
            let cell = row.cells.get(index).map(|cell| plain(&cell.text()).into_owned());
            cell.filter(|text| !text.is_empty())
        };
        let Some(name) = text(lead) else { return };
        for other in others.and_then(text).iter().flat_map(|cell| cell.split(MARKS)) {
            if !other.is_empty() {
                *self.counts.entry(other.to_owned()).or_default() += 1;
            }
        }
        if let Some(other) = beside.and_then(text).filter(|other| *other != name) {
            self.counts.entry(other.clone()).or_default();
            *self.pairs.entry((name.clone(), other)).or_default() += 1;
        }
        *self.counts.entry(name).or_default() += 1;
    }

    fn units(self, district: &str) -> Vec<Drafted> {
        let mut groups: Vec<Group> = Vec::new();
        for (name, count) in &self.counts {
            let core = core(name, district);
            match groups.iter_mut().find(|group| group.cores.contains(&core)) {
                Some(group) => group.add(name, *count),
                None => groups.push(Group::new(name, core, *count)),
            }
        }
        for (name, other) in self.sure_pairs() {
            join(&mut groups, &name, &other, false);
        }
        for (short, long) in abbreviations(&groups) {
            join(&mut groups, &short, &long, true);
        }
        let mut units: Vec<Drafted> = groups.into_iter().map(Group::unit).collect();
        units.sort_by(|a, b| b.is_town.cmp(&a.is_town).then(b.count.cmp(&a.count)));
        units
    }

    /// Pairs in which each name stands beside the other and hardly anything else.
    fn sure_pairs(&self) -> Vec<(String, String)> {
        let of = |pick: fn(&(String, String)) -> &String, name: &String| -> usize {
            let fits = self.pairs.iter().filter(|(pair, _)| pick(pair) == name);
            fits.map(|(_, count)| count).sum()
        };
        let is_sure = |(pair, count): &(&(String, String), &usize)| {
            *count * 10 >= of(|pair| &pair.0, &pair.0) * 9
                && *count * 10 >= of(|pair| &pair.1, &pair.1) * 9
        };
        self.pairs
            .iter()
            .filter(is_sure)
            .map(|(pair, _)| pair.clone())
            .collect()
    }
}

/// Spellings of one unit.
struct Group {
    names: Vec<(String, usize)>,
    cores: Vec<String>,
    is_guess: bool,
}

impl Group {
    fn new(name: &str, core: String, count: usize) -> Self {
        Self { names: vec![(name.to_owned(), count)], cores: vec![core], is_guess: false }
    }

    fn add(&mut self, name: &str, count: usize) {
        self.names.push((name.to_owned(), count));
    }

    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|(own, _)| own == name)
    }

    fn is_town(&self) -> bool {
        self.cores
            .iter()
            .any(|core| TOWN_ENDS.iter().any(|end| core.ends_with(end)))
    }

    /// A town prints without its office, a department as people call it.
    fn unit(self) -> Drafted {
        let is_town = self.is_town();
        let count = self.names.iter().map(|(_, count)| count).sum();
        let length = |name: &&String| name.chars().count();
        let shortest =
            |names: Vec<&String>| names.into_iter().min_by_key(length).cloned();
        let spelled = self.names.iter().map(|(name, _)| name);
        let town = self
            .cores
            .iter()
            .filter(|core| TOWN_ENDS.iter().any(|end| core.ends_with(end)));
        let name =
            if is_town { shortest(town.collect()) } else { shortest(spelled.collect()) };
        let name = name.unwrap_or_default();
        let aliases = self
            .names
            .into_iter()
            .map(|(name, _)| name)
            .filter(|other| *other != name);
        let aliases = aliases.collect();
        Drafted { name, aliases, is_town, count, is_guess: self.is_guess }
    }
}

fn join(groups: &mut Vec<Group>, name: &str, other: &str, is_guess: bool) {
    let place = |name: &str| groups.iter().position(|group| group.has(name));
    let (Some(at), Some(from)) = (place(name), place(other)) else { return };
    if at == from {
        return;
    }
    let moved = groups.swap_remove(from);
    // The last group has taken the place of the one that was removed.
    let at = if at == groups.len() { from } else { at };
    if let Some(group) = groups.get_mut(at) {
        group.names.extend(moved.names);
        group.cores.extend(moved.cores);
        group.is_guess |= moved.is_guess || is_guess;
    }
}

/// Short names of departments with the only long name that holds their characters.
fn abbreviations(groups: &[Group]) -> Vec<(String, String)> {
    let departments = || groups.iter().filter(|group| !group.is_town());
    let names = |group: &Group| group.cores.clone();
    let mut found = Vec::new();
    for group in departments().filter(|group| group.names.len() == 1) {
        let (Some(short), Some((name, _))) = (group.cores.first(), group.names.first())
        else {
            continue;
        };
        let is_long = |core: &String| is_short_of(short, core);
        let mut fitting = departments().filter(|other| names(other).iter().any(is_long));
        if let (Some(long), None) = (fitting.next(), fitting.next())
            && let Some((long, _)) = long.names.first()
        {
            found.push((name.clone(), long.clone()));
        }
    }
    found
}

/// Whether a name is another one with characters left out, the first of them kept.
fn is_short_of(short: &str, long: &str) -> bool {
    let (shorter, longer) = (short.chars().count(), long.chars().count());
    if !(2..=SHORT_CHARS).contains(&shorter) || longer <= shorter {
        return false;
    }
    if is_without_a_word(short, long) {
        return false;
    }
    let mut rest = long.chars();
    short.chars().next() == long.chars().next()
        && short.chars().all(|c| rest.any(|other| other == c))
}

/// Whether the longer name has one word more in its middle: 城市管理局 and
/// 城市综合管理局 are two offices, not one and its short name.
fn is_without_a_word(short: &str, long: &str) -> bool {
    let ahead = short.chars().zip(long.chars()).take_while(|(a, b)| a == b).count();
    let behind = short.chars().rev().zip(long.chars().rev());
    let behind = behind.take_while(|(a, b)| a == b).count();
    behind > 1 && ahead + behind >= short.chars().count()
}

/// A name without the district in front and the kind of office behind.
fn core(name: &str, district: &str) -> String {
    let short = district.strip_suffix('区').unwrap_or(district);
    let mut rest = name.strip_prefix("北京市").unwrap_or(name);
    for prefix in [district, short, "区"] {
        if let Some(inner) =
            rest.strip_prefix(prefix).filter(|rest| rest.chars().count() > 1)
            && !prefix.is_empty()
        {
            rest = inner;
            break;
        }
    }
    for end in OFFICE_ENDS {
        if let Some(inner) = rest.strip_suffix(end).filter(|rest| !rest.is_empty()) {
            rest = inner;
            break;
        }
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(counts: &[(&str, usize)], pairs: &[(&str, &str, usize)]) -> Vec<Drafted> {
        let counts = counts.iter().map(|(name, count)| ((*name).to_owned(), *count));
        let pairs = pairs
            .iter()
            .map(|(a, b, count)| (((*a).to_owned(), (*b).to_owned()), *count));
        Named { counts: counts.collect(), pairs: pairs.collect() }.units("示例区")
    }

    fn told(units: &[Drafted]) -> Vec<String> {
        let of = |unit: &Drafted| {
            let kind = if unit.is_town { "镇街" } else { "部门" };
            let guess = if unit.is_guess { "？" } else { "" };
            format!(
                "{kind} {} {}{guess} {}",
                unit.name,
                unit.aliases.join("/"),
                unit.count
            )
        };
        units.iter().map(of).collect()
    }

    #[test]
    fn spellings_of_one_unit_are_joined_and_towns_come_first() {
        let units = named(
            &[
                ("示例区城东街道办事处", 30),
                ("城东街道", 5),
                ("示例区西山镇人民政府", 20),
                ("示例区城市管理委员会", 40),
                ("城管委", 7),
                ("示例区住房和城乡建设委员会", 9),
                ("住建委", 0),
                ("其他单位", 1),
            ],
            &[("示例区住房和城乡建设委员会", "住建委", 9)],
        );
        assert_eq!(
            told(&units),
            [
                "镇街 城东街道 示例区城东街道办事处 35",
                "镇街 西山镇 示例区西山镇人民政府 20",
                "部门 城管委 示例区城市管理委员会？ 47",
                "部门 住建委 示例区住房和城乡建设委员会 9",
                "部门 其他单位  1",
            ]
        );
    }

    #[test]
    fn what_may_be_short_for_two_names_is_joined_with_none() {
        let units = named(
            &[("城管局", 3), ("示例区城市管理局", 4), ("示例区城市综合管理局", 5)],
            &[],
        );
        assert_eq!(units.len(), 3);
    }
}
