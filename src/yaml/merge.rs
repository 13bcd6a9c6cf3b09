//! A file that says only what it changes, laid over the one that it changes.
//!
//! Keys are joined at any depth; a word or list takes the place of what stood there. Keys
//! where the other file has a list change its items by number or name, `false` takes an
//! item away, and `before` and `after` put others beside it:
//!
//! ```yaml
//! headings: { 2: { size_pt: 15 } }
//! sections: { 镇街成绩: { after: [{ paragraph: … }] }, 万人诉求情况: false }
//! ```

use std::sync::Arc;

use super::tree::{Entry, Node, Value};
use crate::diagnostics::{Code, Problem, nearest};

/// By which names the items of a list are known, besides their numbers.
#[derive(Debug, Clone, Copy)]
pub struct Items {
    /// Paths from an item to a name of it.
    pub names: &'static [&'static str],
    /// The key of an item under which further items stand, that are known here too.
    pub inner: &'static str,
}

/// Lays files over each other and tells of items that are not there.
pub(super) struct Merge {
    pub items: Items,
    pub problems: Vec<Problem>,
}

impl Merge {
    /// What both say, the own before the base.
    pub(super) fn over(&mut self, base: &Arc<Node>, own: &Arc<Node>) -> Arc<Node> {
        let value = match (&base.value, &own.value) {
            (Value::Mapping(old), Value::Mapping(new)) => {
                Value::Mapping(self.joined(old, new))
            }
            (Value::Sequence(old), Value::Mapping(new)) => {
                Value::Sequence(self.changed(old, new))
            }
            // Every change below the key is a remark.
            (Value::Mapping(_) | Value::Sequence(_), Value::Scalar(_))
                if own.is_null() =>
            {
                return Arc::clone(base);
            }
            _ => return Arc::clone(own),
        };
        Arc::new(Node { size: base.size + own.size, ..own.with_value(value) })
    }

    fn joined(&mut self, old: &[Entry], new: &[Entry]) -> Vec<Entry> {
        let mut all = old.to_vec();
        for entry in new {
            match all.iter_mut().find(|other| other.name == entry.name) {
                Some(other) => {
                    let value = self.over(&other.value, &entry.value);
                    *other = Entry { value, ..entry.clone() };
                }
                None => all.push(entry.clone()),
            }
        }
        all
    }

    fn changed(&mut self, old: &[Arc<Node>], changes: &[Entry]) -> Vec<Arc<Node>> {
        let number = |change: &Entry| change.name.parse::<usize>().ok();
        // From the last number on, so that each finds its item where it was.
        let mut changes: Vec<&Entry> = changes.iter().collect();
        changes.sort_by_key(|change| std::cmp::Reverse(number(change)));
        let mut items = old.to_vec();
        for change in changes {
            let by_number = number(change)
                .and_then(|number| number.checked_sub(1))
                .filter(|at| *at < items.len());
            let found = match by_number {
                Some(at) => vec![vec![at]],
                None => self.named(&items, &change.name),
            };
            match found.as_slice() {
                [path] => items = self.edited(items, path, change),
                [] => self.problems.push(self.unknown(&items, change)),
                _ => self.problems.push(ambiguous(change, found.len())),
            }
        }
        items
    }

    /// The ways to the items of a name; those of this list before those in its items.
    fn named(&self, items: &[Arc<Node>], name: &str) -> Vec<Vec<usize>> {
        let numbered = || items.iter().enumerate();
        let here: Vec<Vec<usize>> = numbered()
            .filter(|(_, item)| self.names(item).any(|own| own == name))
            .map(|(at, _)| vec![at])
            .collect();
        if !here.is_empty() {
            return here;
        }
        let within = |(at, item): (usize, &Arc<Node>)| {
            let below = self.named(self.inner(item), name).into_iter();
            below.map(move |path| [vec![at], path].concat())
        };
        numbered().flat_map(within).collect()
    }

    fn names<'n>(&self, item: &'n Arc<Node>) -> impl Iterator<Item = &'n str> {
        let Items { names, .. } = self.items;
        names
            .iter()
            .filter_map(|path| Some(item.find(path)?.scalar()?.text.as_str()))
    }

    fn inner<'n>(&self, item: &'n Node) -> &'n [Arc<Node>] {
        match item.child(self.items.inner).map(|inner| &inner.value) {
            Some(Value::Sequence(items)) => items,
            Some(Value::Scalar(_) | Value::Mapping(_)) | None => &[],
        }
    }

    fn edited(
        &mut self,
        mut items: Vec<Arc<Node>>,
        path: &[usize],
        change: &Entry,
    ) -> Vec<Arc<Node>> {
        let Some((&at, rest)) = path.split_first() else { return items };
        let Some(item) = items.get(at).cloned() else { return items };
        let changed = if rest.is_empty() {
            self.with_neighbours(&item, &change.value)
        } else {
            let below = self.edited(self.inner(&item).to_vec(), rest, change);
            vec![item.with_entry(self.items.inner, Value::Sequence(below))]
        };
        items.splice(at..=at, changed);
        items
    }

    /// What stands in the place of an item.
    fn with_neighbours(
        &mut self,
        item: &Arc<Node>,
        change: &Arc<Node>,
    ) -> Vec<Arc<Node>> {
        let Value::Mapping(entries) = &change.value else {
            let is_gone = change.scalar().is_some_and(|word| word.text == "false");
            return if is_gone { Vec::new() } else { vec![Arc::clone(change)] };
        };
        let beside = |key: &str| match change.child(key) {
            None => Vec::new(),
            Some(node) => match &node.value {
                Value::Sequence(items) => items.clone(),
                Value::Scalar(_) | Value::Mapping(_) => vec![Arc::clone(node)],
            },
        };
        let is_own = |entry: &&Entry| !["before", "after"].contains(&entry.name.as_str());
        let own: Vec<Entry> = entries.iter().filter(is_own).cloned().collect();
        let item = if own.is_empty() {
            Arc::clone(item)
        } else {
            self.over(item, &Arc::new(change.with_value(Value::Mapping(own))))
        };
        [beside("before"), vec![item], beside("after")].concat()
    }

    fn unknown(&self, items: &[Arc<Node>], change: &Entry) -> Problem {
        let mut known = Vec::new();
        self.all_names(items, &mut known);
        let typed = change.written();
        let message = format!("要改动的版式里没有“{typed}”这一项");
        let problem = Problem::error(Code::UNKNOWN_KEY, message).at(change.key.place());
        match nearest(typed, known.iter().copied()) {
            Some(near) => problem.hint(format!("是否“{near}”？")),
            None if known.is_empty() => {
                problem.hint(format!("可写 1 到 {}，是第几项", items.len()))
            }
            None => problem.hint(format!("可用的有“{}”", known.join("”“"))),
        }
    }

    fn all_names<'n>(&self, items: &'n [Arc<Node>], known: &mut Vec<&'n str>) {
        for item in items {
            known.extend(self.names(item).next());
            self.all_names(self.inner(item), known);
        }
    }
}

fn ambiguous(change: &Entry, count: usize) -> Problem {
    let message = format!("“{}”在要改动的版式里有{count}处", change.written());
    Problem::error(Code::UNKNOWN_KEY, message)
        .at(change.key.place())
        .hint("逐层写明是哪一节下面的，或整个 sections 重写")
}
