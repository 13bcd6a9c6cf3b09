//! The ledger as a file.

use super::{FORMAT, Ledger};

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
}

impl Ledger {
    /// The file's bytes; the same ledger gives the same bytes.
    ///
    /// # Errors
    /// None that a ledger can cause.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
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
