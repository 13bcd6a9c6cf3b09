//! What a Word file says of its month before any export is read: district, office, period,
//! units.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate};
use regex::Regex;
use serde::Serialize;

use super::blocks::{Part, Parts, parts};
use super::frame::{self, Frame, is_date};
use super::grid::Grid;
use crate::tickets::Decimal;
use crate::word::Reading;

/// A month as far as its bulletin tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// 区; a sample's name where no line tells it.
    pub district: String,
    /// Who issues it.
    pub office: String,
    /// Date of issue.
    pub date: NaiveDate,
    /// First day, and the day after the last.
    pub period: (NaiveDate, NaiveDate),
    /// Towns and departments of its tables.
    pub units: Units,
}

/// The register as far as tables show it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Units {
    towns: Vec<Unit>,
    departments: Vec<Unit>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outside: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
struct Unit {
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bonus: Option<Decimal>,
}

#[expect(clippy::expect_used, reason = "patterns are constants that a test makes")]
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:\d{1,2}时)?(?:至|到|—|－|-|~)+",
        r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(\d{1,2}时)?",
    ))
    .expect("a pattern that is right")
});
#[expect(clippy::expect_used, reason = "patterns are constants that a test makes")]
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d{4})年(\d{1,2})月").expect("a pattern that is right")
});
#[expect(clippy::expect_used, reason = "patterns are constants that a test makes")]
static DISTRICT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"门头沟区|石景山区|\p{Han}{2}区").expect("a pattern that is right")
});

impl Beginning {
    /// The month that the bulletin is of: that of its last day.
    pub fn month(&self) -> u32 {
        (self.period.1 - Days::new(1)).month()
    }
}

/// Reads it; none where the file names no month.
pub fn beginning(reading: &Reading) -> Option<Beginning> {
    let Parts { head, title, body } = parts(reading);
    let (mut frame, body) = frame::around(&head, body);
    frame.title.clone_from(&title);
    let mut lines: Vec<String> = head.iter().chain(&title).cloned().collect();
    lines.extend(
        frame
            .signature
            .iter()
            .map(|(issuer, date)| format!("{issuer} {date}")),
    );
    lines.extend(body.iter().filter_map(|part| match part {
        Part::Text(text) => Some(text.clone()),
        Part::Heading { .. }
        | Part::Table { .. }
        | Part::Chart { .. }
        | Part::Pictures { .. }
        | Part::Closed(_) => None,
    }));
    let period = period(&lines)?;
    let units = units(&body);
    let district = district(&lines, &frame, &units);
    let office = frame.signature.as_ref().map(|(issuer, _)| issuer.clone());
    let office = office.or(frame.office.clone());
    let day = frame.signature.as_ref().map(|(_, date)| date).or(frame.date.as_ref());
    let day = day.filter(|day| is_date(day)).and_then(|day| date(day));
    Some(Beginning {
        office: office.unwrap_or_else(|| format!("{district}城市管理指挥中心")),
        district,
        date: day.unwrap_or(period.1),
        period,
        units,
    })
}

fn period(lines: &[String]) -> Option<(NaiveDate, NaiveDate)> {
    let year = lines.iter().find_map(|line| {
        let found = MONTH.captures(line)?;
        Some((
            found.get(1)?.as_str().parse::<i32>().ok()?,
            found.get(2)?.as_str().parse::<u32>().ok()?,
        ))
    });
    let ranged = lines.iter().find_map(|line| {
        let found = PERIOD.captures(line)?;
        let number = |at: usize| found.get(at)?.as_str().parse::<u32>().ok();
        let later = number(4).or(number(1)).and_then(|year| i32::try_from(year).ok());
        let later = later.or(year.map(|(year, _)| year))?;
        let (month, last_month) = (number(2)?, number(5)?);
        let earlier = number(1).and_then(|year| i32::try_from(year).ok());
        let earlier =
            earlier.unwrap_or(if month > last_month { later - 1 } else { later });
        let start = NaiveDate::from_ymd_opt(earlier, month, number(3)?)?;
        let last = NaiveDate::from_ymd_opt(later, last_month, number(6)?)?;
        // With an hour the end is the moment itself, without one the last day.
        let end = if found.get(7).is_some() { last } else { last + Days::new(1) };
        (start < end).then_some((start, end))
    });
    ranged.or_else(|| {
        let (year, month) = year?;
        let start = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some((start, start + Months::new(1)))
    })
}

impl Units {
    fn all(&self) -> impl Iterator<Item = &Unit> {
        self.towns.iter().chain(&self.departments)
    }

    /// How many towns and departments.
    pub fn counts(&self) -> (usize, usize) {
        (self.towns.len(), self.departments.len())
    }

    /// Takes in a name that an export has and the tables do not: as the long form of the
    /// one unit whose name it can be shortened to, else as one without a row. The unit.
    pub fn take_in(&mut self, written: &str) -> Option<String> {
        let units = self.towns.iter_mut().chain(&mut self.departments);
        let mut known = units.filter(|unit| is_short(&unit.name, written));
        match (known.next(), known.next()) {
            (Some(unit), None) => {
                unit.aliases.push(written.to_owned());
                Some(unit.name.clone())
            }
            _ => {
                self.outside.push(written.to_owned());
                None
            }
        }
    }
}

/// Whether a name is the short form of another, its characters in their order and the
/// last the same: 住建委 of 区住房城乡建设委.
fn is_short(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let is_within = short.chars().all(|c| rest.any(|own| own == c));
    is_within && short.chars().last() == long.chars().last()
}

/// The district that the head, the title and the signature name, else one that stands
/// before the name of a unit, else the first that is named.
fn district(lines: &[String], frame: &Frame, units: &Units) -> String {
    const OTHERS: [&str; 9] =
        ["全区", "我区", "本区", "各区", "地区", "社区", "小区", "城区", "辖区"];
    let named = |line: &String, is: &dyn Fn(&str) -> bool| {
        let mut found = DISTRICT.find_iter(line).filter(|found| {
            let is_other = OTHERS.iter().any(|other| found.as_str().ends_with(other));
            !is_other && is(line.get(found.end()..).unwrap_or_default())
        });
        found.next().map(|found| found.as_str().to_owned())
    };
    let signed = frame.signature.iter().map(|(issuer, _)| issuer);
    let heads = frame.masthead.iter().chain(&frame.office).chain(signed);
    let mut heads = heads.chain(frame.title.iter().chain(&frame.addressee));
    let is_before_unit =
        |rest: &str| units.all().any(|unit| rest.starts_with(&unit.name));
    let mut lines = lines.iter();
    heads
        .find_map(|line| named(line, &|_| true))
        .or_else(|| lines.clone().find_map(|line| named(line, &is_before_unit)))
        .or_else(|| lines.find_map(|line| named(line, &|_| true)))
        .unwrap_or_else(|| "某某区".to_owned())
}

fn date(text: &str) -> Option<NaiveDate> {
    let parts: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    match parts.as_slice() {
        [year, month, day] => {
            NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)
        }
        _ => None,
    }
}

/// Units of tables: towns by the ends of their names, departments by their column.
fn units(body: &[Part]) -> Units {
    let mut towns: BTreeMap<String, Unit> = BTreeMap::new();
    let mut units = Units::default();
    for part in body {
        let Part::Table { table, .. } = part else { continue };
        let grid = &Grid::of(table);
        let column = |words: &[&str]| {
            grid.headers
                .iter()
                .position(|header| words.iter().any(|word| header.contains(word)))
        };
        let is_town = |name: &str| {
            ["镇", "乡", "街道", "地区"].iter().any(|end| name.ends_with(end))
        };
        let names = |x: usize| {
            let cells =
                (0..grid.rows.len()).map(move |y| (y, grid.cell(y, x).to_owned()));
            cells.filter(|(_, name)| {
                name.chars().count() > 1
                    && !name.contains(|c: char| c.is_ascii_digit())
                    && !["合计", "总计", "小计", "平均"].contains(&name.as_str())
            })
        };
        let (class, bonus) = (column(&["分类", "类别"]), column(&["加分"]));
        let bonus = |y: usize| grid.cell(y, bonus?).parse::<Decimal>().ok();
        if let Some(x) = (0..grid.headers.len()).find(|x| {
            let (mut all, mut hits) = (0, 0);
            for (_, name) in names(*x) {
                all += 1;
                hits += usize::from(is_town(&name));
            }
            all > 1 && hits * 10 >= all * 8
        }) {
            for (y, name) in names(x) {
                let unit =
                    Unit { name: name.clone(), bonus: bonus(y), ..Unit::default() };
                let known = towns.entry(name).or_insert_with(|| {
                    units.towns.push(unit.clone());
                    unit.clone()
                });
                if known.bonus.is_none() && unit.bonus.is_some() {
                    known.bonus = unit.bonus;
                }
            }
        } else if let Some(x) = column(&["部门", "委办局"]) {
            for (y, name) in names(x) {
                if units.departments.iter().any(|known| known.name == name) {
                    continue;
                }
                let class = class.map(|x| grid.cell(y, x).to_owned());
                let class = Some(class.unwrap_or_else(|| "部门".to_owned()));
                let bonus = bonus(y);
                units.departments.push(Unit { name, class, bonus, ..Unit::default() });
            }
        }
    }
    for town in &mut units.towns {
        town.bonus = towns.get(&town.name).and_then(|known| known.bonus);
    }
    units
}
