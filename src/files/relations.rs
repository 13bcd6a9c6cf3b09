//! Relationships of a package: which parts belong to a part, and as what.

use quick_xml::events::{BytesStart, Event};

use super::Fault;

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
    let mut reader = quick_xml::Reader::from_str(text);
    let mut relations = Vec::new();
    loop {
        match reader.read_event().map_err(|_| Fault::Broken)? {
            Event::Start(tag) | Event::Empty(tag) => {
                if tag.local_name().as_ref() == b"Relationship" {
                    relations.extend(relation(&tag, folder));
                }
            }
            Event::Eof => return Ok(relations),
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

fn relation(tag: &BytesStart<'_>, folder: &str) -> Option<Relation> {
    let value = |name: &str| {
        let attribute = tag.try_get_attribute(name).ok().flatten()?;
        let value =
            attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    };
    let target = value("Target")?;
    let is_external = value("TargetMode").is_some_and(|mode| mode == "External");
    let kind = value("Type")?;
    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
    let target = if is_external { target } else { within(folder, &target) };
    Some(Relation { id: value("Id")?, kind, target, is_external })
}

/// A target as the name of a part: from the folder on, or from the root with a slash.
fn within(folder: &str, target: &str) -> String {
    let target = percent_decoded(target).replace('\\', "/");
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

/// “sheet%201.xml” is the part “sheet 1.xml”.
fn percent_decoded(target: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = target.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).filter(|_| *first == b'%');
        let hex = hex.and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        let taken = if byte.is_some() { 2 } else { 0 };
        rest = after.get(taken..).unwrap_or_default();
    }
    String::from_utf8(bytes).unwrap_or_else(|_| target.to_owned())
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
