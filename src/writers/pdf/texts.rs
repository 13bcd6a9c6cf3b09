//! Every text of a document with its face and its place, as a reader would find it.

use crate::document::{
    Block, Caption, Cell, Chart, Column, Document, Draft, Figure, Heading, Imprint,
    ImprintRow, Inline, Masthead, Picture, Properties, Row, Series, Signature, Table,
};
use crate::layout::Style;

/// Where a text stands.
pub(super) struct Spot<'a> {
    /// Key of its face; none for what is read out but not printed.
    pub(super) face: Option<&'a str>,
    /// “表1第3行“镇街”栏”; none for what only repeats problems told before.
    pub(super) place: Option<&'a str>,
}

/// Shows every text of a document to `visit`, which may change it.
pub(super) fn each(
    document: &mut Document,
    style: &Style,
    visit: &mut dyn FnMut(&mut String, &Spot<'_>),
) {
    let Document {
        properties,
        masthead,
        title,
        addressee,
        blocks,
        attachments,
        signature,
        imprint,
        draft,
    } = document;
    let mut walk = Walk { style, visit, paragraphs: 0, pictures: 0 };
    let Properties { title: name, author, subject, date: _ } = properties;
    walk.unprinted("文档属性", [name, author, subject]);
    if let Some(masthead) = masthead {
        walk.masthead(masthead);
    }
    let text = &style.text;
    walk.all("标题", &text.title.face, title);
    walk.all("主送机关", &text.addressee.face, addressee);
    for block in blocks {
        walk.block(block);
    }
    walk.all("附件说明", &text.attachment.face, attachments);
    if let Some(Signature { issuer, date }) = signature {
        walk.all("落款", &text.signature.face, [issuer, date]);
    }
    if let Some(Imprint { rows }) = imprint {
        for ImprintRow { left, right } in rows {
            walk.all("版记", &text.imprint.face, [left, right]);
        }
    }
    if let Some(Draft { mark, heading, open }) = draft {
        walk.untold(&text.title.face, [mark]);
        walk.untold(&text.headings[0].face, [heading]);
        walk.untold(&text.body.face, open);
    }
}

struct Walk<'a> {
    style: &'a Style,
    visit: &'a mut dyn FnMut(&mut String, &Spot<'_>),
    paragraphs: usize,
    pictures: usize,
}

impl<'a> Walk<'a> {
    fn all<'t>(
        &mut self,
        place: &str,
        face: &str,
        texts: impl IntoIterator<Item = &'t mut String>,
    ) {
        for text in texts {
            (self.visit)(text, &Spot { face: Some(face), place: Some(place) });
        }
    }

    fn untold<'t>(
        &mut self,
        face: &str,
        texts: impl IntoIterator<Item = &'t mut String>,
    ) {
        for text in texts {
            (self.visit)(text, &Spot { face: Some(face), place: None });
        }
    }

    fn unprinted<'t>(
        &mut self,
        place: &str,
        texts: impl IntoIterator<Item = &'t mut String>,
    ) {
        for text in texts {
            (self.visit)(text, &Spot { face: None, place: Some(place) });
        }
    }

    fn inlines(&mut self, place: &str, face: &str, inlines: &mut [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text }
                | Inline::Figure(Figure { text, key: _ })
                | Inline::Reference { text, target: _ } => self.all(place, face, [text]),
            }
        }
    }

    fn masthead(&mut self, masthead: &mut Masthead) {
        let Masthead { name, issue, document_number, office, date } = masthead;
        let text = &self.style.text;
        self.all("发文机关标志", &text.masthead.face, [name]);
        self.all("期号", &text.issue.face, issue);
        self.all("发文字号", &text.document_number.face, document_number);
        self.all("报头", &text.masthead_line.face, office.iter_mut().chain(date));
    }

    fn block(&mut self, block: &mut Block) {
        let text = &self.style.text;
        match block {
            Block::Heading(Heading { level, number, text: words }) => {
                let at = usize::from(*level).saturating_sub(1);
                let style = text.headings.get(at).unwrap_or(&text.body);
                let place = format!("小标题“{number}”");
                self.all(&place, &style.face, [number]);
                self.inlines(&place, &style.face, words);
            }
            Block::Paragraph { text: words } => {
                self.paragraphs += 1;
                let place = format!("正文第{}段", self.paragraphs);
                self.inlines(&place, &text.body.face, words);
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::Pictures { pictures } => {
                for picture in pictures {
                    self.picture(picture);
                }
            }
        }
    }

    fn caption(&mut self, face: &'a str, caption: &mut Caption) -> String {
        let tag = caption.tag();
        let Caption { label, number: _, text } = caption;
        let place = format!("{tag}的题目");
        self.all(&place, face, [label]);
        self.inlines(&place, face, text);
        tag
    }

    fn table(&mut self, table: &mut Table) {
        let Table { name: _, caption, columns, rows, notes, alt } = table;
        let text = &self.style.text;
        let tag = self.caption(&text.table_caption.face, caption);
        for Column { header, align: _, width: _ } in &mut *columns {
            self.all(&format!("{tag}表头"), &text.table_header.face, [header]);
        }
        for (number, Row { cells }) in (1..).zip(rows) {
            for (cell, column) in cells.iter_mut().zip(&*columns) {
                if let Cell::Content { text: words } = cell {
                    let place = format!("{tag}第{number}行“{}”栏", column.header);
                    self.inlines(&place, &text.table_text.face, words);
                }
            }
        }
        for note in notes {
            self.inlines(&format!("{tag}表注"), &text.table_note.face, note);
        }
        self.unprinted(&format!("{tag}的替代文字"), [alt]);
    }

    fn chart(&mut self, chart: &mut Chart) {
        let Chart {
            name: _,
            caption,
            form: _,
            unit,
            categories,
            series,
            marked: _,
            editable: _,
            alt,
        } = chart;
        let style = self.style;
        let tag = self.caption(&style.text.chart_caption.face, caption);
        self.all(&tag, &style.chart.face, [unit]);
        self.all(&tag, &style.chart.face, categories);
        for Series { name, points } in series {
            self.all(&tag, &style.chart.face, [name]);
            let texts = points.iter_mut().flatten().map(|point| &mut point.text);
            self.all(&tag, &style.chart.face, texts);
        }
        self.unprinted(&format!("{tag}的替代文字"), [alt]);
    }

    fn picture(&mut self, picture: &mut Picture) {
        let Picture { image: _, caption, alt } = picture;
        self.pictures += 1;
        let place = format!("第{}张图片的说明", self.pictures);
        self.inlines(&place, &self.style.text.picture_caption.face, caption);
        self.unprinted(&place, [alt]);
    }
}
