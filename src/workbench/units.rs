//! The register: drafted from the exports, and written as the table says.

use std::sync::{Arc, PoisonError};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::{Call, Given, Refused};
use super::months::Month;
use super::{exports, month, texts};
use crate::tickets::{self, Drafted};
use crate::{config, yaml};

/// The register as a table.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Units {
    file: String,
    stamp: String,
    units: Vec<Unit>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Unit {
    name: String,
    kind: Kind,
    /// Of a department.
    #[serde(default)]
    class: String,
    #[serde(default)]
    aliases: Vec<String>,
    /// 加分项, as typed; none when empty.
    #[serde(default)]
    bonus: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Town,
    Department,
    Outside,
    /// Not to be written.
    None,
}

/// The register as its file has it.
#[derive(Serialize)]
struct Register {
    towns: Vec<yaml::Value>,
    departments: Vec<yaml::Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outside: Vec<yaml::Value>,
}

/// The class of departments when none is given.
const CLASS: &str = "一类部门";
/// At the head of a drafted register.
const HEAD: &str = "# 单位名册：各表中成绩、件数都相同的单位按这里的先后排列。\n\
                    # aliases：导出表中的其他写法；bonus：加分项，没有就不写。\n\n";

/// The units that the assessed export names.
pub(super) fn draft(_: &Call<'_>, month: &Arc<Month>) -> Given {
    let survey =
        config::survey(&month.folder).map_err(|found| exports::refused(&found))?;
    let export = survey.exports.iter().find(|export| export.key == "assessed");
    let export = export.ok_or_else(|| Refused::new(404, "先放入市级考评明细"))?;
    let path = month.path(&export.file).filter(|path| path.is_file());
    let path = path.ok_or_else(|| Refused::new(404, format!("没有“{}”", export.file)))?;
    let (name, sheet) = (export.file.clone().into(), export.sheet.clone());
    let export = crate::sources::Export { path, name, sheet };
    let settings = exports::settings(month)?;
    let units =
        tickets::draft(&export, &settings, &month.says("district")?.unwrap_or_default());
    let units = units.map_err(|problems| exports::refused(&problems))?;
    let unit = |Drafted { name, aliases, is_town, count, is_guess }: &Drafted| {
        json!({
            "name": name,
            "aliases": aliases,
            "kind": if *is_town { "town" } else { "department" },
            "count": count,
            "is_guess": is_guess,
        })
    };
    Ok(json!({ "units": units.iter().map(unit).collect::<Vec<Value>>() }))
}

/// Writes the register: in place where it was written by hand, whole where it is the
/// sample or empty.
pub(super) fn write(call: &Call<'_>, month: &Arc<Month>) -> Given {
    let Units { file, stamp, units } = call.body()?;
    let _saving = month.saving.lock().unwrap_or_else(PoisonError::into_inner);
    let text = month::editable(month, &file, &stamp)?;
    let of = |kind: Kind| {
        units
            .iter()
            .filter(move |unit| unit.kind == kind)
            .map(value)
            .collect()
    };
    let register = Register {
        towns: of(Kind::Town),
        departments: of(Kind::Department),
        outside: of(Kind::Outside),
    };
    let is_sample = text.trim().is_empty() || text.contains("某某");
    let written = if is_sample { whole(&register)? } else { in_place(&text, &register)? };
    texts::save(&month.folder, "填写单位名册", &[(&file, &written)])?;
    Ok(json!({ "file": file }))
}

fn whole(register: &Register) -> Result<String, Refused> {
    let body = yaml::write(register).map_err(|_| Refused::new(500, "名册写不出来"))?;
    Ok(format!("{HEAD}{body}"))
}

fn in_place(text: &str, register: &Register) -> Result<String, Refused> {
    let Register { towns, departments, outside } = register;
    let lists = [("towns", towns), ("departments", departments), ("outside", outside)];
    let written = lists.into_iter().try_fold(text.to_owned(), |text, (key, list)| {
        let is_there = yaml::value(&text)?.get(key).is_some();
        if list.is_empty() && !is_there {
            return Ok(text);
        }
        yaml::set(&text, &[key], &yaml::Value::Sequence(list.clone()))
    });
    written.map_err(|yaml::Unfit| {
        Refused::new(422, "名册的写法太特别，改不了，请打开文件自行改写")
    })
}

/// A unit as it is written: a name alone where there is nothing else to say.
fn value(unit: &Unit) -> yaml::Value {
    let Unit { name, kind, class, aliases, bonus } = unit;
    let name = name.trim();
    let aliases: Vec<&str> = aliases
        .iter()
        .map(|alias| alias.trim())
        .filter(|alias| !alias.is_empty())
        .collect();
    let bonus = bonus.trim();
    let is_plain = aliases.is_empty() && bonus.is_empty() && *kind == Kind::Town;
    if is_plain || *kind == Kind::Outside {
        return name.into();
    }
    let mut entries = vec![("name", yaml::Value::from(name))];
    if *kind == Kind::Department {
        let class = class.trim();
        entries.push(("class", if class.is_empty() { CLASS } else { class }.into()));
    }
    if !aliases.is_empty() {
        entries.push(("aliases", aliases.into()));
    }
    if !bonus.is_empty() {
        entries.push(("bonus", yaml::value(bonus).unwrap_or_else(|_| bonus.into())));
    }
    yaml::Value::Mapping(
        entries.into_iter().map(|(key, value)| (key.into(), value)).collect(),
    )
}
