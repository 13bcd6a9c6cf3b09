//! One unit's view of a month: further figures of its own, and short names for others.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Figure, List, Statistics};

/// What makes statistics those of one unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct View {
    /// The month's figures; shared by all units.
    pub(super) whole: Arc<Statistics>,
    /// The unit's printed name.
    pub(super) unit: String,
    /// Beginnings of names with what they stand for, in the order in which they are put
    /// in: “unit” for “units.檀营地区”.
    pub(super) aliases: Vec<(String, String)>,
    /// Words by their names: “units.檀营地区.name”.
    pub(super) words: BTreeMap<String, String>,
}

impl Statistics {
    /// The unit whose view this is; none for the whole district's.
    pub fn unit(&self) -> Option<&str> {
        self.view.as_ref().map(|view| view.unit.as_str())
    }

    /// A word by its name, where one stands in a figure's place: “unit.name”.
    pub fn word(&self, key: &str) -> Option<&str> {
        let view = self.view.as_ref()?;
        view.words.get(&*self.true_name(key)).map(String::as_str)
    }

    /// The name without short forms: “unit.all.score” is “towns.all.檀营地区.score”.
    pub(super) fn true_name<'k>(&self, key: &'k str) -> Cow<'k, str> {
        let mut name = Cow::Borrowed(key);
        for (short, long) in self.view.iter().flat_map(|view| &view.aliases) {
            let rest = name.strip_prefix(short.as_str());
            if let Some(rest) =
                rest.filter(|rest| rest.is_empty() || rest.starts_with('.'))
            {
                name = Cow::Owned(format!("{long}{rest}"));
            }
        }
        name
    }

    pub(super) fn figure_of_whole(&self, key: &str) -> Option<&Figure> {
        self.view.as_ref()?.whole.figure(key)
    }

    pub(super) fn list_of_whole(&self, key: &str) -> Option<&List> {
        self.view.as_ref()?.whole.list(key)
    }

    pub(super) fn whole(&self) -> Option<&Statistics> {
        self.view.as_ref().map(|view| &*view.whole)
    }
}
