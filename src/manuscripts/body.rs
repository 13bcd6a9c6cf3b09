//! The body of a Word file as a row of paragraphs, pictures and what is neither.

use std::collections::BTreeMap;

use super::Refusal;
use super::package::{Role, parse};

/// The namespace of Word's elements.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Elements within elements; Word itself nests some dozens deep.
const DEPTH_MAX: usize = 200;

/// A piece of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Paragraph {
        text: String,
        role: Option<Role>,
        is_centred: bool,
    },
    /// A picture by its relationship.
    Picture {
        id: String,
        alt: Option<String>,
    },
    /// What a case cannot hold, in Chinese.
    Other(&'static str),
}

type Node<'a, 'i> = roxmltree::Node<'a, 'i>;

/// The pieces of a document.xml in their order; a picture stands behind its paragraph.
pub(super) fn pieces(
    document: &str,
    styles: &BTreeMap<String, Role>,
) -> Result<Vec<Piece>, Refusal> {
    let tree = parse(document)?;
    let mut walk =
        Walk { styles, pieces: Vec::new(), text: String::new(), hanging: Vec::new() };
    let body = tree.descendants().find(|node| node.has_tag_name((W, "body")));
    for node in body.iter().flat_map(Node::children) {
        walk.block(node, 0);
    }
    Ok(walk.pieces)
}

/// An attribute in Word's namespace, or without one.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute((W, name)).or_else(|| node.attribute(name))
}

struct Walk<'a> {
    styles: &'a BTreeMap<String, Role>,
    pieces: Vec<Piece>,
    /// Of the paragraph that is open.
    text: String,
    /// Pictures and others in it.
    hanging: Vec<Piece>,
}

impl Walk<'_> {
    /// What may stand in the body: paragraphs, tables, and wrappers of them.
    fn block(&mut self, node: Node<'_, '_>, depth: usize) {
        match node.tag_name().name() {
            "p" => self.paragraph(node),
            "tbl" => self.pieces.push(Piece::Other("表格")),
            "sdt" | "sdtContent" | "ins" | "customXml" | "smartTag"
                if depth < DEPTH_MAX =>
            {
                for child in node.children() {
                    self.block(child, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>) {
        let properties = child(node, "pPr");
        let value =
            |name| child(properties?, name).and_then(|found| attribute(found, "val"));
        let style = value("pStyle").and_then(|id| self.styles.get(id).copied());
        let has_level = value("outlineLvl").is_some_and(|level| level != "9");
        let role = style.or(has_level.then_some(Role::Heading));
        let is_centred = value("jc") == Some("center");
        if properties.and_then(|properties| child(properties, "numPr")).is_some() {
            self.hanging.push(Piece::Other("自动编号"));
        }
        for child in node.children() {
            self.inline(child, 0);
        }
        let text = std::mem::take(&mut self.text);
        let text = text.trim().to_owned();
        if !text.is_empty() {
            self.pieces.push(Piece::Paragraph { text, role, is_centred });
        }
        self.pieces.append(&mut self.hanging);
    }

    fn inline(&mut self, node: Node<'_, '_>, depth: usize) {
        if depth > DEPTH_MAX {
            return;
        }
        match node.tag_name().name() {
            "t" => self.text.extend(node.children().filter_map(|child| child.text())),
            "tab" if !is_in_properties(node) => self.text.push(' '),
            "br" | "cr" if attribute(node, "type").is_none() => self.text.push(' '),
            "noBreakHyphen" => self.text.push('-'),
            "drawing" => self.drawing(node),
            "pict" => self.old_picture(node),
            "object" => self.other("嵌入的对象"),
            "footnoteReference" => self.other("脚注"),
            "endnoteReference" => self.other("尾注"),
            "oMath" | "oMathPara" => self.other("公式"),
            // What was deleted or moved away, codes of fields, what stands in for old programs.
            "del" | "moveFrom" | "instrText" | "delText" | "Fallback" | "pPr" | "rt" => {}
            "r" if is_hidden(node) => {}
            _ => {
                for child in node.children() {
                    self.inline(child, depth + 1);
                }
            }
        }
    }

    fn other(&mut self, what: &'static str) {
        self.hanging.push(Piece::Other(what));
    }

    fn drawing(&mut self, node: Node<'_, '_>) {
        let find =
            |name: &str| node.descendants().find(|inner| inner.tag_name().name() == name);
        if find("txbxContent").is_some() {
            return self.other("文本框");
        }
        let what = match find("graphicData").and_then(|data| data.attribute("uri")) {
            Some(uri) if uri.ends_with("/picture") => None,
            Some(uri) if uri.ends_with("/chart") => Some("图表"),
            Some(uri) if uri.ends_with("/diagram") => Some("SmartArt 图形"),
            Some(_) | None => Some("图形"),
        };
        if let Some(what) = what {
            return self.other(what);
        }
        let description = find("docPr").and_then(|found| found.attribute("descr"));
        let alt = description
            .map(str::trim)
            .filter(|alt| !alt.is_empty())
            .map(str::to_owned);
        match find("blip").and_then(|blip| relation(blip, "embed")) {
            Some(id) => self.hanging.push(Piece::Picture { id: id.to_owned(), alt }),
            None => self.other("链接到别处的图片"),
        }
    }

    /// A picture or text box as Word wrote them before 2010.
    fn old_picture(&mut self, node: Node<'_, '_>) {
        let find =
            |name: &str| node.descendants().find(|inner| inner.tag_name().name() == name);
        if find("txbxContent").is_some() {
            return self.other("文本框");
        }
        match find("imagedata").and_then(|data| relation(data, "id")) {
            Some(id) => {
                self.hanging.push(Piece::Picture { id: id.to_owned(), alt: None });
            }
            None => self.other("图形"),
        }
    }
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.has_tag_name((W, name)))
}

/// A reference to a relationship, whatever prefix and edition its namespace has.
fn relation<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let found = node.attributes().find(|attribute| {
        attribute.name() == name
            && attribute
                .namespace()
                .is_some_and(|space| space.ends_with("/relationships"))
    });
    found.map(|attribute| attribute.value()).filter(|id| !id.is_empty())
}

/// A tab among the tab stops of a paragraph is none in its text.
fn is_in_properties(node: Node<'_, '_>) -> bool {
    node.parent().is_some_and(|parent| parent.tag_name().name() == "tabs")
}

fn is_hidden(run: Node<'_, '_>) -> bool {
    let vanish = child(run, "rPr").and_then(|properties| child(properties, "vanish"));
    vanish.is_some_and(|vanish| {
        !matches!(attribute(vanish, "val"), Some("0" | "false" | "off"))
    })
}
