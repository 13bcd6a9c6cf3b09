//! What the file says about itself: title, office, subject, date, language.

use super::xml::Element;
use crate::document::Properties;

/// docProps/core.xml; created and modified are the configured date, never a clock's.
pub(super) fn core(properties: &Properties) -> Element {
    let Properties { title, author, subject, date } = properties;
    let date = format!("{}T00:00:00Z", date.format("%Y-%m-%d"));
    let moment =
        |name: &str| Element::new(name).with("xsi:type", "dcterms:W3CDTF").text(&date);
    Element::new("cp:coreProperties")
        .with(
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        )
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .child(Element::new("dc:title").text(title))
        .child(Element::new("dc:subject").text(subject))
        .child(Element::new("dc:creator").text(author))
        .child(Element::new("cp:lastModifiedBy").text(author))
        .child(Element::new("cp:revision").text("1"))
        .child(moment("dcterms:created"))
        .child(moment("dcterms:modified"))
        .child(Element::new("dc:language").text("zh-CN"))
}

/// docProps/app.xml.
pub(super) fn app(properties: &Properties) -> Element {
    let space =
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    Element::new("Properties")
        .with("xmlns", space)
        .child(Element::new("Application").text("bulletin"))
        .child(Element::new("Company").text(&properties.author))
}
