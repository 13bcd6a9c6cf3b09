//! XML of spreadsheets by local names: writers choose any prefix they like.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::super::Refusal;
use super::super::format::broken;

/// Shows the tags of a part: what opens, with its attributes, and what closes.
pub(in super::super) fn each_tag(
    xml: &str,
    mut visit: impl FnMut(Tag<'_, '_>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(tag) => visit(Tag::Opens(&tag))?,
            Event::Empty(tag) => {
                visit(Tag::Opens(&tag))?;
                visit(Tag::Closes(tag.local_name().as_ref()))?;
            }
            Event::End(tag) => visit(Tag::Closes(tag.local_name().as_ref()))?,
            Event::Eof => return Ok(()),
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

pub(in super::super) enum Tag<'t, 'x> {
    Opens(&'t BytesStart<'x>),
    /// With the local name.
    Closes(&'t [u8]),
}

/// The value of an attribute by its local name.
pub(in super::super) fn attribute<'t>(
    tag: &'t BytesStart<'_>,
    name: &str,
) -> Option<Cow<'t, str>> {
    let mut all = tag.attributes();
    let found = all
        .with_checks(false)
        .flatten()
        .find(|one| one.key.local_name().as_ref() == name.as_bytes())?;
    found.normalized_value(XmlVersion::Implicit1_0).ok()
}

/// Whether an attribute says yes.
pub(in super::super) fn is_on(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
}

/// Adds what an event between two tags says to a text.
pub(in super::super) fn push_text(
    text: &mut String,
    event: &Event<'_>,
) -> Result<(), Refusal> {
    match event {
        Event::Text(part) => text.push_str(&part.decode().map_err(|_| broken())?),
        Event::CData(part) => text.push_str(&part.decode().map_err(|_| broken())?),
        Event::GeneralRef(name) => {
            if let Some(character) = name.resolve_char_ref().map_err(|_| broken())? {
                text.push(character);
            } else {
                let name = name.decode().map_err(|_| broken())?;
                let known = quick_xml::escape::resolve_predefined_entity(&name);
                text.push_str(known.ok_or_else(broken)?);
            }
        }
        Event::Start(_)
        | Event::Empty(_)
        | Event::End(_)
        | Event::Comment(_)
        | Event::Decl(_)
        | Event::PI(_)
        | Event::DocType(_)
        | Event::Eof => {}
    }
    Ok(())
}
