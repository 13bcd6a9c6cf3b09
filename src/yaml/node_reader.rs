//! A node of the tree as serde's source of a value.

use serde::de::value::{SeqAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::access::{Entries, Fields, Items, OneOf, ParagraphItems, SpotFields};
use super::fault::{Fault, Kind, Label};
use super::session::Session;
use super::tree::{Entry, Node, Value};
use super::typing::Typing;

const LIST: &str = "列表";
const KEYS: &str = "一组“名称: 内容”";

/// A node with what is needed to tell of it.
#[derive(Clone, Copy)]
pub(super) struct NodeReader<'a> {
    pub node: &'a Node,
    pub label: Label<'a>,
    pub session: &'a Session,
}

impl<'a> NodeReader<'a> {
    fn text(&self, expected: &str) -> Result<&'a str, Fault> {
        match self.node.scalar() {
            Some(scalar) if !self.node.is_null() => Ok(&scalar.text),
            _ => Err(Fault::expected(expected)),
        }
    }

    /// A plain scalar as a number; `expected` says which numbers will do.
    fn number<N: std::str::FromStr>(&self, expected: &str) -> Result<N, Fault> {
        self.text(expected)?.parse().map_err(|_| Fault::expected(expected))
    }

    fn items(&self) -> Result<&'a [std::sync::Arc<Node>], Fault> {
        match &self.node.value {
            Value::Sequence(items) => Ok(items),
            Value::Scalar(scalar) => match Typing::of_item(&scalar.text) {
                _ if self.node.is_null() => Ok(&[]),
                Some(typing) => Err(Fault::new(Kind::Typing(typing))),
                None => Err(Fault::expected(LIST)),
            },
            Value::Mapping(entries) => {
                let typing = entries
                    .first()
                    .map(|entry| Typing::of_item(&format!("{}: …", entry.written())));
                Err(match typing.flatten() {
                    Some(typing) => Fault::new(Kind::Typing(typing)),
                    None => Fault::expected(LIST),
                })
            }
        }
    }

    fn entries(&self) -> Result<&'a [Entry], Fault> {
        match &self.node.value {
            Value::Mapping(entries) => Ok(entries),
            Value::Scalar(_) if self.node.is_null() => Ok(&[]),
            Value::Scalar(scalar) => Err(Typing::of_key(&scalar.text, self.session.keys)
                .map_or_else(
                    || Fault::expected(KEYS),
                    |typing| Fault::new(Kind::Typing(typing)),
                )),
            Value::Sequence(_) => Err(Fault::expected(KEYS)),
        }
    }

    /// The keys that may stand here, in the language in which `typed` is written.
    pub(super) fn known(&self, fields: &[&str], typed: &str) -> Vec<String> {
        let in_own = |field: &&str| {
            let other = self.session.keys.iter().find(|(_, name)| name == field);
            match other {
                Some((other, _)) if !typed.is_ascii() => (*other).to_owned(),
                _ => (*field).to_owned(),
            }
        };
        fields.iter().map(in_own).collect()
    }

    /// A missing key is named in the language of the keys beside it.
    fn in_own_language(&self, mut fault: Fault, entries: &[Entry]) -> Fault {
        if let (Kind::Missing { key, shown }, None) = (&mut fault.kind, &fault.at) {
            let sample = entries.first().map_or("名", Entry::written);
            *shown = self.known(&[key], sample).concat();
        }
        fault
    }

    /// The entry that is meant where an enum is written as a key with a value.
    fn only_entry(&self, variants: &[&str]) -> Result<&'a Entry, Fault> {
        match self.entries()? {
            [entry] => Ok(entry),
            [] => Err(Fault::expected(format!(
                "{}中的一种",
                variants
                    .iter()
                    .map(|variant| format!("“{variant}”"))
                    .collect::<String>()
            ))),
            [first, second, ..] => Err(Fault::new(Kind::Told(format!(
                "只能有一个名称，却有“{}”和“{}”",
                first.name, second.name
            )))),
        }
    }
}

/// Methods for the integer types: which numbers they take, in Chinese.
macro_rules! integers {
    ($($method:ident $visit:ident $type:ty, $expected:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            visitor.$visit(self.number::<$type>($expected)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for NodeReader<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Sequence(_) => self.deserialize_seq(visitor),
            Value::Mapping(_) => self.deserialize_map(visitor),
            Value::Scalar(_) if self.node.is_null() => visitor.visit_unit(),
            Value::Scalar(scalar) if !scalar.plain => visitor.visit_str(&scalar.text),
            Value::Scalar(scalar) => {
                let text = scalar.text.as_str();
                if let Ok(truth) = text.parse() {
                    return visitor.visit_bool(truth);
                }
                if let Ok(whole) = text.parse() {
                    return visitor.visit_u64(whole);
                }
                if let Ok(whole) = text.parse() {
                    return visitor.visit_i64(whole);
                }
                // “inf” and “nan” are words here.
                match text.parse::<f64>() {
                    Ok(number) if text.contains(|c: char| c.is_ascii_digit()) => {
                        visitor.visit_f64(number)
                    }
                    _ => visitor.visit_str(text),
                }
            }
        }
    }

    integers! {
        deserialize_i8 visit_i8 i8, "-128 到 127 的整数";
        deserialize_i16 visit_i16 i16, "-32768 到 32767 的整数";
        deserialize_i32 visit_i32 i32, "整数";
        deserialize_i64 visit_i64 i64, "整数";
        deserialize_u8 visit_u8 u8, "0 到 255 的整数";
        deserialize_u16 visit_u16 u16, "0 到 65535 的整数";
        deserialize_u32 visit_u32 u32, "不小于 0 的整数";
        deserialize_u64 visit_u64 u64, "不小于 0 的整数";
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let number: f64 = self.number("数字")?;
        if !number.is_finite() {
            return Err(Fault::expected("数字"));
        }
        visitor.visit_f64(number)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_bool(self.number("true 或 false")?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_char(self.number("一个字")?)
    }

    // A number or date where a text is wanted is taken as it was typed.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_str(self.text("文字")?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.node.is_null() {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.node.scalar() {
            Some(scalar) if name == "$paragraphs" && !self.node.is_null() => {
                if let Some(typing) = Typing::of_item(&scalar.text) {
                    return Err(Fault::new(Kind::Typing(typing)));
                }
                let items = ParagraphItems::new(self, scalar);
                visitor.visit_newtype_struct(SeqAccessDeserializer::new(items))
            }
            None if name == "$paragraphs" && self.items().is_err() => {
                Err(Fault::expected("文字"))
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_seq(Items::new(self, self.items()?))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let items = self.items()?;
        if items.len() != len {
            return Err(Fault::expected(format!("{len}项的列表")));
        }
        visitor.visit_seq(Items::new(self, items))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_map(Entries::new(self, self.entries()?))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if name == "$spot" {
            return visitor.visit_map(SpotFields::new(self));
        }
        let entries = self.entries()?;
        let read = visitor.visit_map(Fields::new(self, entries, fields));
        read.map_err(|fault| self.in_own_language(fault, entries))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if name == "$word_or" {
            let is_word = self.node.scalar().is_some();
            let variant = variants.get(usize::from(!is_word)).copied();
            return visitor.visit_enum(OneOf::same_node(self, variant.unwrap_or("")));
        }
        if let Some(scalar) = self.node.scalar().filter(|_| !self.node.is_null()) {
            let typed = scalar.text.as_str();
            if !variants.contains(&typed) {
                let known = self.known(variants, typed);
                let typed = typed.to_owned();
                return Err(Fault::new(match self.label {
                    Label::Name => Kind::UnknownKey { typed, known },
                    Label::Root | Label::Key(_) | Label::Item(..) => {
                        Kind::UnknownWord { typed, known }
                    }
                }));
            }
            return visitor.visit_enum(StrDeserializer::new(typed)).map_err(
                |fault: Fault| match fault.kind {
                    Kind::Expected(_) | Kind::Told(_) => {
                        Fault::expected(format!("“{typed}: …”，冒号后有内容"))
                    }
                    Kind::UnknownKey { .. }
                    | Kind::UnknownWord { .. }
                    | Kind::Typing(_)
                    | Kind::Missing { .. }
                    | Kind::StandIn => fault,
                },
            );
        }
        let entry = self.only_entry(variants)?;
        if !variants.contains(&entry.name.as_str()) {
            let typed = entry.name.clone();
            let known = self.known(variants, &typed);
            let fault = Fault::new(Kind::UnknownKey { typed, known });
            return Err(fault.at_key_of(self.node, &entry.key));
        }
        visitor.visit_enum(OneOf::entry(self, entry))
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if !self.node.is_null() {
            return Err(Fault::expected("空的"));
        }
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 bytes byte_buf }
}
