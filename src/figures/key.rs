//! Names of figures: a path (a list, and a row of it) and what is measured there.
//!
//! Names are made, printed and taken apart here only. A row's name may have points in it,
//! a measure has none.

use std::borrow::Borrow;
use std::fmt;

use serde::{Serialize, Serializer};

/// The name of a figure: “towns.direct.檀营地区.score”.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// What is measured at a path.
    pub fn new(path: &str, measure: &str) -> Self {
        Self(format!("{path}.{measure}"))
    }

    /// As it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The list or row at which it stands; all of it where there is no measure.
    pub fn path(&self) -> &str {
        parts(&self.0).0
    }

    /// The last part of the name: “score”.
    pub fn measure(&self) -> &str {
        parts(&self.0).1
    }
}

/// Which period a figure is of, as the last part of its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// The same period of last year.
    YearAgo,
}

impl When {
    /// The name of a measure at that period; a mere count has none of its own.
    pub(super) fn name(self, measure: &str) -> String {
        let Self::YearAgo = self;
        match measure {
            "count" => "last_year".to_owned(),
            measure => format!("last_year_{measure}"),
        }
    }

    /// The name of its change from then to now.
    pub(super) fn change(self, measure: &str) -> String {
        let Self::YearAgo = self;
        match measure {
            "count" => "year_change".to_owned(),
            measure => format!("{measure}_year_change"),
        }
    }
}

/// Path and measure of a name; a name of one part is a path.
pub fn parts(key: &str) -> (&str, &str) {
    key.rsplit_once('.').unwrap_or((key, ""))
}

impl From<&str> for Key {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl From<String> for Key {
    fn from(name: String) -> Self {
        Self(name)
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_may_have_points_in_its_name() {
        let key = Key::new("accepted.items.1.5米线", "count");
        assert_eq!((key.path(), key.measure()), ("accepted.items.1.5米线", "count"));
    }
}
