//! Workbooks of Excel and WPS since 2007, found by relationships and read by local names.
//!
//! A sheet's rows are unpacked a block at a time, and blocks are read side by side.

mod blocks;
mod scan;
mod sheet;
mod strings;
mod styles;
pub(super) mod text;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use self::blocks::Rows;
use self::sheet::Shared;
pub(super) use self::sheet::{meant, percent};
use self::strings::Strings;
use self::styles::Styles;
pub(super) use self::styles::{Meaning, built_in, custom};
use super::blocks::{Block, Blocks};
use super::format::broken;
use super::{Merge, ReadBlock, Refusal, Source, Visit};
use crate::files::{Package, Relation, Tag, attribute, each_tag, is_on};

/// An open workbook.
pub(super) struct Book {
    package: Package,
    sheets: Vec<String>,
    hidden_sheets: usize,
    /// The part of each sheet.
    parts: BTreeMap<String, String>,
    shared: Arc<Shared>,
    merges: Merges,
}

/// Of the sheets that were unpacked to their ends.
type Merges = Arc<Mutex<BTreeMap<String, Vec<Merge>>>>;

impl Book {
    /// Opens the workbook whose main part is `main`.
    pub(super) fn open(mut package: Package, main: &str) -> Result<Self, Refusal> {
        let workbook = package.text(main)?.ok_or_else(broken)?;
        let relations = package.relations(main)?;
        let contents = Contents::parse(&workbook)?;
        let part = |kind: &str| relations.iter().find(|one| one.kind == kind);
        let mut shared = Shared { is_1904: contents.is_1904, ..Shared::default() };
        if let Some(part) = part("sharedStrings")
            && let Some(xml) = package.open_part(&part.target)?
        {
            shared.strings = Strings::parse(xml)?;
        }
        if let Some(part) = part("styles")
            && let Some(xml) = package.text(&part.target)?
        {
            shared.styles = Styles::parse(&xml)?;
        }
        let (sheets, parts, hidden_sheets) = contents.sheets(&relations);
        let (shared, merges) = (Arc::new(shared), Arc::default());
        Ok(Self { package, sheets, hidden_sheets, parts, shared, merges })
    }

    fn read_blocks(&mut self, sheet: &str) -> Result<Blocks, Refusal> {
        let part = self.parts.get(sheet).ok_or_else(broken)?;
        let mut part = self.package.open_part(part)?.ok_or_else(broken)?;
        let merges = Arc::clone(&self.merges);
        let (rows, start) = Rows::begin(&mut part, sheet, merges)?;
        Ok(Blocks::of(Box::new(part), Box::new(rows)).starting_with(start))
    }
}

impl Source for Book {
    fn sheets(&self) -> &[String] {
        &self.sheets
    }

    fn rows(&mut self, sheet: &str, visit: &mut Visit<'_>) -> Result<(), Refusal> {
        for block in self.read_blocks(sheet)? {
            if sheet::rows(&block?, &self.shared, visit)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn blocks(&mut self, sheet: &str) -> Result<Option<(Blocks, ReadBlock)>, Refusal> {
        let blocks = self.read_blocks(sheet)?;
        let shared = Arc::clone(&self.shared);
        let read: ReadBlock = Box::new(move |block: &Block, visit: &mut Visit<'_>| {
            sheet::rows(block, &shared, visit).map(drop)
        });
        Ok(Some((blocks, read)))
    }

    fn hidden_sheets(&self) -> usize {
        self.hidden_sheets
    }

    /// They stand below the rows.
    fn merges(&mut self, sheet: &str) -> Result<Vec<Merge>, Refusal> {
        let known = |merges: &Merges| {
            let all = merges.lock().unwrap_or_else(PoisonError::into_inner);
            all.get(sheet).cloned()
        };
        if known(&self.merges).is_none() {
            for block in self.read_blocks(sheet)? {
                block?;
            }
        }
        Ok(known(&self.merges).unwrap_or_default())
    }
}

/// What the main part lists.
#[derive(Default)]
struct Contents {
    is_1904: bool,
    sheets: Vec<Listed>,
}

struct Listed {
    name: String,
    relation: String,
    is_hidden: bool,
}

impl Contents {
    fn parse(xml: &str) -> Result<Self, Refusal> {
        let mut contents = Self::default();
        each_tag::<Refusal>(xml, |tag| {
            let Tag::Opens(tag) = tag else { return Ok(()) };
            match tag.local_name().as_ref() {
                b"workbookPr" => contents.is_1904 = is_on(tag, "date1904"),
                b"sheet" => {
                    let name = attribute(tag, "name").ok_or_else(broken)?;
                    let state = attribute(tag, "state");
                    contents.sheets.push(Listed {
                        name: strings::unescaped(&name).into_owned(),
                        relation: attribute(tag, "id").ok_or_else(broken)?.into_owned(),
                        is_hidden: state.is_some_and(|state| state != "visible"),
                    });
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(contents)
    }

    /// The sheets of cells with their parts, hidden ones last, and how many those are.
    fn sheets(
        mut self,
        relations: &[Relation],
    ) -> (Vec<String>, BTreeMap<String, String>, usize) {
        self.sheets.sort_by_key(|sheet| sheet.is_hidden);
        let (mut names, mut parts, mut hidden) = (Vec::new(), BTreeMap::new(), 0);
        for sheet in self.sheets {
            let relation = relations.iter().find(|one| one.id == sheet.relation);
            let Some(part) = relation.filter(|one| one.kind == "worksheet") else {
                continue;
            };
            hidden += usize::from(sheet.is_hidden);
            names.push(sheet.name.clone());
            parts.insert(sheet.name, part.target.clone());
        }
        (names, parts, hidden)
    }
}
