//! Units as exports name them: with the district in front, several in a cell.

use std::borrow::Cow;
use std::collections::HashMap;

use super::spelling::{self, plain};
use super::{Register, UnitId, suggestions};
use crate::diagnostics::{Code, Problem, Remedy};

/// A longer text is no unit's name, and to compare it takes long.
const NAME_BYTES_MAX: usize = 600;
/// A cell that names all units of a district has less.
const NAMES_BYTES_MAX: usize = 8000;

/// The register, seen from the exports of one district.
pub(super) struct Units<'a> {
    register: &'a Register,
    /// What may stand in front of a name, the longest first: “北京市密云区”.
    prefixes: Vec<String>,
    /// The units by what all their usual spellings have in common, where that is one's.
    stems: HashMap<String, Option<UnitId>>,
}

/// What is told of a name that no unit has; how often is told when all rows are read.
pub(super) const NOT_IN_REGISTER: &str = "不在单位名册中";

/// Ends of a unit's name that say no more than what kind of office it is, and what is
/// left of them.
const ENDS: &[(&str, &str)] = &[
    ("人民政府", ""),
    ("政府", ""),
    ("办事处", ""),
    ("街道办", "街道"),
    ("地区办", "地区"),
    ("委员会", "委"),
];

/// What parts the names of several units in a cell.
pub(super) const MARKS: [char; 9] = ['、', '，', ',', '；', ';', '／', '/', '\n', '\r'];

impl<'a> Units<'a> {
    pub(super) fn new(register: &'a Register, district: &str) -> Self {
        let district = plain(district);
        let district = &*district;
        let short = district.strip_suffix('区').unwrap_or(district);
        let prefixes = ["北京市", ""]
            .iter()
            .flat_map(|city| [district, short].map(|name| format!("{city}{name}")))
            .chain(["北京市".to_owned(), "区".to_owned()])
            .filter(|prefix| !prefix.is_empty())
            .collect();
        let mut units = Self { register, prefixes, stems: HashMap::new() };
        for (id, unit) in register.iter() {
            for written in std::iter::once(&unit.name).chain(&unit.aliases) {
                let written = plain(written);
                let stems: Vec<_> =
                    units.stems_of(&written).map(Cow::into_owned).collect();
                for stem in stems {
                    let known = units.stems.entry(stem).or_insert(Some(id));
                    *known = known.filter(|known| *known == id);
                }
            }
        }
        units
    }

    /// The unit that is meant: by a name of the register, or by one that differs from it
    /// in the district in front and the kind of office at the end.
    pub(super) fn find(&self, written: &str) -> Option<UnitId> {
        if written.len() > NAME_BYTES_MAX {
            return None;
        }
        self.register.find(written).or_else(|| {
            let written = plain(written);
            let mut short = self.shortened(&written);
            short.find_map(|short| self.register.find(short)).or_else(|| {
                self.stems_of(&written).find_map(|stem| *self.stems.get(&*stem)?)
            })
        })
    }

    /// What the usual spellings of a name have in common.
    fn stems_of<'t>(&self, plain: &'t str) -> impl Iterator<Item = Cow<'t, str>> {
        let names = std::iter::once(plain).chain(self.shortened(plain));
        names.map(end_stem).filter(|stem| stem.chars().count() >= 2)
    }

    /// Several units in a cell; each part that is unknown is given back as written.
    pub(super) fn find_all<'t>(&self, written: &'t str) -> Vec<Result<UnitId, &'t str>> {
        // A unit's own name may hold one of the marks.
        if let Some(unit) = self.find(written) {
            return vec![Ok(unit)];
        }
        if written.len() > NAMES_BYTES_MAX {
            return vec![Err(written)];
        }
        let list = array(written);
        // Only the parts of an array are quoted.
        let quotes: &[char] = if list.is_some() { &['"', '\''] } else { &[] };
        list.unwrap_or(written)
            .split(MARKS)
            .map(|part| part.trim().trim_matches(quotes).trim())
            .filter(|part| !part.is_empty() && (list.is_none() || *part != "NULL"))
            .map(|part| self.find(part).ok_or(part))
            .collect()
    }

    /// A unit's printed name.
    pub(super) fn name(&self, id: UnitId) -> &str {
        self.register.unit(id).map_or("", |unit| &unit.name)
    }

    /// The problem of a name that is not in the register; the same for every column.
    pub(super) fn unknown(&self, written: &str) -> Problem {
        let name = spelling::word(written);
        let message = format!("“{name}”{NOT_IN_REGISTER}");
        let problem = Problem::error(Code::UNKNOWN_UNIT, message);
        let known = || {
            let units = self.register.iter().map(|(_, unit)| unit);
            units.flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases))
        };
        let mut names = std::iter::once(&*name).chain(self.shortened(&name));
        let near =
            names.find_map(|name| suggestions::word(name, known().map(String::as_str)));
        let problem = problem.remedy(Remedy::Name {
            written: name.to_string(),
            near: near.map(str::to_owned),
        });
        let setting = "确是名册中的单位，请登记为它的别名；不是的，请在名册中补上";
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

/// A name without the end that does not tell units apart.
fn end_stem(name: &str) -> Cow<'_, str> {
    let short = ENDS
        .iter()
        .find_map(|(end, left)| Some((name.strip_suffix(end)?, *left)));
    match short.filter(|(rest, _)| rest.chars().count() >= 2) {
        Some((rest, "")) => Cow::Borrowed(rest),
        Some((rest, left)) => Cow::Owned(format!("{rest}{left}")),
        None => Cow::Borrowed(name),
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
        let register = register(&["檀营地区", "密云镇", "教委", "鼓楼街道办事处"]);
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
            ("密云区檀营地区办事处", "檀营地区"),
            ("檀营地区办", "檀营地区"),
            ("檀营\u{200b}地区", "檀营地区"),
            ("密云镇人民政府", "密云镇"),
            ("密云区密云镇政府", "密云镇"),
            ("鼓楼街道", "鼓楼街道办事处"),
            ("密云区鼓楼街道办", "鼓楼街道办事处"),
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
        let problem = Units::new(&register, "密云区").unknown("密云区檀菅地区");
        assert!(problem.hint.unwrap().starts_with("是否“檀营地区”？"));
    }
}
