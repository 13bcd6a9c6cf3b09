//! Names that an editor proposes: those that the program has of itself, from its
//! catalogues, beside any that a month brings.

use serde_json::{Map, Value, json};

use crate::content;
use crate::figures::{Base, Field, lists};

/// What a month's own name looks like.
const OWN: &str = r"^[^\s.]+$";

/// Beginnings of lists' names that the program has of itself.
const ROOTS: &str = "towns|departments|accepted|assessed|districts|course|units?";

/// Proposes names wherever an outline or bulletin.yaml wants one.
pub(super) fn add(schema: &mut Value) {
    let Some(types) = schema.get_mut("$defs").and_then(Value::as_object_mut) else {
        return;
    };
    let lists = lists();
    let columns = content::columns()
        .flat_map(|column| [column.name.into_owned(), column.header.into_owned()]);
    let columns: Vec<String> = columns.collect();
    let words = |name: &str| {
        let column = content::columns().find(|column| column.name == name);
        [
            name.to_owned(),
            column.map_or_else(String::new, |column| column.header.into_owned()),
        ]
    };
    let subjects = lists.iter().flat_map(|list| {
        let measures = list.measures.iter().map(|name| words(name));
        measures.flat_map(|[name, header]| {
            [format!("{}.{name}", list.name), format!("{}.{header}", list.words)]
        })
    });
    let subjects: Vec<String> = subjects.collect();
    let rows = lists.into_iter().flat_map(|list| [list.name, list.words]);
    let rows: Vec<String> = rows.collect();
    let fields: Vec<String> = Field::built_in().flatten().map(str::to_owned).collect();
    let bases: Vec<String> = Base::names().flatten().map(str::to_owned).collect();
    let any = "^.+$";
    let list = format!("{OWN}|^({ROOTS})\\..+$");
    let subject = format!(r"^[^\s.]+\.[^\s.]+$|^({ROOTS})\..+\.[^\s.]+$");
    for (kind, key, names, own) in [
        ("Table", "rows", &rows, list.as_str()),
        ("Table", "columns", &columns, OWN),
        ("ColumnKeys", "figure", &columns, OWN),
        ("Chart", "subject", &subjects, &subject),
        ("Chart", "across", &rows, &list),
        ("ListKeys", "of", &bases, OWN),
        ("ListKeys", "by", &fields, any),
        ("ListKeys", "within", &rows, &list),
        ("ChosenKeys", "of", &bases, OWN),
        ("ChosenKeys", "column", &fields, any),
        ("DifferenceKeys", "of", &columns, OWN),
        ("DifferenceKeys", "less", &columns, OWN),
    ] {
        let property = types.get_mut(kind).and_then(|kind| kind.get_mut("properties"));
        if let Some(property) = property.and_then(|all| all.get_mut(key)) {
            propose(property, names, own);
        }
    }
}

/// Puts names in place of mere texts.
fn propose(schema: &mut Value, names: &[String], own: &str) {
    let Some(object) = schema.as_object_mut() else { return };
    if is_text(object) {
        let kind = object.remove("type").unwrap_or_default();
        let own = json!({ "type": kind, "pattern": own });
        object.insert("anyOf".to_owned(), json!([{ "enum": names }, own]));
        return;
    }
    if let Some(items) = object.get_mut("items") {
        propose(items, names, own);
    }
    for choice in object
        .get_mut("anyOf")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        propose(choice, names, own);
    }
}

fn is_text(schema: &Map<String, Value>) -> bool {
    match schema.get("type") {
        Some(Value::String(kind)) => kind == "string",
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "string"),
        _ => false,
    }
}
