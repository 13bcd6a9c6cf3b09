//! The texts that cells of a workbook share.

use std::borrow::Cow;
use std::io::{BufReader, Read};

use quick_xml::events::Event;

use super::super::Refusal;
use super::super::format::{RESAVE, broken};
use super::text::push_text;

/// A month of a whole city has less.
const TEXT_BYTES_MAX: usize = 192 << 20;

/// The shared texts, one after the other.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Strings {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not named here carries nothing that is read"
    )]
    pub(super) fn parse(xml: impl Read) -> Result<Self, Refusal> {
        let mut reader = quick_xml::Reader::from_reader(BufReader::new(xml));
        let mut buffer = Vec::new();
        let mut strings = Self::default();
        let mut one = Inline::default();
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer).map_err(|_| broken())?;
            match &event {
                Event::Eof => return Ok(strings),
                Event::End(tag) if tag.local_name().as_ref() == b"si" => {
                    strings.push(&one.take())?;
                }
                Event::Empty(tag) if tag.local_name().as_ref() == b"si" => {
                    strings.push("")?;
                }
                Event::Start(tag) => one.open(tag.local_name().as_ref()),
                Event::End(tag) => one.close(tag.local_name().as_ref()),
                event => {
                    if let Some(text) = one.open_text() {
                        push_text(text, event)?;
                    }
                }
            }
        }
    }

    fn push(&mut self, text: &str) -> Result<(), Refusal> {
        self.text.push_str(text);
        if self.text.len() > TEXT_BYTES_MAX {
            let message = format!("导出表打不开：文字超过 {} MB", TEXT_BYTES_MAX >> 20);
            return Err(Refusal::new(message, RESAVE));
        }
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| broken())?);
        Ok(())
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(start.map_or(0, |start| *start as usize)..end)
    }
}

/// A text that is made of runs; how it is pronounced is no part of it.
#[derive(Default)]
pub(super) struct Inline {
    text: String,
    is_text: bool,
    is_phonetic: bool,
}

impl Inline {
    /// An element begins.
    pub(super) fn open(&mut self, name: &[u8]) {
        match name {
            b"t" => self.is_text = !self.is_phonetic,
            b"rPh" => self.is_phonetic = true,
            _ => {}
        }
    }

    /// An element ends.
    pub(super) fn close(&mut self, name: &[u8]) {
        match name {
            b"t" => self.is_text = false,
            b"rPh" => self.is_phonetic = false,
            _ => {}
        }
    }

    /// What words are added to; none where they are no part of the text.
    pub(super) fn open_text(&mut self) -> Option<&mut String> {
        self.is_text.then_some(&mut self.text)
    }

    pub(super) fn take(&mut self) -> String {
        let text = std::mem::take(self).text;
        match unescaped(&text) {
            Cow::Owned(text) => text,
            Cow::Borrowed(_) => text,
        }
    }
}

/// Characters that XML cannot hold stand as `_x000D_`.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        whole.push_str(before);
        let code = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        match code.and_then(char::from_u32) {
            Some(character) => {
                whole.push(character);
                rest = from.get(7..).unwrap_or_default();
            }
            None => {
                whole.push_str("_x");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_joined_from_runs_without_their_pronunciation() {
        let xml = "<x:sst xmlns:x='m' uniqueCount='4000000000'><x:si><x:t>a&amp;&#x4E2D;</x:t></x:si>\
                   <x:si/><x:si><x:r><x:rPr/><x:t>密</x:t></x:r><x:r><x:t>云</x:t></x:r>\
                   <x:rPh><x:t>miyun</x:t></x:rPh></x:si><x:si><x:t>1_x000D_2_x_</x:t></x:si></x:sst>";
        let strings = Strings::parse(xml.as_bytes()).ok().unwrap();
        let all: Vec<_> = (0..5).map(|at| strings.get(at)).collect();
        assert_eq!(all, [Some("a&中"), Some(""), Some("密云"), Some("1\r2_x_"), None]);
    }
}
