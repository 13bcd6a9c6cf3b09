//! XML of packages by local names: writers choose any prefix they like.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::Fault;

/// Shows the tags of a part: what opens, with its attributes, and what closes.
///
/// # Errors
/// What is told of a tag, and that the part is broken.
pub fn each_tag<E: From<Fault>>(
    xml: &str,
    mut visit: impl FnMut(Tag<'_, '_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| Fault::Broken)? {
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

/// A tag of a part.
#[derive(Debug)]
pub enum Tag<'t, 'x> {
    /// With its attributes.
    Opens(&'t BytesStart<'x>),
    /// With the local name.
    Closes(&'t [u8]),
}

/// The value of an attribute by its local name.
pub fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    let mut all = tag.attributes();
    let found = all
        .with_checks(false)
        .flatten()
        .find(|one| one.key.local_name().as_ref() == name.as_bytes())?;
    found.normalized_value(XmlVersion::Implicit1_0).ok()
}

/// Whether an attribute says yes.
pub fn is_on(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
}
