//! Parts of a package as trees, read and written without touching markup.

use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

/// An element with its prefixed name: `w:p`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Element {
    /// With its prefix.
    pub(super) name: String,
    /// In the order of writing.
    pub(super) attributes: Vec<(String, String)>,
    /// In the order of writing.
    pub(super) children: Vec<Node>,
}

/// What stands inside an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Text without escapes.
    Text(String),
}

impl Element {
    /// An element without attributes and content.
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// With an attribute.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "a number or a text alike")]
    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.set(name, &value);
        self
    }

    /// With a child.
    #[must_use]
    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// With children.
    #[must_use]
    pub(super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// With text.
    #[must_use]
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// Sets an attribute, in its place if it is there.
    pub(super) fn set(&mut self, name: &str, value: &(impl ToString + ?Sized)) {
        let value = value.to_string();
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// An attribute's value.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Removes an attribute.
    pub(super) fn unset(&mut self, name: &str) {
        self.attributes.retain(|(known, _)| known != name);
    }

    /// Changes an attribute that is there.
    pub(super) fn edit_attribute<T: ToString>(
        &mut self,
        name: &str,
        change: impl FnOnce(&str) -> T,
    ) {
        if let Some(value) = self.get(name) {
            let value = change(value).to_string();
            self.set(name, &value);
        }
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The text directly in it.
    pub(super) fn words(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Element(_) => None,
            Node::Text(text) => Some(text.as_str()),
        });
        texts.collect()
    }

    /// The child elements, to be changed.
    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Changes the first child of that name, made if there is none.
    pub(super) fn edit(&mut self, name: &str, change: impl FnOnce(&mut Self)) {
        if let Some(child) = self.elements_mut().find(|element| element.name == name) {
            return change(child);
        }
        let mut child = Self::new(name);
        change(&mut child);
        self.children.push(Node::Element(child));
    }

    /// Puts a child in the place of the first of its name, or at the end.
    pub(super) fn replace(&mut self, child: Self) {
        let name = child.name.clone();
        self.edit(&name, |old| *old = child);
    }

    /// Removes the children of a name.
    pub(super) fn remove(&mut self, name: &str) {
        self.children
            .retain(|node| !matches!(node, Node::Element(child) if child.name == name));
    }

    /// Calls `change` on this element and everything below it, parents first.
    pub(super) fn walk(&mut self, change: &mut impl FnMut(&mut Self)) {
        change(self);
        for child in self.elements_mut() {
            child.walk(change);
        }
    }

    /// As a whole part, declaration first.
    pub(super) fn to_part(&self) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(4096);
        bytes.extend_from_slice(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
        );
        let mut writer = quick_xml::Writer::new(bytes);
        self.write(&mut writer)?;
        Ok(writer.into_inner())
    }

    fn write(&self, writer: &mut quick_xml::Writer<Vec<u8>>) -> std::io::Result<()> {
        let mut start = BytesStart::new(self.name.as_str());
        for (name, value) in &self.attributes {
            start.push_attribute((name.as_str(), value.as_str()));
        }
        if self.children.is_empty() {
            return writer.write_event(Event::Empty(start));
        }
        writer.write_event(Event::Start(start))?;
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(writer)?,
                Node::Text(text) => {
                    writer.write_event(Event::Text(BytesText::new(text)))?;
                }
            }
        }
        writer.write_event(Event::End(BytesEnd::new(self.name.as_str())))
    }
}

/// Reads a part.
///
/// # Errors
/// When the bytes are no well-formed XML.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, quick_xml::Error> {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    // The stack's bottom holds the root as its only child.
    let mut stack = vec![Element::default()];
    loop {
        match reader.read_event()? {
            Event::Start(start) => stack.push(open(&start, reader.decoder())?),
            Event::Empty(start) => {
                let element = open(&start, reader.decoder())?;
                push(&mut stack, Node::Element(element));
            }
            Event::End(_) => {
                if let Some(element) = stack.pop() {
                    push(&mut stack, Node::Element(element));
                }
            }
            Event::Text(text) => push_text(&mut stack, &text.decode()?),
            Event::CData(text) => push_text(&mut stack, &text.decode()?),
            Event::GeneralRef(reference) => {
                let name = reference.decode()?;
                let character = reference.resolve_char_ref()?;
                match quick_xml::escape::resolve_predefined_entity(&name) {
                    Some(text) => push_text(&mut stack, text),
                    None => {
                        push_text(
                            &mut stack,
                            &character.map(String::from).unwrap_or_default(),
                        );
                    }
                }
            }
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {}
        }
    }
    let root = stack.pop().and_then(|bottom| {
        bottom.children.into_iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    });
    Ok(root.unwrap_or_default())
}

fn open(
    start: &BytesStart<'_>,
    decoder: quick_xml::Decoder,
) -> Result<Element, quick_xml::Error> {
    let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute?;
        let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        attributes.push((
            key,
            attribute
                .decoded_and_normalized_value(
                    quick_xml::XmlVersion::Implicit1_0,
                    decoder,
                )?
                .into_owned(),
        ));
    }
    Ok(Element { name, attributes, children: Vec::new() })
}

fn push(stack: &mut [Element], node: Node) {
    if let Some(parent) = stack.last_mut() {
        parent.children.push(node);
    }
}

fn push_text(stack: &mut [Element], text: &str) {
    let Some(parent) = stack.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(known)) => known.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_comes_out_as_it_went_in() {
        let text = r#"<a x="1 &amp; 2"><b>“&lt;&amp;&gt;” 3 &#24037;</b><c/></a>"#;
        let tree = parse(text.as_bytes()).unwrap();
        let written = String::from_utf8(tree.to_part().unwrap()).unwrap();
        assert!(
            written.ends_with(r#"<a x="1 &amp; 2"><b>“&lt;&amp;&gt;” 3 工</b><c/></a>"#),
            "{written}"
        );
    }
}
