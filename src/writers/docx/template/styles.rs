//! Our styles onto the names of the template's: those that it has are its own, the others
//! come along.

use std::collections::{BTreeMap, BTreeSet};

use super::super::styles::CAPTION;
use super::super::xml::{Element, Node};
use super::Template;
use super::body::Pattern;
use super::parts::Ours;
use crate::diagnostics::{Code, Place, Problem};

/// Our styles' ids begin so.
const OURS: &str = "Bulletin";

/// Ids of our styles as the file then has them.
pub(super) struct Mapped {
    pub(super) ids: BTreeMap<String, String>,
    /// Names of Word's own styles that the template lacks.
    lacking: Vec<String>,
}

impl Mapped {
    pub(super) fn problems(&self, template: &Template) -> Option<Problem> {
        let names: Vec<String> =
            self.lacking.iter().map(|name| format!("“{name}”")).collect();
        (!names.is_empty()).then(|| {
            let message =
                format!("Word 模板没有定样式{}，用自带版式的", names.join("、"));
            Problem::warning(Code::TEMPLATE_MISFIT, message)
                .at(Place::file(&template.name))
                .hint("在模板里改好这些样式；满意自带样子的不必改")
        })
    }
}

/// The styles that our body uses, put into the template's.
pub(super) fn merge(theirs: &mut Element, ours: &Ours, pattern: &Pattern) -> Mapped {
    let used = ours.used_styles();
    let mut taken: BTreeSet<String> = theirs
        .elements()
        .filter_map(|style| style.get("w:styleId"))
        .map(str::to_owned)
        .collect();
    let mut mapped = Mapped { ids: BTreeMap::new(), lacking: Vec::new() };
    let mut added = Vec::new();
    for style in ours.styles.elements().filter(|child| child.name == "w:style") {
        let id = style.get("w:styleId").unwrap_or_default().to_owned();
        if !used.contains(&id) {
            continue;
        }
        let is_body = id == "Normal";
        let known = theirs.elements().find(|other| is_same(other, style));
        // Captions look as its own 题注, where it has that.
        let is_caption = base(style) == Some(CAPTION);
        let caption = || theirs.elements().find(|other| names(other) == ["caption"]);
        let known = known.or_else(|| is_caption.then(caption).flatten());
        let known = known.filter(|_| !is_body || matches!(pattern, Pattern::Theirs));
        if let Some(known) = known.and_then(|style| style.get("w:styleId")) {
            mapped.ids.insert(id, known.to_owned());
            continue;
        }
        if is_body && matches!(pattern, Pattern::Marked { .. }) {
            continue;
        }
        mapped.lacking.extend(shown(style));
        let mut own = style.clone();
        own.unset("w:default");
        let new = (0..)
            .map(|turn| {
                if turn == 0 {
                    format!("{OURS}{id}")
                } else {
                    format!("{OURS}{id}{turn}")
                }
            })
            .find(|new| !taken.contains(new))
            .unwrap_or_default();
        own.set("w:styleId", &new);
        if is_body {
            own.edit("w:name", |name| name.set("w:val", "公文正文"));
            own.set("w:customStyle", &1);
        }
        taken.insert(new.clone());
        mapped.ids.insert(id, new);
        added.push(own);
    }
    for mut style in added {
        follow(&mut style, &mapped.ids);
        theirs.children.push(Node::Element(style));
    }
    super::super::order::sort(theirs);
    mapped
}

/// The id of the style on which another is based.
pub(super) fn base(style: &Element) -> Option<&str> {
    let base = style.elements().find(|child| child.name == "w:basedOn")?;
    base.get("w:val")
}

/// Styles of which another speaks by their new ids; those that did not come are let go, and
/// a base that is the template's too: what our style leaves open would show through.
fn follow(style: &mut Element, ids: &BTreeMap<String, String>) {
    style.children.retain_mut(|node| {
        let Node::Element(child) = node else { return true };
        let is_base = child.name == "w:basedOn";
        if !is_base && !matches!(&*child.name, "w:next" | "w:link") {
            return true;
        }
        let id = child.get("w:val").and_then(|id| ids.get(id));
        let id = id.filter(|id| !is_base || id.starts_with(OURS)).cloned();
        id.is_some_and(|id| {
            child.set("w:val", &id);
            true
        })
    });
}

/// The name by which Chinese Word lists a style that every template has; of others nobody
/// is surprised.
fn shown(style: &Element) -> Option<String> {
    let names = names(style);
    match names.first()?.as_str() {
        "normal" => Some("正文".to_owned()),
        "title" => Some("标题".to_owned()),
        name => Some(format!("标题 {}", name.strip_prefix("heading ")?)),
    }
}

fn is_same(theirs: &Element, ours: &Element) -> bool {
    theirs.name == "w:style"
        && theirs.get("w:type") == ours.get("w:type")
        && names(theirs).iter().any(|name| names(ours).contains(name))
}

/// The name of a style and its aliases, without difference of letter case.
fn names(style: &Element) -> Vec<String> {
    let of = |child: &Element| child.get("w:val").unwrap_or_default().to_lowercase();
    let mut names = Vec::new();
    for child in style.elements() {
        match child.name.as_str() {
            "w:name" => names.insert(0, of(child)),
            "w:aliases" => {
                names.extend(of(child).split(',').map(|name| name.trim().to_owned()));
            }
            _ => {}
        }
    }
    names
}
