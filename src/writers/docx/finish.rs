//! What docx-rs has no words for, added to the parts that it made.
//!
//! Facts about tables and drawings wait in the order in which the document has them.

use super::text_box::{self, TextBox};
use super::xml::{Element, Node};

/// What is known of a table beyond docx-rs.
#[derive(Debug, Default)]
pub(super) struct TableFacts {
    /// Rows that repeat on each page.
    pub(super) header_rows: usize,
    /// Title and text for those who cannot see it; none for a table that only arranges.
    pub(super) alt: Option<(String, String)>,
    /// The text box that holds it, if it stands outside the text.
    pub(super) text_box: Option<TextBox>,
}

/// What is known of a drawing beyond docx-rs.
#[derive(Debug)]
pub(super) struct DrawingFacts {
    /// In Word's selection pane.
    pub(super) name: String,
    /// Read out to those who cannot see it.
    pub(super) alt: String,
    /// The relationship of a chart that takes the place of the picture.
    pub(super) chart: Option<String>,
}

/// Facts in document order.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) tables: Vec<TableFacts>,
    pub(super) drawings: Vec<DrawingFacts>,
}

/// Mends what docx-rs writes wrongly, wherever it stands.
pub(super) fn mend(part: &mut Element) {
    part.walk(&mut |element| {
        element.unset("w14:paraId");
        match element.name.as_str() {
            "w:gridCol" => element.unset("w:type"),
            "w:fldChar" => element.unset("w:dirty"),
            "w:instrText" => element.set("xml:space", "preserve"),
            // An indent in characters that a style asks for outlives one in twips.
            "w:ind" => element.set("w:firstLineChars", &0),
            // A paragraph's pPr may hold an rPr, but an empty one says nothing.
            "w:pPr" | "w:p" | "w:r" | "w:tr" | "w:tblPr" => {
                element.children.retain(|node| !is_idle(node));
            }
            _ => {}
        }
    });
}

fn is_idle(node: &Node) -> bool {
    let Node::Element(element) = node else { return false };
    match element.name.as_str() {
        "w:pPr" => element.children.iter().all(is_idle),
        "w:rPr" | "w:trPr" | "w:tcPr" | "w:tblBorders" => element.children.is_empty(),
        // What names no style is 正文.
        "w:pStyle" => element.get("w:val") == Some("Normal"),
        _ => false,
    }
}

/// Gives sections that end within the body the properties of the last, turned where their
/// pages lie on their long side.
pub(super) fn sections(document: &mut Element, last: &Element) {
    document.walk(&mut |element| {
        if element.name != "w:pPr" {
            return;
        }
        for section in element.elements_mut().filter(|it| it.name == "w:sectPr") {
            let mut is_landscape = false;
            section.edit("w:pgSz", |size| is_landscape = size.get("w:orient").is_some());
            *section = last.clone();
            if is_landscape {
                turn(section);
            }
        }
    });
}

/// The paper a quarter to the left: what was its left side is the top.
fn turn(section: &mut Element) {
    let moved = |element: &mut Element, names: &[(&str, &str)]| {
        let old = element.clone();
        for (name, from) in names {
            element.set(name, old.get(from).unwrap_or_default());
        }
    };
    section.edit("w:pgSz", |size| {
        moved(size, &[("w:w", "w:h"), ("w:h", "w:w")]);
        size.set("w:orient", "landscape");
    });
    section.edit("w:pgMar", |margins| {
        let twips = |name| margins.get(name).and_then(|it| it.parse::<i32>().ok());
        // The page number keeps its distance from the text.
        let lower = twips("w:bottom").zip(twips("w:right")).map(|(old, new)| old - new);
        let footer =
            twips("w:footer").zip(lower).map(|(footer, by)| (footer - by).max(0));
        let sides = [("w:top", "w:left"), ("w:left", "w:bottom")];
        moved(
            margins,
            &[sides, [("w:bottom", "w:right"), ("w:right", "w:top")]].concat(),
        );
        if let Some(footer) = footer {
            margins.set("w:footer", &footer);
        }
    });
}

/// The properties of the last section.
pub(super) fn last_section(document: &Element) -> Option<Element> {
    let body = document.elements().find(|child| child.name == "w:body")?;
    body.elements()
        .filter(|child| child.name == "w:sectPr")
        .last()
        .cloned()
}

/// Adds the facts to the document's body.
pub(super) fn add(document: &mut Element, facts: Facts) {
    if let Some(section) = last_section(document) {
        sections(document, &section);
    }
    let Facts { mut tables, drawings } = facts;
    let mut ids = 1..;
    let boxes: Vec<Option<TextBox>> =
        tables.iter_mut().map(|table| table.text_box.take()).collect();
    let mut tables = tables.into_iter();
    let mut drawings = drawings.into_iter();
    document.walk(&mut |element| match element.name.as_str() {
        "w:tbl" => table(element, tables.next().unwrap_or_default()),
        "wp:inline" => {
            if let Some((facts, id)) = drawings.next().zip(ids.next()) {
                drawing(element, &facts, id);
            }
        }
        _ => {}
    });
    let in_body = document.elements_mut().flat_map(Element::elements_mut);
    let tables = in_body.filter(|element| element.name == "w:tbl");
    for (table, text_box) in tables.zip(boxes) {
        if let Some((text_box, id)) = text_box.zip(ids.next()) {
            *table = text_box::paragraph(&text_box, id, table);
        }
    }
}

fn table(element: &mut Element, facts: TableFacts) {
    let rows = element.elements_mut().filter(|child| child.name == "w:tr");
    for row in rows.take(facts.header_rows) {
        row.edit("w:trPr", |properties| properties.edit("w:tblHeader", |_| {}));
    }
    element.edit("w:tblPr", |properties| {
        // Which parts of the style apply: a header row or none.
        let look = if facts.header_rows > 0 { "0020" } else { "0000" };
        properties.replace(Element::new("w:tblLook").with("w:val", look));
        if let Some((title, text)) = facts.alt {
            properties.replace(Element::new("w:tblCaption").with("w:val", title));
            properties.replace(Element::new("w:tblDescription").with("w:val", text));
        }
    });
}

fn drawing(inline: &mut Element, facts: &DrawingFacts, id: usize) {
    inline.edit("wp:docPr", |properties| {
        properties.set("id", &id);
        properties.set("name", &facts.name);
        properties.set("descr", &facts.alt);
    });
    if let Some(chart) = &facts.chart {
        inline.replace(chart_frame(chart));
    }
    inline.walk(&mut |element| {
        if element.name == "pic:cNvPr" {
            element.set("id", &id);
            element.set("name", &facts.name);
        }
    });
}

fn chart_frame(relationship: &str) -> Element {
    const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
    const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    let chart = Element::new("c:chart")
        .with("xmlns:c", CHART)
        .with("r:id", relationship);
    Element::new("a:graphic")
        .with("xmlns:a", DRAWING)
        .child(Element::new("a:graphicData").with("uri", CHART).child(chart))
}
