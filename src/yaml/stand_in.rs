//! Made-up values in place of wrong ones, so that reading can go on to the next problem.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;

use super::fault::Fault;

/// The kinds of stand-in that are tried in turn until the type takes one.
pub(super) const KINDS: usize = 7;

/// Texts that types with a form of their own may take.
const TEXTS: [&str; 4] = ["", "0", "2000-01-01", "2000-01-01 00:00"];

/// A value of the kind; the error says nothing, it only means that the kind does not fit.
pub(super) fn value<'de, S: DeserializeSeed<'de>>(
    seed: S,
    kind: usize,
) -> Result<S::Value, Fault> {
    seed.deserialize(StandIn { kind })
}

#[derive(Clone, Copy)]
struct StandIn {
    kind: usize,
}

impl StandIn {
    fn text(self) -> &'static str {
        TEXTS.get(self.kind).copied().unwrap_or_default()
    }
}

macro_rules! zeros {
    ($($method:ident $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            // Some types take no zero.
            visitor.$visit(if self.kind == 0 { 0 } else { 1 })
        }
    )*};
}

/// Kinds of value that have one stand-in.
macro_rules! plain {
    ($($method:ident $visit:ident($($value:expr)?);)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            visitor.$visit($($value)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for StandIn {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.kind {
            4 => visitor.visit_unit(),
            5 => visitor.visit_seq(Nothing),
            6 => visitor.visit_map(Nothing),
            _ => visitor.visit_str(self.text()),
        }
    }

    zeros! {
        deserialize_i8 visit_i8;
        deserialize_i16 visit_i16;
        deserialize_i32 visit_i32;
        deserialize_i64 visit_i64;
        deserialize_i128 visit_i128;
        deserialize_u8 visit_u8;
        deserialize_u16 visit_u16;
        deserialize_u32 visit_u32;
        deserialize_u64 visit_u64;
        deserialize_u128 visit_u128;
    }

    plain! {
        deserialize_f32 visit_f32(1.0);
        deserialize_f64 visit_f64(1.0);
        deserialize_bool visit_bool(false);
        deserialize_char visit_char(' ');
        deserialize_option visit_none();
        deserialize_unit visit_unit();
        deserialize_seq visit_seq(Nothing);
        deserialize_map visit_map(Nothing);
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_str(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_str(self.text())
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        SeqAccessDeserializer::new(Repeated { stand_in: self, left: len })
            .deserialize_any(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        MapAccessDeserializer::new(AllFields { stand_in: self, left: fields.iter() })
            .deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let variant = variants.get(self.kind.min(variants.len().saturating_sub(1)));
        visitor.visit_enum(Variant { stand_in: self, name: variant.copied() })
    }

    forward_to_deserialize_any! { bytes byte_buf identifier ignored_any }
}

/// An empty list or mapping.
struct Nothing;

impl<'de> SeqAccess<'de> for Nothing {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        _: S,
    ) -> Result<Option<S::Value>, Fault> {
        Ok(None)
    }
}

impl<'de> MapAccess<'de> for Nothing {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        _: S,
    ) -> Result<Option<S::Value>, Fault> {
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Fault> {
        value(seed, 0)
    }
}

struct Repeated {
    stand_in: StandIn,
    left: usize,
}

impl<'de> SeqAccess<'de> for Repeated {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(self.stand_in).map(Some)
    }
}

struct AllFields {
    stand_in: StandIn,
    left: std::slice::Iter<'static, &'static str>,
}

impl<'de> MapAccess<'de> for AllFields {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let Some(field) = self.left.next() else { return Ok(None) };
        seed.deserialize(StrDeserializer::<Fault>::new(field)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Fault> {
        seed.deserialize(self.stand_in)
    }
}

struct Variant {
    stand_in: StandIn,
    name: Option<&'static str>,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Fault;
    type Variant = StandIn;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, StandIn), Fault> {
        let name = StrDeserializer::<Fault>::new(self.name.unwrap_or_default());
        Ok((seed.deserialize(name)?, self.stand_in))
    }
}

impl<'de> VariantAccess<'de> for StandIn {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, Fault> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_struct("", fields, visitor)
    }
}
