//! The register of units: towns and departments in the order of the tables.

use schemars::JsonSchema;
use serde::Deserialize;

use super::blank;
use crate::diagnostics::{Code, Place, Problem};
use crate::tickets::{Decimal, Register, Unit, UnitKind};
use crate::yaml::{Places, Spot, WordOr};

/// The register's file as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RegisterKeys {
    #[serde(default)]
    towns: Vec<WordOr<Spot<String>, TownKeys>>,
    #[serde(default)]
    departments: Vec<DepartmentKeys>,
    #[serde(default)]
    outside: Vec<Spot<String>>,
}

/// A town that has more than a name.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TownKeys {
    name: Spot<String>,
    #[serde(default)]
    aliases: Vec<Spot<String>>,
    bonus: Option<Decimal>,
}

/// A department.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DepartmentKeys {
    name: Spot<String>,
    class: String,
    #[serde(default)]
    aliases: Vec<Spot<String>>,
    bonus: Option<Decimal>,
}

/// The names of all units in the order of the register.
pub(super) fn names(keys: &RegisterKeys) -> Vec<Spot<String>> {
    let RegisterKeys { towns, departments, outside } = keys;
    let towns = towns.iter().map(|town| match town {
        WordOr::Word(name) | WordOr::Longer(TownKeys { name, .. }) => name,
    });
    let departments = departments.iter().map(|department| &department.name);
    towns.chain(departments).chain(outside).cloned().collect()
}

/// The register, with every spelling that stands twice.
pub(super) fn register(keys: RegisterKeys, places: &Places) -> (Register, Vec<Problem>) {
    let RegisterKeys { towns, departments, outside } = keys;
    let mut register = Register::default();
    let mut problems = Vec::new();
    if towns.is_empty() && departments.is_empty() {
        problems.push(no_units(places.of("")));
    }
    let mut add = |name, aliases, kind, bonus| {
        problems.extend(add(&mut register, name, aliases, kind, bonus));
    };
    for town in towns {
        match town {
            WordOr::Word(name) => add(name, Vec::new(), UnitKind::Town, None),
            WordOr::Longer(TownKeys { name, aliases, bonus }) => {
                add(name, aliases, UnitKind::Town, bonus);
            }
        }
    }
    for DepartmentKeys { name, class, aliases, bonus } in departments {
        add(name, aliases, UnitKind::Department { class }, bonus);
    }
    for name in outside {
        add(name, Vec::new(), UnitKind::Outside, None);
    }
    (register, problems)
}

fn add(
    register: &mut Register,
    name: Spot<String>,
    aliases: Vec<Spot<String>>,
    kind: UnitKind,
    bonus: Option<Decimal>,
) -> Vec<Problem> {
    let mut spellings = vec![name.clone()];
    spellings.extend(aliases.iter().cloned());
    let blank = spellings.iter().filter_map(blank).collect::<Vec<_>>();
    if !blank.is_empty() {
        return blank;
    }
    let aliases = aliases.into_iter().map(|alias| alias.value).collect();
    let unit = Unit { name: name.value, aliases, kind, bonus };
    let Err(clashes) = register.add(unit) else { return Vec::new() };
    clashes
        .iter()
        .filter_map(|clash| {
            let spot = spellings.iter().find(|spot| spot.value == clash.spelling)?;
            let message = if clash.spelling == clash.first {
                format!("“{}”在名册中写了两次", clash.spelling)
            } else {
                format!("“{}”已是“{}”的名称或别名", clash.spelling, clash.first)
            };
            Some(
                Problem::error(Code::SAME_NAME, message)
                    .at(spot.place())
                    .hint("一个名称或别名只能属于一个单位，删去或改写其中一处"),
            )
        })
        .collect()
}

fn no_units(place: Place) -> Problem {
    Problem::error(Code::MISSING_KEY, "名册里没有单位")
        .at(place)
        .hint("在“towns”下列出镇街，在“departments”下列出部门")
}
