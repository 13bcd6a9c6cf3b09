//! Reads what was written, by libraries that did not write it.

use std::collections::BTreeMap;
use std::io::Read;

use bulletin::layout::Style;

/// The XML of a style.
pub(crate) fn text_of_style(parts: &BTreeMap<String, Vec<u8>>, id: &str) -> String {
    let text = text(parts, "word/styles.xml");
    let styles = xml(&text);
    let style = styles
        .descendants()
        .find(|node| node.w("styleId") == Some(id))
        .unwrap();
    text[style.range()].to_owned()
}

pub(crate) fn official() -> Style {
    let text = include_str!("../../../layouts/official/style.yaml");
    serde_yaml::from_str(text).unwrap()
}

pub(crate) fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        parts.insert(file.name().to_owned(), bytes);
    }
    parts
}

pub(crate) fn text(parts: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(parts[path].clone()).unwrap()
}

pub(crate) fn xml(text: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(text).unwrap()
}

pub(crate) fn words(node: roxmltree::Node<'_, '_>) -> String {
    let texts = node.descendants().filter(|node| node.is("t"));
    texts.filter_map(|node| node.text()).collect()
}

/// Reading without namespaces: the prefixes of a Word file never clash.
pub(crate) trait Lax<'a> {
    fn is(&self, local: &str) -> bool;
    fn w(&self, attribute: &str) -> Option<&'a str>;
}

impl<'a> Lax<'a> for roxmltree::Node<'a, '_> {
    fn is(&self, local: &str) -> bool {
        self.tag_name().name() == local
    }

    fn w(&self, attribute: &str) -> Option<&'a str> {
        self.attributes()
            .find(|known| known.name() == attribute)
            .map(|known| known.value())
    }
}
