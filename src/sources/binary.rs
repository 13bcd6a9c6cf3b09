//! What the reader of binary spreadsheets does not tell: how numbers are shown, which rows
//! are hidden, which cells are merged.
//!
//! Only records that say so are looked at; damage is left to that reader to find.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::ole::{u16_at, u16_of, u32_at};
use super::xlsx::{Meaning, built_in, custom, meant};
use super::{Cell, Merge, Refusal};
use crate::files::Package;

/// How the cells of a sheet look.
#[derive(Default)]
pub(super) struct Looks {
    /// Of numbers that are not shown as they are, by row from 1 and column from 0.
    meanings: HashMap<(u32, usize), Meaning>,
    hidden: HashSet<u32>,
    pub(super) merges: Vec<Merge>,
}

/// Number formats, and the format of each cell style.
#[derive(Default)]
struct Styles {
    formats: BTreeMap<u16, Meaning>,
    styles: Vec<u16>,
}

impl Looks {
    pub(super) fn is_hidden(&self, row: u32) -> bool {
        self.hidden.contains(&row)
    }

    /// A cell as it is shown.
    pub(super) fn shown<'c>(&self, row: u32, column: usize, cell: Cell<'c>) -> Cell<'c> {
        match (cell, self.meanings.get(&(row, column))) {
            (Cell::Number(number), Some(meaning)) => meant(number, *meaning, false),
            (cell, _) => cell,
        }
    }

    fn add_number(&mut self, row: u32, column: u32, meaning: Meaning) {
        // Dates are told by the other reader.
        if matches!(meaning, Meaning::Percent | Meaning::Zeros(_)) {
            self.meanings.insert((row + 1, column as usize), meaning);
        }
    }

    /// Of first and last row and first column, each from 0.
    fn add_merge(&mut self, first: u32, last: u32, column: u32) {
        if first < last {
            let (first_row, last_row) = (first + 1, last.saturating_add(1));
            self.merges
                .push(Merge { first_row, last_row, column: column as usize });
        }
    }
}

impl Styles {
    fn add_format(&mut self, id: Option<u16>, code: Option<String>) {
        if let Some((id, code)) = id.zip(code) {
            self.formats.insert(id, custom(&code));
        }
    }

    fn meaning(&self, style: usize) -> Meaning {
        let Some(id) = self.styles.get(style) else { return Meaning::Number };
        self.formats
            .get(id)
            .copied()
            .unwrap_or_else(|| built_in((*id).into()))
    }
}

/// Of each sheet of an .xls, in the order in which the workbook lists them.
pub(super) fn of_xls(stream: &[u8]) -> Vec<Looks> {
    let mut styles = Styles::default();
    let (mut starts, mut sheets) = (Vec::new(), Vec::<Looks>::new());
    // The sheet in which a record stands, and how many charts within it.
    let (mut current, mut inner) = (None, 0_usize);
    for (at, kind, record) in records_of_xls(stream) {
        match kind {
            // BOUNDSHEET, FORMAT, XF.
            0x0085 => {
                starts.push(u32_at(record, 0).map_or(0, |start| start as usize));
                sheets.push(Looks::default());
            }
            0x041E => styles.add_format(u16_at(record, 0), format_code(record)),
            0x00E0 => styles.styles.extend(u16_at(record, 2)),
            // BOF, EOF.
            0x0809 => match starts.iter().position(|start| *start == at) {
                None => inner += usize::from(current.is_some()),
                sheet => (current, inner) = (sheet, 0),
            },
            0x000A if inner > 0 => inner -= 1,
            0x000A => current = None,
            _ if inner > 0 => {}
            _ => {
                if let Some(looks) = current.and_then(|sheet| sheets.get_mut(sheet)) {
                    look(looks, &styles, kind, record);
                }
            }
        }
    }
    sheets
}

/// Takes a record of a sheet into account; nothing of one that is cut short.
fn look(looks: &mut Looks, styles: &Styles, kind: u16, record: &[u8]) -> Option<()> {
    let row = || u16_at(record, 0).map(u32::from);
    match kind {
        // ROW: the bit says that it has no height.
        0x0208 if u16_at(record, 12)? & 0x20 != 0 => {
            looks.hidden.insert(row()? + 1);
        }
        // FORMULA, NUMBER, RK.
        0x0006 | 0x0203 | 0x027E => {
            let style = styles.meaning(u16_at(record, 4)?.into());
            looks.add_number(row()?, u16_at(record, 2)?.into(), style);
        }
        // MULRK: style and number of each cell.
        0x00BD => {
            let first = u32::from(u16_at(record, 2)?);
            for (column, cell) in (first..).zip(record.get(4..)?.chunks_exact(6)) {
                looks.add_number(row()?, column, styles.meaning(u16_of(cell).into()));
            }
        }
        // MERGECELLS.
        0x00E5 => {
            for range in record.get(2..)?.chunks_exact(8) {
                let [first, last, column] = [0, 2, 4].map(|at| u16_at(range, at));
                looks.add_merge(first?.into(), last?.into(), column?.into());
            }
        }
        _ => {}
    }
    Some(())
}

/// Each record with where it stands and its kind.
fn records_of_xls(stream: &[u8]) -> impl Iterator<Item = (usize, u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, kind) = (at, u16_at(stream, at)?);
        let length = usize::from(u16_at(stream, at + 2)?);
        at += 4 + length;
        Some((start, kind, stream.get(start + 4..at)?))
    })
}

/// The code of a FORMAT record, of Excel 95 or later ones.
fn format_code(record: &[u8]) -> Option<String> {
    let short = usize::from(*record.get(2)?);
    if record.len() == short + 3 {
        return Some(String::from_utf8_lossy(record.get(3..)?).into_owned());
    }
    let characters = record.get(5..)?;
    Some(if record.get(4)? & 1 == 0 {
        characters.iter().map(|byte| char::from(*byte)).collect()
    } else {
        utf16(characters)
    })
}

/// Of each sheet of an .xlsb whose main part is `main`, in the order in which it lists them.
pub(super) fn of_xlsb(package: &mut Package, main: &str) -> Result<Vec<Looks>, Refusal> {
    let workbook = package.part(main)?.unwrap_or_default();
    let relations = package.relations(main)?;
    let mut styles = Styles::default();
    if let Some(part) = relations.iter().find(|one| one.kind == "styles") {
        styles = styles_of_xlsb(&package.part(&part.target)?.unwrap_or_default());
    }
    let mut sheets = Vec::new();
    for (_, record) in records_of_xlsb(&workbook).filter(|(kind, _)| *kind == 156) {
        let id = wide(record, 8).unwrap_or_default();
        let relation = relations.iter().find(|one| one.id == id);
        let part = relation.map(|one| package.part(&one.target)).transpose()?;
        sheets.push(looks_of_xlsb(&part.flatten().unwrap_or_default(), &styles));
    }
    Ok(sheets)
}

fn styles_of_xlsb(part: &[u8]) -> Styles {
    let mut styles = Styles::default();
    let mut is_of_cells = false;
    for (kind, record) in records_of_xlsb(part) {
        match kind {
            // BrtFmt, BrtBeginCellXFs, BrtEndCellXFs, BrtXF.
            44 => styles.add_format(u16_at(record, 0), wide(record, 2)),
            617 => is_of_cells = true,
            618 => is_of_cells = false,
            47 if is_of_cells => styles.styles.extend(u16_at(record, 2)),
            _ => {}
        }
    }
    styles
}

fn looks_of_xlsb(part: &[u8], styles: &Styles) -> Looks {
    let (mut looks, mut row) = (Looks::default(), 0);
    for (kind, record) in records_of_xlsb(part) {
        match (kind, u32_at(record, 0)) {
            // BrtRowHdr: the bit says that it has no height.
            (0, Some(number)) => {
                row = number;
                if record.get(11).is_some_and(|bits| bits & 0x10 != 0) {
                    looks.hidden.insert(row + 1);
                }
            }
            // BrtCellRk, BrtCellReal, BrtFmlaNum: the style has three bytes.
            (2 | 5 | 9, Some(column)) => {
                let style = u32_at(record, 4).map_or(0, |style| style & 0x00FF_FFFF);
                looks.add_number(row, column, styles.meaning(style as usize));
            }
            // BrtMergeCell.
            (176, Some(first)) => {
                if let Some((last, column)) = u32_at(record, 4).zip(u32_at(record, 8)) {
                    looks.add_merge(first, last, column);
                }
            }
            _ => {}
        }
    }
    looks
}

/// Each record with its kind; kinds and lengths have seven bits a byte.
fn records_of_xlsb(part: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut rest = part;
    let number = |rest: &mut &[u8], bytes: u32| {
        let mut number = 0;
        for at in 0..bytes {
            let (byte, after) = rest.split_first()?;
            *rest = after;
            number |= u32::from(byte & 0x7F) << (7 * at);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    };
    std::iter::from_fn(move || {
        let (kind, length) = (number(&mut rest, 2)?, number(&mut rest, 4)?);
        let (record, after) = rest.split_at_checked(length as usize)?;
        rest = after;
        Some((kind, record))
    })
}

/// A text behind the number of its characters.
fn wide(record: &[u8], at: usize) -> Option<String> {
    let length = (u32_at(record, at)? as usize).checked_mul(2)?;
    Some(utf16(record.get(at + 4..)?.get(..length)?))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(u16_of).collect();
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u32, content: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for mut number in [kind, u32::try_from(content.len()).unwrap_or(0)] {
            while number >= 0x80 {
                bytes.push((number & 0x7F) as u8 | 0x80);
                number >>= 7;
            }
            bytes.push(number as u8);
        }
        [&bytes, content].concat()
    }

    fn numbers(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    #[test]
    fn an_xlsb_tells_percentages_hidden_rows_and_merged_cells() {
        let code: Vec<u8> = "0.00%".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let format = [&164_u16.to_le_bytes()[..], &numbers(&[5]), &code].concat();
        let style = |format: u16| [&[0, 0], &format.to_le_bytes()[..], &[0; 12]].concat();
        let styles = styles_of_xlsb(
            &[
                record(44, &format),
                record(47, &style(9)),
                record(617, &numbers(&[2])),
                record(47, &style(0)),
                record(47, &style(164)),
                record(618, &[]),
            ]
            .concat(),
        );
        let row = |number: u32, bits: u8| {
            record(0, &[&numbers(&[number, 0])[..], &[0, 0, 0, bits], &[0; 5]].concat())
        };
        let cell =
            |column, style| record(5, &[numbers(&[column, style]), vec![0; 8]].concat());
        let part =
            [row(1, 0x10), cell(2, 1), cell(3, 0), record(176, &numbers(&[1, 3, 4, 4]))];
        let looks = looks_of_xlsb(&part.concat(), &styles);
        let shown = |column| looks.shown(2, column, Cell::Number(0.9447));
        assert_eq!([2, 3].map(shown), [Cell::Number(94.47), Cell::Number(0.9447)]);
        assert_eq!([1, 2].map(|row| looks.is_hidden(row)), [false, true]);
        assert_eq!(looks.merges, [Merge { first_row: 2, last_row: 4, column: 4 }]);
    }
}
