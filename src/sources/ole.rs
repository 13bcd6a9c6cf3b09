//! Files of the container that Office used until 2003, and still uses for encryption.
//!
//! The reader of .xls believes the numbers in a file: a damaged one can make it ask for
//! more memory than there is, which ends the program. So they are checked before.

use super::Refusal;
use super::format::{RESAVE, broken, password};

/// What such a file begins with.
pub(super) const SIGNATURE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// A sheet is kept as a rectangle of cells; a full sheet with 64 columns has as many.
const CELLS_MAX: usize = 65_536 * 64;
const COLUMNS_MAX: u16 = 256;
/// Sector numbers from here on have other meanings.
const SECTOR_MAX: u32 = 0xFFFF_FFFA;

/// The records of the workbook, if the file is a spreadsheet that can be read without
/// harm.
pub(super) fn inspect(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let file = File::open(bytes).ok_or_else(broken)?;
    let entries = file.entries().ok_or_else(broken)?;
    let named = |name: &str| entries.iter().find(|entry| entry.name == name);
    if named("EncryptedPackage").is_some() {
        return Err(password());
    }
    let Some(book) = named("Workbook").or_else(|| named("Book")) else {
        let what = match named("WordDocument") {
            Some(_) => "导出表打不开：内容是 Word 文档，不是电子表格",
            None => "导出表打不开：文件里没有工作簿",
        };
        return Err(Refusal::new(what, RESAVE));
    };
    let root = entries.first().ok_or_else(broken)?;
    let stream = file.stream(book, root).ok_or_else(broken)?;
    check_records(&stream).ok_or_else(broken)?;
    Ok(stream)
}

struct File<'b> {
    bytes: &'b [u8],
    sector_size: usize,
    /// For each sector the next of its chain.
    next: Vec<u32>,
    next_mini: Vec<u32>,
}

struct Entry {
    name: String,
    start: u32,
    size: usize,
}

impl<'b> File<'b> {
    fn open(bytes: &'b [u8]) -> Option<Self> {
        let sector_size =
            1 << u16_at(bytes, 30).filter(|shift| [9, 12].contains(shift))?;
        let mut file = Self { bytes, sector_size, next: vec![], next_mini: vec![] };
        let header = bytes.get(76..512)?;
        let mut tables: Vec<u32> = numbers(header).collect();
        let mut more = u32_at(bytes, 68)?;
        let sectors = bytes.len() / sector_size;
        while more < SECTOR_MAX {
            tables.extend(numbers(file.sector(more)?));
            more = tables.pop()?;
            if tables.len() > sectors + 128 {
                return None;
            }
        }
        for table in tables.into_iter().filter(|table| *table < SECTOR_MAX) {
            let numbers = numbers(file.sector(table)?);
            file.next.extend(numbers);
        }
        if u32_at(bytes, 64)? > 0 {
            file.next_mini = numbers(&file.chain(u32_at(bytes, 60)?)?).collect();
        }
        Some(file)
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize + 1).checked_mul(self.sector_size)?;
        let rest = self.bytes.get(start..)?;
        // The last sector of a file may be cut short.
        Some(rest.get(..self.sector_size).unwrap_or(rest))
    }

    /// The sectors of a chain; none when it runs in a circle or out of the file.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let sectors = follow(&self.next, start)?;
        let sectors: Option<Vec<_>> = sectors.map(|at| self.sector(at)).collect();
        Some(sectors?.concat())
    }

    fn entries(&self) -> Option<Vec<Entry>> {
        let entry = |entry: &[u8]| {
            let name: Vec<u16> = entry.get(..64)?.chunks_exact(2).map(u16_of).collect();
            let name = String::from_utf16_lossy(&name);
            let name = name.trim_end_matches('\0').to_owned();
            let size = u32_at(entry, 120)? as usize;
            Some(Entry { name, start: u32_at(entry, 116)?, size })
        };
        self.chain(u32_at(self.bytes, 48)?)?
            .chunks_exact(128)
            .map(entry)
            .collect()
    }

    fn stream(&self, entry: &Entry, root: &Entry) -> Option<Vec<u8>> {
        // Small streams lie in sectors of 64 bytes within the root's stream.
        let mut stream = if entry.size < 4096 {
            let minis = self.chain(root.start)?;
            let sectors = follow(&self.next_mini, entry.start)?;
            let mini = |at: u32| minis.get(at as usize * 64..(at as usize + 1) * 64);
            sectors.map(mini).collect::<Option<Vec<_>>>()?.concat()
        } else {
            self.chain(entry.start)?
        };
        stream.truncate(entry.size);
        (stream.len() == entry.size).then_some(stream)
    }
}

/// The members of a chain; none when it runs in a circle or out of its table.
fn follow(next: &[u32], start: u32) -> Option<impl Iterator<Item = u32>> {
    let mut members = Vec::new();
    let mut at = start;
    while at < SECTOR_MAX {
        members.push(at);
        if members.len() > next.len() {
            return None;
        }
        at = *next.get(at as usize)?;
    }
    Some(members.into_iter())
}

/// Whether all cells, and the size that each sheet declares, lie within a sheet.
fn check_records(stream: &[u8]) -> Option<()> {
    let mut rest = stream;
    while rest.len() >= 4 {
        let (kind, length) = (u16_at(rest, 0)?, u16_at(rest, 2)? as usize);
        let record = rest.get(4..4 + length)?;
        let (first, rows, columns) = match kind {
            // DIMENSIONS, of Excel 95 and of later ones.
            0x0200 if length == 10 => {
                (u16_at(record, 0)?.into(), u16_at(record, 2)?.into(), u16_at(record, 6)?)
            }
            0x0200 => (u32_at(record, 0)?, u32_at(record, 4)?, u16_at(record, 10)?),
            // BOUNDSHEET: where a sheet begins.
            0x0085 if u32_at(record, 0)? as usize > stream.len() => return None,
            // Cells: formula, numbers, texts, logical values.
            0x0006 | 0x00BD | 0x00D6 | 0x00FD | 0x0203 | 0x0204 | 0x0205 | 0x027E => {
                (0, u32::from(u16_at(record, 0)?) + 1, u16_at(record, 2)?.checked_add(1)?)
            }
            _ => (0, 0, 0),
        };
        let cells = (rows as usize).checked_mul(usize::from(columns))?;
        if first > rows || columns > COLUMNS_MAX || cells > CELLS_MAX {
            return None;
        }
        rest = rest.get(4 + length..)?;
    }
    Some(())
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    two.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn u16_of(two: &[u8]) -> u16 {
    u16_at(two, 0).unwrap_or(0)
}
