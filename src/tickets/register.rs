//! The register of units: every town and department, in the order of the tables.

use std::collections::HashMap;

use super::Decimal;
use super::spelling::plain;
use crate::diagnostics;

/// A unit of the district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// As printed in tables.
    pub name: String,
    /// Other spellings met in exports.
    pub aliases: Vec<String>,
    /// What kind of unit it is.
    pub kind: UnitKind,
    /// 加分项: points added to its score.
    pub bonus: Option<Decimal>,
}

/// The kinds of unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitKind {
    /// 镇街.
    Town,
    /// 部门, with its class: “一类部门”.
    Department {
        /// The class within which it is ranked.
        class: String,
    },
    /// A name that stands in exports for units outside the register (“其他单位”): its
    /// tickets count in the district's figures but it has no row.
    Outside,
}

/// A unit's place in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(u16);

/// Every unit in register order, found by any of its spellings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    units: Vec<Unit>,
    spellings: HashMap<String, UnitId>,
}

/// Two units cannot share a spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameName {
    /// The spelling that stands twice.
    pub spelling: String,
    /// The printed name of the unit that had it first.
    pub first: String,
}

impl Register {
    /// Adds a unit after those already there.
    ///
    /// # Errors
    /// Every spelling of it that another unit has already; the unit is then added with
    /// its other spellings, so that further problems can be found in one run.
    pub fn add(&mut self, unit: Unit) -> Result<UnitId, Vec<SameName>> {
        let id = UnitId(u16::try_from(self.units.len()).unwrap_or(u16::MAX));
        let mut clashes = Vec::new();
        for written in std::iter::once(&unit.name).chain(&unit.aliases) {
            match self.spellings.get(&*plain(written)) {
                Some(&other) if other != id => clashes.push(SameName {
                    spelling: written.clone(),
                    first: self.unit(other).map_or_else(String::new, |u| u.name.clone()),
                }),
                Some(_) => {}
                None => {
                    self.spellings.insert(plain(written).into_owned(), id);
                }
            }
        }
        self.units.push(unit);
        if clashes.is_empty() { Ok(id) } else { Err(clashes) }
    }

    /// The unit that a cell means; blanks and widths do not matter.
    pub fn find(&self, written: &str) -> Option<UnitId> {
        self.spellings.get(&*plain(written)).copied()
    }

    /// A unit by its place; none when the place is another register's.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(usize::from(id.0))
    }

    /// Every unit with its place, in register order.
    pub fn iter(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        (0..=u16::MAX).map(UnitId).zip(&self.units)
    }

    /// The printed name or alias nearest to what was written.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        let names = self.units.iter().flat_map(|unit| {
            std::iter::once(unit.name.as_str())
                .chain(unit.aliases.iter().map(String::as_str))
        });
        diagnostics::nearest(written.trim(), names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn town(name: &str, aliases: &[&str]) -> Unit {
        let aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        Unit { name: name.to_owned(), aliases, kind: UnitKind::Town, bonus: None }
    }

    #[test]
    fn blanks_and_widths_do_not_matter() {
        let mut register = Register::default();
        let id = register.add(town("鼓楼街道", &["ＧＬ办事处"])).unwrap();
        for written in ["鼓楼街道", " 鼓楼\u{3000}街道 ", "GL办事处"] {
            assert_eq!(register.find(written), Some(id), "{written}");
        }
    }

    #[test]
    fn a_spelling_of_two_units_is_reported_with_the_first() {
        let mut register = Register::default();
        register.add(town("密云镇", &[])).unwrap();
        let clashes = register.add(town("果园街道", &["密 云镇"])).unwrap_err();
        let expected =
            SameName { spelling: "密 云镇".to_owned(), first: "密云镇".to_owned() };
        assert_eq!(clashes, [expected]);
    }
}
