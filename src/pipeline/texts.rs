//! Every text that somebody typed, with its place: cases, frame, names and outline.

use crate::checks::{Text, TextKind};
use crate::config::{self, Project};
use crate::diagnostics::Place;
use crate::document::{Cell, Imprint, ImprintRow, Inline, Masthead, Signature, Table};
use crate::layout::{self, Alternatives, Cases, Chart, Item, Layout, Outline, Section};
use crate::yaml::Spot;

/// Numbers that are meant so.
pub(super) struct Confirmed<'a> {
    /// In every text.
    everywhere: &'a [String],
    /// In those of each case, the former included.
    cases: Vec<Vec<String>>,
    /// In those of each attachment.
    attachments: Vec<Vec<String>>,
}

impl<'a> Confirmed<'a> {
    /// What bulletin.yaml and the cases confirm.
    pub(super) fn of(project: &'a Project) -> Self {
        let everywhere = &project.confirmed[..];
        let both = |case: &config::Case| [&case.confirmed[..], everywhere].concat();
        let attached = project.attachments.iter().map(|one| both(&one.text));
        Self {
            everywhere,
            cases: project.cases.iter().map(both).collect(),
            attachments: attached.collect(),
        }
    }
}

/// All texts, as files and values follow each other.
pub(super) fn of<'a>(
    project: &'a Project,
    layout: &'a Layout,
    confirmed: &'a Confirmed<'a>,
) -> Vec<Text<'a>> {
    let mut texts = Vec::new();
    frame(project, confirmed, &mut texts);
    let mut name = |name: &'a Spot<String>| {
        let (text, place) = (name.value.as_str(), name.place());
        let kind = TextKind::Name("单位名称");
        texts.push(Text { text, place, kind, confirmed: confirmed.everywhere });
    };
    project.unit_names.iter().for_each(&mut name);
    for (one, confirmed) in project.cases.iter().zip(&confirmed.cases) {
        case(one, CASE, confirmed, &mut texts);
    }
    for (one, confirmed) in project.attachments.iter().zip(&confirmed.attachments) {
        case(&one.text, ATTACHMENT, confirmed, &mut texts);
    }
    for edit in &project.edits {
        let (text, place) = (edit.text.value.as_str(), edit.text.place());
        let (kind, confirmed) = (TextKind::Template("补写的段落"), confirmed.everywhere);
        texts.push(Text { text, place, kind, confirmed });
    }
    let mut outline = Templates { layout, confirmed: confirmed.everywhere, texts };
    outline.all(&layout.outline);
    outline.texts
}

/// What messages call title and text.
const CASE: [TextKind; 2] =
    [TextKind::Written("案例标题"), TextKind::Written("案例正文")];
const ATTACHMENT: [TextKind; 2] =
    [TextKind::Name("附件名称"), TextKind::Written("附件文字")];

fn case<'a>(
    case: &'a config::Case,
    [of_title, of_text]: [TextKind; 2],
    confirmed: &'a [String],
    texts: &mut Vec<Text<'a>>,
) {
    let config::Case { title, unit, paragraphs, images, tables, confirmed: _ } = case;
    let mut add = |kind: TextKind, spot: &'a Spot<String>| {
        let (text, place) = (spot.value.as_str(), spot.place());
        texts.push(Text { text, place, kind, confirmed });
    };
    let written = TextKind::Written;
    add(of_title, title);
    unit.iter().for_each(|unit| add(written("案例单位"), unit));
    paragraphs.iter().for_each(|paragraph| add(of_text, paragraph));
    for image in images {
        image
            .caption
            .iter()
            .for_each(|caption| add(written("图片说明"), caption));
        image.alt.iter().for_each(|alt| add(written("替代文字"), alt));
    }
    // The words of a table stand in the file that the text came from.
    let place = paragraphs.first().unwrap_or(title).place();
    for text in tables.iter().flat_map(|(_, table)| words(table)) {
        let (place, kind) = (place.clone(), TextKind::Name("附件表格"));
        texts.push(Text { text, place, kind, confirmed });
    }
}

/// The words of a table's header and cells.
fn words(table: &Table) -> impl Iterator<Item = &str> {
    let headers = table.columns.iter().map(|column| column.header.as_str());
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let inlines = cells.flat_map(|cell| match cell {
        Cell::Content { text } => text.as_slice(),
        Cell::Continued => &[],
    });
    headers.chain(inlines.map(Inline::text))
}

/// District, office and what stands around the body.
fn frame<'a>(
    project: &'a Project,
    confirmed: &'a Confirmed<'a>,
    texts: &mut Vec<Text<'a>>,
) {
    let config::Frame { masthead, title, addressee, signature, imprint } = &project.frame;
    let mut add = |name: &'static str, text: &'a str, path: &str| {
        let place = project.places.of(path);
        let (kind, confirmed) = (TextKind::Name(name), confirmed.everywhere);
        texts.push(Text { text, place, kind, confirmed });
    };
    add("单位名称", &project.district, "district");
    add("单位名称", &project.office, "office");
    let office = |text: &&String| **text != project.office;
    // Dates and, mostly, the office are filled in from elsewhere.
    if let Some(Masthead { name, issue, document_number, office: own, date: _ }) =
        masthead
    {
        add("报头", name, "masthead.name");
        for (key, text) in [
            ("masthead.issue", issue.as_ref()),
            ("masthead.document_number", document_number.as_ref()),
            ("masthead.office", own.as_ref().filter(office)),
        ] {
            text.into_iter().for_each(|text| add("报头", text, key));
        }
    }
    for (n, line) in title.iter().flatten().enumerate() {
        add("标题", line, &format!("title[{n}]"));
    }
    addressee.iter().for_each(|text| add("主送", text, "addressee"));
    if let Some(Signature { issuer, .. }) = signature
        && office(&issuer)
    {
        add("落款", issuer, "signature.issuer");
    }
    if let Some(Imprint { rows, .. }) = imprint {
        for (n, ImprintRow { left, right }) in rows.iter().enumerate() {
            add("版记", left, &format!("imprint[{n}].left"));
            add("版记", right, &format!("imprint[{n}].right"));
        }
    }
}

/// The texts of an outline.
struct Templates<'a> {
    layout: &'a Layout,
    confirmed: &'a [String],
    texts: Vec<Text<'a>>,
}

impl<'a> Templates<'a> {
    fn add(&mut self, name: &'static str, text: &'a str, path: &str) {
        let place: Place = self.layout.place(path);
        let (kind, confirmed) = (TextKind::Template(name), self.confirmed);
        self.texts.push(Text { text, place, kind, confirmed });
    }

    fn all(&mut self, outline: &'a Outline) {
        let Outline {
            based_on: _,
            title,
            subject,
            labels: _,
            alternatives,
            draft: _,
            sections,
        } = outline;
        self.each("提纲标题", title, "title");
        self.add("提纲主题", subject, "subject");
        let Alternatives { table, chart } = alternatives;
        self.add("提纲替代文字", table, "alternatives.table");
        self.add("提纲替代文字", chart, "alternatives.chart");
        for (n, section) in sections.iter().enumerate() {
            self.section(section, &format!("sections[{n}]"));
        }
    }

    fn each(&mut self, name: &'static str, texts: &'a [String], path: &str) {
        for (n, text) in texts.iter().enumerate() {
            self.add(name, text, &format!("{path}[{n}]"));
        }
    }

    fn section(&mut self, section: &'a Section, path: &str) {
        let Section { heading, body } = section;
        self.add("提纲标题", heading, &format!("{path}.heading"));
        for (n, item) in body.iter().enumerate() {
            self.item(item, &format!("{path}.body[{n}]"));
        }
    }

    fn item(&mut self, item: &'a Item, path: &str) {
        match item {
            Item::Section(section) => self.section(section, path),
            Item::Paragraph(sentences) => {
                self.each("提纲语句", sentences, &format!("{path}.paragraph"));
            }
            Item::Table(layout::Table { caption, columns, note, .. }) => {
                self.add("提纲表题", caption, &format!("{path}.table.caption"));
                for (n, column) in columns.iter().enumerate() {
                    let path = format!("{path}.table.columns[{n}]");
                    let header = column.header.iter();
                    header.for_each(|header| self.add("提纲表头", header, &path));
                }
                self.each("提纲表注", note, &format!("{path}.table.note"));
            }
            Item::Chart(Chart { caption, unit, .. }) => {
                self.add("提纲图题", caption, &format!("{path}.chart.caption"));
                if let Some(unit) = unit {
                    self.add("提纲图题", unit, &format!("{path}.chart.unit"));
                }
            }
            Item::Cases(Cases { heading }) => {
                self.add("提纲标题", heading, &format!("{path}.cases.heading"));
            }
        }
    }
}
