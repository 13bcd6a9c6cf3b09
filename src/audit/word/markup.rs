//! XML as a row of openings, closings and text; nothing in it can make it grow.

use quick_xml::events::{BytesStart, Event};

use super::Refusal;

/// Word itself nests some dozens deep.
const DEPTH_MAX: usize = 400;

/// A part that is being read.
pub(super) struct Markup<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
    /// Names of what is open.
    open: Vec<String>,
    /// The end of an element that has no content.
    pending: bool,
}

/// A piece of XML.
pub(super) enum Piece {
    Open(Element),
    /// The name of what was opened.
    Close(String),
    Text(String),
}

/// An opened element.
pub(super) struct Element {
    /// With its prefix: `w:p`.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute's value, by its name with the prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether a switch is on: `<w:vanish/>` is, `<w:vanish w:val="0"/>` is not.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("w:val"), Some("0" | "false" | "off" | "none"))
    }
}

impl<'a> Markup<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let reader = quick_xml::Reader::from_reader(bytes);
        Self { reader, open: Vec::new(), pending: false }
    }

    /// The next piece; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Piece>, Refusal> {
        if std::mem::take(&mut self.pending) {
            return Ok(self.open.pop().map(Piece::Close));
        }
        loop {
            let event = self
                .reader
                .read_event()
                .map_err(|_| Refusal::broken("里面的 XML 不完整或有误"))?;
            let piece = match event {
                Event::Start(start) => self.enter(&start)?,
                Event::Empty(start) => {
                    self.pending = true;
                    self.enter(&start)?
                }
                Event::End(_) => match self.open.pop() {
                    Some(name) => Piece::Close(name),
                    None => return Err(Refusal::broken("里面的 XML 有误")),
                },
                Event::Text(text) => Piece::Text(decoded(text.decode())?),
                Event::CData(text) => Piece::Text(decoded(text.decode())?),
                Event::GeneralRef(reference) => Piece::Text(entity(&reference)?),
                // No Word file declares entities; those that do want to explode.
                Event::DocType(_) => {
                    return Err(Refusal::broken(
                        "里面声明了 DOCTYPE，不是正常的 Word 文件",
                    ));
                }
                Event::Eof => return Ok(None),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
            };
            return Ok(Some(piece));
        }
    }

    fn enter(&mut self, start: &BytesStart<'_>) -> Result<Piece, Refusal> {
        if self.open.len() >= DEPTH_MAX {
            return Err(Refusal::too_large("里面的元素嵌套过深"));
        }
        let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| Refusal::broken("里面的 XML 有误"))?;
            let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
            let value = attribute.decoded_and_normalized_value(
                quick_xml::XmlVersion::Implicit1_0,
                self.reader.decoder(),
            );
            attributes
                .push((key, value.map(|value| value.into_owned()).unwrap_or_default()));
        }
        self.open.push(name.clone());
        Ok(Piece::Open(Element { name, attributes }))
    }
}

fn decoded(
    text: Result<std::borrow::Cow<'_, str>, quick_xml::encoding::EncodingError>,
) -> Result<String, Refusal> {
    text.map(std::borrow::Cow::into_owned)
        .map_err(|_| Refusal::broken("里面的文字编码有误"))
}

/// A character by its number or one of the five names; any other name means nothing.
fn entity(reference: &quick_xml::events::BytesRef<'_>) -> Result<String, Refusal> {
    let broken = |_| Refusal::broken("里面的 XML 有误");
    if let Some(character) = reference.resolve_char_ref().map_err(broken)? {
        return Ok(character.to_string());
    }
    let name = decoded(reference.decode())?;
    let known = quick_xml::escape::resolve_predefined_entity(&name);
    Ok(known.unwrap_or_default().to_owned())
}
