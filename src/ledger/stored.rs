//! The ledger as a file.

use super::{FORMAT, Ledger};
use crate::files;

/// The name of the file, without extension.
pub const FILE: &str = "figures";

/// Why a stored ledger cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no ledger, or was cut off; the line at which that shows, from 1.
    Broken {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// Another version of the program wrote it in a form of its own.
    OtherFormat {
        /// Its number.
        format: u64,
    },
}

/// What every form of the file has.
#[derive(serde::Deserialize)]
struct Head {
    format: u64,
    #[serde(rename = "final", default)]
    is_final: bool,
}

/// What the file's second line says: the hash of all its other lines.
const CHECKSUM: &[u8] = b"  \"checksum\": \"";

impl Ledger {
    /// The file's bytes, with a checksum over them; the same ledger gives the same bytes.
    ///
    /// # Errors
    /// None that a ledger can cause.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        let hash = files::hash(&bytes);
        let after_brace =
            bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = [CHECKSUM, hash.as_bytes(), b"\",\n"].concat();
        bytes.splice(after_brace..after_brace, line);
        Ok(bytes)
    }

    /// Whether a file's bytes were changed after [`Ledger::to_json`] made them. Files from
    /// before there were checksums count as unchanged.
    pub fn is_altered(bytes: &[u8]) -> bool {
        let mut lines = bytes.splitn(3, |byte| *byte == b'\n');
        let (Some(brace), Some(line)) = (lines.next(), lines.next()) else {
            return false;
        };
        let Some(hash) = line.strip_prefix(CHECKSUM) else { return false };
        let others = [brace, lines.next().unwrap_or_default()].join(&b'\n');
        hash.strip_suffix(b"\",") != Some(files::hash(&others).as_bytes())
    }

    /// Whether a file's bytes are those of a final build; not for what is no ledger.
    pub fn is_of_final(bytes: &[u8]) -> bool {
        serde_json::from_slice(bytes).is_ok_and(|Head { is_final, .. }| is_final)
    }

    /// A ledger from its file's bytes.
    ///
    /// # Errors
    /// What keeps it from being read.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Unreadable> {
        let broken = |error: &serde_json::Error| Unreadable::Broken {
            line: error.line(),
            column: error.column(),
        };
        let head: Head = serde_json::from_slice(bytes).map_err(|error| broken(&error))?;
        if head.format != u64::from(FORMAT) {
            return Err(Unreadable::OtherFormat { format: head.format });
        }
        serde_json::from_slice(bytes).map_err(|error| broken(&error))
    }
}
