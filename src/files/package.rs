//! Zip packages of Office and WPS, their parts found by name or by relationship.
//!
//! Programs write part names with backslashes, in other letter case or with a slash in
//! front; Office opens them all, so names are compared without such differences.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};

use bytes::Bytes;
use flate2::CrcReader;
use flate2::read::DeflateDecoder;
use zip::CompressionMethod;

use super::Fault;
use super::relations::{self, Relation};

/// What a package may unpack to.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// One part.
    pub part_bytes: u64,
    /// All parts that are read, together.
    pub all_bytes: u64,
}

/// An opened zip package. Parts are unpacked when they are asked for.
#[derive(Debug)]
pub struct Package {
    bytes: Bytes,
    /// By comparable name.
    entries: BTreeMap<String, Entry>,
    limits: Limits,
    /// What may still be unpacked.
    left: u64,
}

#[derive(Debug, Clone)]
struct Entry {
    name: String,
    start: u64,
    packed: u64,
    size: u64,
    crc: u32,
    is_deflated: bool,
    is_counted: bool,
}

impl Package {
    /// Opens a package.
    ///
    /// # Errors
    /// When it is no zip archive, is cut off or encrypted, or has two parts of a name.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others are taken alike")]
    pub fn open(bytes: impl Into<Bytes>, limits: Limits) -> Result<Self, Fault> {
        let bytes = bytes.into();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes.clone()))
            .map_err(|_| Fault::Broken)?;
        let mut entries = BTreeMap::new();
        for index in 0..archive.len() {
            let file = archive.by_index_raw(index).map_err(|_| Fault::Broken)?;
            if file.is_dir() {
                continue;
            }
            if file.encrypted() {
                return Err(Fault::Password);
            }
            let entry = Entry {
                name: slashed(file.name()),
                start: file.data_start().ok_or(Fault::Broken)?,
                packed: file.compressed_size(),
                size: file.size(),
                crc: file.crc32(),
                is_deflated: match file.compression() {
                    CompressionMethod::Stored => false,
                    CompressionMethod::Deflated => true,
                    _ => return Err(Fault::Broken),
                },
                is_counted: false,
            };
            // Which of two a program shows is chance.
            if entries.insert(comparable(&entry.name), entry).is_some() {
                return Err(Fault::Broken);
            }
        }
        Ok(Self { bytes, entries, limits, left: limits.all_bytes })
    }

    /// The names of all parts, with slashes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.values().map(|entry| entry.name.as_str())
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&comparable(name))
    }

    /// The main part: the workbook, or the body of a Word file.
    ///
    /// # Errors
    /// When the package's relationships cannot be read.
    pub fn main_part(&mut self) -> Result<Option<String>, Fault> {
        let of_package = self.relations("")?;
        let main = of_package.into_iter().find(|one| one.kind == "officeDocument");
        Ok(main.map(|main| main.target).filter(|target| self.has(target)))
    }

    /// The relationships of a part, or of the package when `part` is empty.
    ///
    /// # Errors
    /// When they are no XML or too large.
    pub fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Fault> {
        let part = slashed(part);
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", &part));
        let listed = format!("{folder}/_rels/{file}.rels");
        match self.text(&listed)? {
            Some(text) => relations::parse(&text, folder),
            None => Ok(Vec::new()),
        }
    }

    /// The bytes of a part; none when there is no such part.
    ///
    /// # Errors
    /// When it is damaged or unpacks to more than the limits.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(mut part) = self.open_part(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// A part of XML as text, whatever it is encoded in.
    ///
    /// # Errors
    /// As of [`Self::part`], and when it is no text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(&bytes) {
            let (text, _, is_broken) = encoding.decode(&bytes);
            return if is_broken { Err(Fault::Broken) } else { Ok(Some(text.into())) };
        }
        String::from_utf8(bytes).map(Some).map_err(|_| Fault::Broken)
    }

    /// The same parts as an archive in which their names have slashes, for a reader that
    /// knows no others and no limits.
    ///
    /// # Errors
    /// When a part is damaged, or they unpack to more than the limits.
    pub fn repacked(mut self) -> Result<Vec<u8>, Fault> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored);
        let names: Vec<String> = self.names().map(str::to_owned).collect();
        for name in names {
            let part = self.part(&name)?.unwrap_or_default();
            archive.start_file(name, options).map_err(|_| Fault::Broken)?;
            archive.write_all(&part)?;
        }
        let archive = archive.finish().map_err(|_| Fault::Broken)?;
        Ok(archive.into_inner())
    }

    /// A part to be read bit by bit; what it declares counts against the limits, and more
    /// than that is never given.
    ///
    /// # Errors
    /// When it is damaged or declares more than the limits.
    pub fn open_part(&mut self, name: &str) -> Result<Option<Part>, Fault> {
        let Some(entry) = self.entries.get_mut(&comparable(name)) else {
            return Ok(None);
        };
        let Limits { part_bytes, all_bytes } = self.limits;
        if entry.size > part_bytes {
            return Err(Fault::Unpacked { bytes_max: part_bytes });
        }
        // Read twice, it still takes its room once.
        if !std::mem::replace(&mut entry.is_counted, true) {
            self.left = self
                .left
                .checked_sub(entry.size)
                .ok_or(Fault::Unpacked { bytes_max: all_bytes })?;
        }
        let end = entry.start.checked_add(entry.packed).ok_or(Fault::Broken)?;
        if end > self.bytes.len() as u64 {
            return Err(Fault::Broken);
        }
        let mut packed = Cursor::new(self.bytes.clone());
        packed.set_position(entry.start);
        let packed = packed.take(entry.packed);
        let content: Box<dyn Read + Send> = match entry.is_deflated {
            true => Box::new(DeflateDecoder::new(packed)),
            false => Box::new(packed),
        };
        let content = CrcReader::new(content);
        Ok(Some(Part { content, left: entry.size, crc: entry.crc }))
    }
}

/// A part that is being unpacked. It fails where the archive does not hold what it
/// declares.
pub struct Part {
    content: CrcReader<Box<dyn Read + Send>>,
    left: u64,
    crc: u32,
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let damage = || io::Error::from(io::ErrorKind::InvalidData);
        let count = self.content.read(buffer).map_err(|_| damage())?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(damage)?;
        let is_over = count == 0 && !buffer.is_empty();
        if is_over && (self.left > 0 || self.content.crc().sum() != self.crc) {
            return Err(damage());
        }
        Ok(count)
    }
}

/// With slashes, and none in front.
fn slashed(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.trim_start_matches("./").trim_start_matches('/').to_owned()
}

fn comparable(name: &str) -> String {
    slashed(name).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { part_bytes: 1 << 20, all_bytes: 2 << 20 };
    const RELATIONS: &str = r#"<p:Relationships xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships"><p:Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/Word\Document2.xml"/></p:Relationships>"#;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(*name, options).unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn parts_are_found_however_their_names_are_written() {
        let parts =
            [("_RELS\\.rels", RELATIONS.as_bytes()), ("word/document2.XML", b"<w/>")];
        let mut package = Package::open(packed(&parts), LIMITS).unwrap();
        let main = package.main_part().unwrap().unwrap();
        assert_eq!(package.part(&main).unwrap().unwrap(), b"<w/>");
        assert!(package.part("word/none.xml").unwrap().is_none());
    }

    #[test]
    fn more_than_the_limits_is_never_unpacked() {
        let large = vec![b' '; (1 << 20) + 1];
        let half = &large[..1 << 20];
        let parts = [("large", large.as_slice()), ("a", half), ("b", half), ("c", half)];
        let mut package = Package::open(packed(&parts), LIMITS).unwrap();
        let told = package.part("large").unwrap_err().to_string();
        assert_eq!(told, "解压后超过 1 MB 的上限");
        assert!(package.part("a").is_ok() && package.part("b").is_ok());
        let told = package.part("c").unwrap_err().to_string();
        assert_eq!(told, "解压后超过 2 MB 的上限");
    }

    #[test]
    fn a_part_that_is_not_what_the_archive_says_is_refused() {
        let mut bytes = packed(&[("a", &[b'x'; 5000])]);
        assert!(Package::open(bytes.clone(), LIMITS).unwrap().part("a").is_ok());
        // The size in the central directory.
        let directory = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        bytes[directory + 24] -= 8;
        let mut package = Package::open(bytes, LIMITS).unwrap();
        assert!(matches!(package.part("a"), Err(Fault::Broken)));
    }

    #[test]
    fn two_parts_of_a_name_are_damage() {
        let parts: [(&str, &[u8]); 2] = [("xl/a.xml", b"1"), ("XL\\A.xml", b"2")];
        assert!(matches!(Package::open(packed(&parts), LIMITS), Err(Fault::Broken)));
    }
}
