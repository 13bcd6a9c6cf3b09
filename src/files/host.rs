//! Zip packages that are the same on every system.

/// A central directory's entry: its signature, where it notes the host, how long it is
/// and where the lengths of its name, extra field and comment stand.
const ENTRY: &[u8] = b"PK\x01\x02";
const HOST: usize = 5;
const LENGTH: usize = 46;
const LENGTHS: [usize; 3] = [28, 30, 32];
/// The record at the end, which has no comment, and where it notes the first entry.
const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
const FIRST: usize = 16;
/// Unix among the hosts.
const UNIX: u8 = 3;

/// A package as it is written on Unix: a library that is not asked for the host notes that
/// of the machine, and the same input would give other bytes on Windows. What is no zip
/// package stays as it is.
pub fn as_on_unix(mut zip: Vec<u8>) -> Vec<u8> {
    let end = zip.len().saturating_sub(END_LENGTH);
    if !zip.get(end..).is_some_and(|end| end.starts_with(END)) {
        return zip;
    }
    let Some(mut at) = number::<4>(&zip, end + FIRST) else { return zip };
    while zip.get(at..).is_some_and(|entry| entry.starts_with(ENTRY)) {
        if let Some(host) = zip.get_mut(at + HOST) {
            *host = UNIX;
        }
        let lengths = LENGTHS.iter().filter_map(|place| number::<2>(&zip, at + place));
        at += LENGTH + lengths.sum::<usize>();
    }
    zip
}

/// A number of some bytes, least first.
fn number<const BYTES: usize>(zip: &[u8], at: usize) -> Option<usize> {
    let bytes = zip.get(at..at + BYTES)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | usize::from(*byte)),
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::write::SimpleFileOptions;

    use super::*;

    fn package(host: zip::System) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["[Content_Types].xml", "数据/一.xml"] {
            zip.start_file(name, SimpleFileOptions::default().system(host))
                .unwrap();
            zip.write_all(name.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_package_written_on_windows_is_that_of_unix_byte_by_byte() {
        let [windows, unix] = [zip::System::Dos, zip::System::Unix].map(package);
        assert!(windows != unix);
        assert!(as_on_unix(windows) == unix);
        assert_eq!(as_on_unix(b"no package".to_vec()), b"no package");
    }
}
