//! A browser that speaks plain HTTP to a preview of a copy of the reference month.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

use bulletin::preview::{self, Preview};
use serde_json::Value;

/// A project of its own, served, gone with the test.
pub(crate) struct Browser {
    folder: tempfile::TempDir,
    preview: Preview,
}

/// An answer, taken apart.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Browser {
    pub(crate) fn open() -> Self {
        Self::open_after(|_| {})
    }

    /// After something was done to the project.
    pub(crate) fn open_after(prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let month = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/2023-09");
        copy(&month, folder.path());
        prepare(folder.path());
        let preview = preview::start(folder.path(), Some(0)).unwrap();
        Self { folder, preview }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn host(&self) -> String {
        self.preview.address().to_string()
    }

    pub(crate) fn get(&self, target: &str) -> Answer {
        let host = self.host();
        self.send(format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n").as_bytes())
    }

    /// Sends the lines of a request, asking for the connection to be closed.
    pub(crate) fn send(&self, lines: &[u8]) -> Answer {
        self.try_to_send(lines).unwrap()
    }

    /// None when the connection is closed without an answer.
    pub(crate) fn try_to_send(&self, lines: &[u8]) -> Option<Answer> {
        let mut stream = TcpStream::connect(self.preview.address()).unwrap();
        stream.write_all(lines).ok()?;
        stream.write_all(b"Connection: close\r\n\r\n").ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        Answer::of(&bytes)
    }

    /// The next state that is not the one seen.
    pub(crate) fn state(&self, seen: &str) -> Value {
        let answer = self.get(&format!("/state?{seen}"));
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// The first state after another for which something holds.
    pub(crate) fn after(&self, seen: &Value, holds: impl Fn(&Value) -> bool) -> Value {
        let mut state = seen.clone();
        loop {
            state = self.state(state["seen"].as_str().unwrap());
            if holds(&state) {
                return state;
            }
        }
    }

    pub(crate) fn json(&self, target: &str) -> Value {
        serde_json::from_slice(&self.get(target).body).unwrap()
    }

    /// The ids of a state's pages.
    pub(crate) fn sheets(state: &Value) -> Vec<String> {
        let sheets = state["draft"]["sheets"].as_array().unwrap();
        sheets
            .iter()
            .map(|sheet| sheet["id"].as_str().unwrap().to_owned())
            .collect()
    }
}

impl Answer {
    fn of(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Some(Self { status, head, body: bytes[end + 4..].to_vec() })
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let start = format!("{name}: ");
        self.head.lines().find_map(|line| line.strip_prefix(start.as_str()))
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            if path.ends_with("out") {
                continue;
            }
            fs::create_dir_all(&target).unwrap();
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}
