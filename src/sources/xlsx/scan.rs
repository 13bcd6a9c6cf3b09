//! The XML of rows, cut into tags and words.
//!
//! A sheet has millions of tags, and a reader of any XML takes longer over them than all
//! that is done with their cells.

use memchr::{memchr, memmem};

use super::super::Refusal;
use super::super::format::broken;

/// What stands at some point of a text.
pub(super) enum Piece<'x> {
    /// A tag that opens an element, or is all of it.
    Opens(Tag<'x>),
    /// A tag that closes one, by its local name.
    Closes(&'x [u8]),
    Words(Words<'x>),
    /// The end of the text.
    End,
}

/// A tag that opens an element.
pub(super) struct Tag<'x> {
    /// Without its prefix.
    pub(super) name: &'x [u8],
    /// Whether it is all of its element.
    pub(super) is_empty: bool,
    attributes: &'x [u8],
}

/// What stands between two tags, as it is written.
pub(super) struct Words<'x> {
    bytes: &'x [u8],
    /// Whether an ampersand is one.
    is_plain: bool,
}

/// Goes through a text.
pub(super) struct Scanner<'x> {
    rest: &'x [u8],
}

impl<'x> Scanner<'x> {
    pub(super) fn new(text: &'x [u8]) -> Self {
        Self { rest: text }
    }

    /// The next tag or words; comments and instructions are passed over.
    pub(super) fn next(&mut self) -> Result<Piece<'x>, Refusal> {
        loop {
            match self.rest {
                [] => return Ok(Piece::End),
                [b'<', b'/', ..] => {
                    let name = self.until(2, b">")?;
                    return Ok(Piece::Closes(local(name.trim_ascii_end())));
                }
                [b'<', b'?', ..] => drop(self.until(2, b"?>")?),
                [b'<', b'!', b'-', b'-', ..] => drop(self.until(4, b"-->")?),
                [b'<', b'!', b'[', ..] if self.rest.starts_with(b"<![CDATA[") => {
                    let bytes = self.until(9, b"]]>")?;
                    return Ok(Piece::Words(Words { bytes, is_plain: true }));
                }
                [b'<', ..] => return self.tag().map(Piece::Opens),
                text => {
                    let end = memchr(b'<', text).unwrap_or(text.len());
                    let (bytes, rest) = text.split_at(end);
                    self.rest = rest;
                    return Ok(Piece::Words(Words { bytes, is_plain: false }));
                }
            }
        }
    }

    /// What stands from an index on before a mark, and goes on after it.
    fn until(&mut self, from: usize, mark: &[u8]) -> Result<&'x [u8], Refusal> {
        let text = self.rest.get(from..).unwrap_or_default();
        let end = memmem::find(text, mark).ok_or_else(broken)?;
        self.rest = text.get(end + mark.len()..).unwrap_or_default();
        Ok(text.get(..end).unwrap_or_default())
    }

    fn tag(&mut self) -> Result<Tag<'x>, Refusal> {
        let mut quote = None;
        let is_end = |byte: &u8| match (quote, byte) {
            (None, b'"' | b'\'') => {
                quote = Some(*byte);
                false
            }
            (None, byte) => *byte == b'>',
            (Some(open), byte) => {
                quote = (open != *byte).then_some(open);
                false
            }
        };
        let end = self.rest.iter().position(is_end).ok_or_else(broken)?;
        let (tag, rest) = self.rest.split_at(end);
        self.rest = rest.get(1..).unwrap_or_default();
        let tag = tag.get(1..).unwrap_or_default();
        let inner = tag.strip_suffix(b"/").unwrap_or(tag);
        let name_end = inner.iter().position(u8::is_ascii_whitespace);
        let (name, attributes) = inner.split_at(name_end.unwrap_or(inner.len()));
        let is_name = !name.is_empty() && !name.contains(&b'<');
        let is_empty = inner.len() < tag.len();
        let tag = Tag { name: local(name), is_empty, attributes };
        is_name.then_some(tag).ok_or_else(broken)
    }
}

impl<'x> Tag<'x> {
    /// Local names and values as they are written.
    pub(super) fn attributes(
        &self,
    ) -> impl Iterator<Item = Result<(&'x [u8], &'x [u8]), Refusal>> {
        let mut rest = self.attributes.trim_ascii_start();
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let Some((name, value, after)) = attribute(rest) else {
                rest = &[];
                return Some(Err(broken()));
            };
            rest = after.trim_ascii_start();
            Some(Ok((local(name), value)))
        })
    }

    /// The value of one; none if the tag is damaged before it.
    pub(super) fn attribute(&self, wanted: &[u8]) -> Option<&'x [u8]> {
        let mut all = self.attributes().map_while(Result::ok);
        all.find(|(name, _)| *name == wanted).map(|(_, value)| value)
    }
}

/// The first attribute of some, and what follows it.
fn attribute(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let equals = text.iter().position(|byte| *byte == b'=')?;
    let (name, rest) = (text.get(..equals)?, text.get(equals + 1..)?);
    let (quote, rest) = rest.trim_ascii_start().split_first()?;
    let end = rest.iter().position(|byte| byte == quote)?;
    let is_quote = matches!(quote, b'"' | b'\'');
    is_quote.then_some((name.trim_ascii_end(), rest.get(..end)?, rest.get(end + 1..)?))
}

fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

impl Words<'_> {
    /// Adds them to a text, references resolved.
    pub(super) fn add_to(&self, text: &mut String) -> Result<(), Refusal> {
        let words = std::str::from_utf8(self.bytes).map_err(|_| broken())?;
        if self.is_plain || !words.contains('&') {
            text.push_str(words);
        } else {
            text.push_str(&quick_xml::escape::unescape(words).map_err(|_| broken())?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces as a line of words; what follows damage is not read.
    fn read(xml: &str) -> String {
        let mut scanner = Scanner::new(xml.as_bytes());
        let mut line = String::new();
        loop {
            match scanner.next() {
                Ok(Piece::Opens(tag)) => {
                    line += &format!("<{}", String::from_utf8_lossy(tag.name));
                    for attribute in tag.attributes() {
                        let Ok((name, value)) = attribute else { return line + " 坏" };
                        let [name, value] = [name, value].map(String::from_utf8_lossy);
                        line += &format!(" {name}={value}");
                    }
                    line += if tag.is_empty { "/>" } else { ">" };
                }
                Ok(Piece::Closes(name)) => {
                    line += &format!("</{}>", String::from_utf8_lossy(name));
                }
                Ok(Piece::Words(words)) if words.add_to(&mut line).is_err() => {
                    return line + " 坏";
                }
                Ok(Piece::Words(_)) => {}
                Ok(Piece::End) => return line,
                Err(_) => return line + " 坏",
            }
        }
    }

    #[test]
    fn tags_words_and_their_references_are_told_apart_however_they_are_written() {
        for (xml, pieces) in [
            ("<x:c r='A1' x:t = \"s\"\n><v>7</v></x:c >", "<c r=A1 t=s><v>7</v></c>"),
            ("<c s='>' t='a\"b'/><row/>", "<c s=> t=a\"b/><row/>"),
            ("<t>a&amp;&#x4E2D;<![CDATA[&lt;<b>]]></t>", "<t>a&中&lt;<b></t>"),
            ("<!-- <v>1</v> --><?x <v>?><v/>", "<v/>"),
        ] {
            assert_eq!(read(xml), pieces, "{xml}");
        }
    }

    #[test]
    fn damage_is_told() {
        for xml in ["<c r='A1", "<c r=A1>", "<c r>", "<v", "</v", "< 5", "<!-- ", "&x;"] {
            assert!(read(xml).ends_with('坏'), "{xml}: {}", read(xml));
        }
        assert!(read("<c<v>1</v>").ends_with('坏'));
    }
}
