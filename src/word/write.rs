//! Trees as XML, and packages with some parts written anew.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use super::xml::{Element, NUMBER, Node, Tree};
use super::{Refusal, names};
use crate::files;

/// A part's XML; every prefix is declared at its root.
pub(crate) fn xml(tree: &Tree) -> Vec<u8> {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    let mut prefixes = BTreeSet::new();
    collect(&tree.root, &mut prefixes);
    let foreign: BTreeMap<&str, &str> = tree
        .foreign
        .iter()
        .map(|(prefix, name)| (&**prefix, &**name))
        .collect();
    let declared: Vec<(&str, &str)> = prefixes
        .iter()
        .filter(|prefix| **prefix != "xml")
        .filter_map(|prefix| {
            let known = names::namespace(prefix);
            Some((*prefix, known.or_else(|| foreign.get(prefix).copied())?))
        })
        .collect();
    element(&tree.root, &declared, &mut out);
    out.into_bytes()
}

/// The prefixes that are used, those that values name among them.
fn collect<'e>(element: &'e Element, prefixes: &mut BTreeSet<&'e str>) {
    prefixes.extend(element.name.split_once(':').map(|(prefix, _)| prefix));
    for (name, value) in &element.attributes {
        prefixes.extend(name.split_once(':').map(|(prefix, _)| prefix));
        if matches!(&**name, "mc:Ignorable" | "mc:MustUnderstand" | "Requires") {
            prefixes.extend(value.split_whitespace());
        }
    }
    for inner in element.elements() {
        collect(inner, prefixes);
    }
}

fn element(element: &Element, declared: &[(&str, &str)], out: &mut String) {
    let written = |text: &str| quick_xml::escape::escape(text).into_owned();
    let name = bare(&element.name);
    out.push('<');
    out.push_str(name);
    for (prefix, namespace) in declared {
        match *prefix {
            "rel" | "ct" => out.push_str(&format!(" xmlns=\"{namespace}\"")),
            prefix => out.push_str(&format!(" xmlns:{prefix}=\"{namespace}\"")),
        }
    }
    for (name, value) in &element.attributes {
        if &**name != NUMBER {
            out.push_str(&format!(" {name}=\"{}\"", written(value)));
        }
    }
    if element.children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for node in &element.children {
        match node {
            Node::Element(inner) => self::element(inner, &[], out),
            Node::Text(text) => out.push_str(&written(text)),
        }
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// LibreOffice knows the elements of a package's lists only without a prefix.
fn bare(name: &str) -> &str {
    let bare = name.strip_prefix("rel:").or_else(|| name.strip_prefix("ct:"));
    bare.unwrap_or(name)
}

/// A package with parts put in or written anew, those without content left out; all others
/// stay as they are, byte by byte.
pub(crate) fn package(
    bytes: &[u8],
    mut parts: BTreeMap<String, Vec<u8>>,
) -> Result<Vec<u8>, Refusal> {
    let broken = |_| Refusal::broken("文件已损坏");
    let unwritten = |_: std::io::Error| Refusal::broken("新的内容写不进去");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // The same input gives the same bytes: no clock.
    let options = zip::write::SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default());
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(broken)?;
        let name = part.name().replace('\\', "/");
        match parts.remove(&name) {
            Some(bytes) if bytes.is_empty() => {}
            Some(bytes) => {
                writer.start_file(name, options).map_err(broken)?;
                writer.write_all(&bytes).map_err(unwritten)?;
            }
            None => writer.raw_copy_file(part).map_err(broken)?,
        }
    }
    for (name, bytes) in parts {
        writer.start_file(name, options).map_err(broken)?;
        writer.write_all(&bytes).map_err(unwritten)?;
    }
    Ok(files::as_on_unix(writer.finish().map_err(broken)?.into_inner()))
}
