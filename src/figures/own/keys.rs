//! `measures:` and `lists:` as they are written.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::tickets::Decimal;

/// Entries of a mapping in the order written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered<T>(pub Vec<(String, T)>);

/// A measure of `measures:`; exactly one of its ways is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureKeys {
    /// What it is called; its column's header.
    pub words: String,
    /// Tickets that meet conditions.
    pub count: Option<ChosenKeys>,
    /// Their share of all of the same tickets, in per cent.
    pub rate: Option<ChosenKeys>,
    /// Their share of the whole district's, in per cent.
    pub share: Option<ChosenKeys>,
    /// Their number per 10,000 residents of the district.
    pub per_10k: Option<ChosenKeys>,
    /// The sum of a column.
    pub sum: Option<ChosenKeys>,
    /// The mean of a column.
    pub mean: Option<ChosenKeys>,
    /// The median of a column.
    pub median: Option<ChosenKeys>,
    /// A percentile of a column, as a spreadsheet's PERCENTILE.INC has it.
    pub percentile: Option<ChosenKeys>,
    /// Points that a rate of 100 % brings, by the names of rates.
    pub points: Option<Ordered<Decimal>>,
    /// One measure less another, both as printed.
    pub difference: Option<DifferenceKeys>,
}

/// Which tickets, and what of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChosenKeys {
    /// `accepted`, `assessed`, `rated` and so on, or a count of one's own.
    pub of: String,
    /// Conditions that all hold, by column.
    #[serde(default, rename = "where")]
    pub conditions: Ordered<Test>,
    /// The column whose numbers are taken.
    pub column: Option<String>,
    /// Which percentile: 90.
    pub percent: Option<u32>,
}

/// One measure less another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DifferenceKeys {
    /// The first.
    pub of: String,
    /// The one taken off.
    pub less: String,
}

/// A list of `lists:`: tickets grouped by a column, or by named conditions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListKeys {
    /// What its groups are called: the header over their names.
    pub words: String,
    /// Of which tickets.
    pub of: String,
    /// Conditions that all of them meet.
    #[serde(default, rename = "where")]
    pub conditions: Ordered<Test>,
    /// The column by which they are grouped.
    pub by: Option<String>,
    /// Named conditions in place of a column; a ticket may meet several.
    pub groups: Option<Ordered<Ordered<Test>>>,
    /// Only so many groups, the largest.
    pub first: Option<usize>,
    /// What all others together are called; they are left out when absent.
    pub rest: Option<String>,
    /// The same within the rows of these lists: `towns.all`, `accepted.categories`.
    #[serde(default)]
    pub within: Vec<String>,
}

/// What a column must say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of these.
    OneOf(Vec<String>),
    /// None of these.
    NoneOf(Vec<String>),
    /// One of these is part of it.
    Contains(Vec<String>),
    /// A number within bounds, both inside.
    Between {
        /// The smallest.
        at_least: Option<Decimal>,
        /// The largest.
        at_most: Option<Decimal>,
    },
    /// Nothing at all, or something.
    Blank(bool),
}

/// A test that is more than a word or several.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TestKeys {
    at_least: Option<Decimal>,
    at_most: Option<Decimal>,
    between: Option<[Decimal; 2]>,
    blank: Option<bool>,
    contains: Option<Words>,
    not: Option<Words>,
}

/// One word or several.
#[derive(Debug)]
struct Words(Vec<String>);

impl<T: Clone> Ordered<T> {
    /// These entries put in place of those of the same names, the others after them.
    pub fn over(&self, base: &Self) -> Self {
        let mut all = base.clone();
        for (name, value) in &self.0 {
            match all.0.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => *known = value.clone(),
                None => all.0.push((name.clone(), value.clone())),
            }
        }
        all
    }

    /// Whether there is an entry of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Ordered<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("一组键和值")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Ordered(entries))
            }
        }
        deserializer.deserialize_map(Entries(std::marker::PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Ordered<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        BTreeMap::<String, T>::json_schema(generator)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Test::deserialize(deserializer)? {
            Test::OneOf(words) => Ok(Self(words)),
            Test::NoneOf(_)
            | Test::Contains(_)
            | Test::Between { .. }
            | Test::Blank(_) => Err(de::Error::custom("这里应是一个词或几个词")),
        }
    }
}

impl JsonSchema for Words {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "array"], "items": { "type": "string" } })
    }
}

impl JsonSchema for Test {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Test".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let longer = generator.subschema_for::<TestKeys>();
        schemars::json_schema!({ "anyOf": [
            { "type": ["string", "number", "boolean"] },
            { "type": "array", "items": { "type": ["string", "number"] } },
            longer,
        ] })
    }
}

impl<'de> Deserialize<'de> for Test {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyTest)
    }
}

struct AnyTest;

impl<'de> Visitor<'de> for AnyTest {
    type Value = Test;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("一个词、几个词，或 at_least、at_most、between、blank、contains、not")
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Test, E> {
        Ok(Test::OneOf(vec![word.to_owned()]))
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Test, E> {
        self.visit_str(if yes { "是" } else { "否" })
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Test, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Test, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Test, A::Error> {
        let mut words = Vec::new();
        while let Some(test) = seq.next_element::<Test>()? {
            match test {
                Test::OneOf(one) => words.extend(one),
                Test::NoneOf(_)
                | Test::Contains(_)
                | Test::Between { .. }
                | Test::Blank(_) => return Err(de::Error::custom("这里应是一个词")),
            }
        }
        Ok(Test::OneOf(words))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Test, A::Error> {
        let keys = TestKeys::deserialize(de::value::MapAccessDeserializer::new(map))?;
        let TestKeys { at_least, at_most, between, blank, contains, not } = keys;
        let bounds = match (between, at_least, at_most) {
            (Some([least, most]), None, None) => Some((Some(least), Some(most))),
            (None, None, None) => None,
            (None, at_least, at_most) => Some((at_least, at_most)),
            _ => return Err(de::Error::custom("between 不能和 at_least、at_most 同写")),
        };
        match (bounds, blank, contains, not) {
            (Some((at_least, at_most)), None, None, None) => {
                Ok(Test::Between { at_least, at_most })
            }
            (None, Some(blank), None, None) => Ok(Test::Blank(blank)),
            (None, None, Some(Words(words)), None) => Ok(Test::Contains(words)),
            (None, None, None, Some(Words(words))) => Ok(Test::NoneOf(words)),
            _ => Err(de::Error::custom("一列只能写一种条件")),
        }
    }
}
