//! Relationships of a package: which parts belong to a part, and as what.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use quick_xml::events::BytesStart;

use super::Fault;
use super::xml::{Tag, attribute, each_tag};

/// A part that belongs to another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The name by which the other part speaks of it.
    pub id: String,
    /// The last word of its type, which is the same in transitional and strict files:
    /// “worksheet”.
    pub kind: String,
    /// The part's name within the package, or an address outside.
    pub target: String,
    /// Whether it lies outside the package.
    pub is_external: bool,
}

/// Reads a list of relationships of a part that lies in `folder`.
pub(super) fn parse(text: &str, folder: &str) -> Result<Vec<Relation>, Fault> {
    let mut relations = Vec::new();
    each_tag::<Fault>(text, |tag| {
        if let Tag::Opens(tag) = tag
            && tag.local_name().as_ref() == b"Relationship"
        {
            relations.extend(relation(tag, folder));
        }
        Ok(())
    })?;
    Ok(relations)
}

fn relation(tag: &BytesStart<'_>, folder: &str) -> Option<Relation> {
    let value = |name: &str| attribute(tag, name).map(Cow::into_owned);
    let target = value("Target")?;
    let is_external = value("TargetMode").is_some_and(|mode| mode == "External");
    // Some writers leave it out.
    let kind = value("Type").unwrap_or_default();
    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
    let target = if is_external { target } else { within(folder, &target) };
    Some(Relation { id: value("Id")?, kind, target, is_external })
}

/// A target as the name of a part: from the folder on, or from the root with a slash.
fn within(folder: &str, target: &str) -> String {
    // “sheet%201.xml” is the part “sheet 1.xml”.
    let decoded = percent_decode_str(target).decode_utf8();
    let target = decoded.as_deref().unwrap_or(target).replace('\\', "/");
    let from = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_lead_from_the_folder_of_the_part_that_names_them() {
        for (target, part) in [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/sheet1.xml", "xl/sheet1.xml"),
            ("..\\custom\\a.xml", "custom/a.xml"),
            ("./sheet%201.xml", "xl/sheet 1.xml"),
            ("../../../a.xml", "a.xml"),
            ("100%.xml", "xl/100%.xml"),
        ] {
            assert_eq!(within("xl", target), part);
        }
    }
}
