//! Text of cells between the tags of XML.

use quick_xml::events::Event;

use super::super::Refusal;
use super::super::format::broken;

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
