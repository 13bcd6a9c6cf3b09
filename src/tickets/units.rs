//! Units as exports name them: with the district in front, several in a cell.

use super::{Register, UnitId};
use crate::diagnostics::{Code, Problem};

/// The register, seen from the exports of one district.
pub(super) struct Units<'a> {
    register: &'a Register,
    /// What may stand in front of a name, the longest first: “北京市密云区”.
    prefixes: Vec<String>,
}

impl<'a> Units<'a> {
    pub(super) fn new(register: &'a Register, district: &str) -> Self {
        let short = district.strip_suffix('区').unwrap_or(district);
        let prefixes = ["北京市", ""]
            .iter()
            .flat_map(|city| [district, short].map(|name| format!("{city}{name}")))
            .chain(["北京市".to_owned(), "区".to_owned()])
            .filter(|prefix| !prefix.is_empty())
            .collect();
        Self { register, prefixes }
    }

    /// The unit that is meant.
    pub(super) fn find(&self, written: &str) -> Option<UnitId> {
        self.register.find(written).or_else(|| {
            self.shortened(written).find_map(|short| self.register.find(short))
        })
    }

    /// Several units in a cell; each part that is unknown is given back as written.
    pub(super) fn find_all<'t>(&self, written: &'t str) -> Vec<Result<UnitId, &'t str>> {
        // A unit's own name may hold one of the marks.
        if let Some(unit) = self.find(written) {
            return vec![Ok(unit)];
        }
        let list = array(written);
        // Only the parts of an array are quoted.
        let quotes: &[char] = if list.is_some() { &['"', '\''] } else { &[] };
        list.unwrap_or(written)
            .split(['、', '，', ',', '；', ';', '／', '/', '\n', '\r'])
            .map(|part| part.trim().trim_matches(quotes).trim())
            .filter(|part| !part.is_empty() && (list.is_none() || *part != "NULL"))
            .map(|part| self.find(part).ok_or(part))
            .collect()
    }

    /// A unit's printed name.
    pub(super) fn name(&self, id: UnitId) -> &str {
        self.register.unit(id).map_or("", |unit| &unit.name)
    }

    /// The problem of a name that is not in the register.
    pub(super) fn unknown(&self, title: &str, written: &str) -> Problem {
        let message = format!("“{title}”应为名册中的单位，单元格里是“{written}”");
        let problem = Problem::error(Code::UNKNOWN_UNIT, message);
        let near = std::iter::once(written)
            .chain(self.shortened(written))
            .filter_map(|name| self.register.nearest(name))
            .last();
        let setting = "如确为新写法，可在单位名册中登记为该单位的别名";
        match near {
            Some(near) => problem.hint(format!("是否“{near}”？{setting}")),
            None => problem.hint(setting),
        }
    }

    fn shortened<'t>(&self, written: &'t str) -> impl Iterator<Item = &'t str> {
        let written = written.trim();
        self.prefixes.iter().filter_map(|prefix| {
            let rest = written.strip_prefix(prefix.as_str())?;
            (!rest.trim().is_empty()).then_some(rest)
        })
    }
}

/// What stands between the brackets of an array, as engines write it: {a,b} or [a, b].
fn array(written: &str) -> Option<&str> {
    let written = written.trim();
    let within = |open, close| written.strip_prefix(open)?.strip_suffix(close);
    within('{', '}').or_else(|| within('[', ']'))
}

#[cfg(test)]
mod tests {
    use super::super::{Unit, UnitKind};
    use super::*;

    fn register(names: &[&str]) -> Register {
        let mut register = Register::default();
        for name in names {
            let name = (*name).to_owned();
            let unit = Unit { name, aliases: vec![], kind: UnitKind::Town, bonus: None };
            register.add(unit).unwrap();
        }
        register
    }

    #[test]
    fn the_district_in_front_of_a_name_does_not_matter() {
        let register = register(&["檀营地区", "密云镇", "教委"]);
        let units = Units::new(&register, "密云区");
        let name = |written| units.find(written).and_then(|id| register.unit(id));
        for (written, meant) in [
            ("密云区檀营地区", "檀营地区"),
            ("北京市密云区檀营地区", "檀营地区"),
            ("密云檀营地区", "檀营地区"),
            // Here the district's name is part of the unit's.
            ("密云镇", "密云镇"),
            ("密云区密云镇", "密云镇"),
            ("区教  委", "教委"),
        ] {
            assert_eq!(name(written).map(|unit| unit.name.as_str()), Some(meant));
        }
        assert_eq!(units.find("朝阳区檀营地区"), None);
    }

    #[test]
    fn co_handlers_are_parted_at_every_usual_mark() {
        let register = register(&["甲局", "乙局", "丙局"]);
        let units = Units::new(&register, "密云区");
        let all = units.find_all("甲局、乙局,丙局；甲局/ 乙局\n丁局、");
        let known: Vec<_> = all.iter().filter_map(|unit| unit.ok()).collect();
        assert_eq!(known.len(), 5);
        assert_eq!(all.last(), Some(&Err("丁局")));
    }

    #[test]
    fn arrays_of_engines_are_lists_of_units() {
        let register = register(&["甲局", "乙局"]);
        let units = Units::new(&register, "密云区");
        let both = [units.find("甲局"), units.find("乙局")].map(|unit| Ok(unit.unwrap()));
        for written in [
            "{甲局,乙局}",
            "[甲局, 乙局]",
            "[\"甲局\",\"乙局\"]",
            "['甲局', '乙局', NULL]",
        ] {
            assert_eq!(units.find_all(written), both, "{written}");
        }
        assert_eq!(units.find_all("[]"), []);
        assert_eq!(units.find_all("{丙局}"), [Err("丙局")]);
    }

    #[test]
    fn an_unknown_name_comes_with_the_nearest() {
        let register = register(&["檀营地区", "密云镇"]);
        let problem =
            Units::new(&register, "密云区").unknown("主办单位", "密云区檀菅地区");
        assert!(problem.hint.unwrap().starts_with("是否“檀营地区”？"));
    }
}
