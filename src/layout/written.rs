//! An outline as it is written: what is absent is left out, one text stands alone.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::outline::Column;

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
