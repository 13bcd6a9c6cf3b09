//! An outline as it is written: what is absent is left out, one text stands alone.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::outline::{Column, Item};

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Section(section) => section.serialize(serializer),
            Self::Paragraph(texts) => entry(serializer, "paragraph", &Texts(texts)),
            Self::Table(table) => entry(serializer, "table", table),
            Self::Chart(chart) => entry(serializer, "chart", chart),
            Self::Cases(cases) => entry(serializer, "cases", cases),
        }
    }
}

impl Serialize for Column {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { figure, header, width } = self;
        if header.is_none() && width.is_none() {
            return serializer.serialize_str(figure);
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("figure", figure)?;
        if let Some(header) = header {
            map.serialize_entry("header", header)?;
        }
        if let Some(width) = width {
            map.serialize_entry("width", width)?;
        }
        map.end()
    }
}

fn entry<S: Serializer>(
    serializer: S,
    key: &str,
    value: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(key, value)?;
    map.end()
}

struct Texts<'a>(&'a [String]);

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        texts(self.0, serializer)
    }
}

/// One text by itself, several as a list.
pub(super) fn texts<S: Serializer>(
    texts: &[String],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match texts {
        [text] => serializer.serialize_str(text),
        texts => texts.serialize(serializer),
    }
}
