//! A browser that speaks plain HTTP to a workbench with a copy of the reference month.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

use bulletin::workbench::{self, Workbench};
use serde_json::Value;

/// A project of its own, served, gone with the test.
pub(crate) struct Browser {
    folder: Folder,
    workbench: Workbench,
}

struct Folder {
    path: PathBuf,
    _home: tempfile::TempDir,
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
        let copied = folder.path().join("2023-09");
        fs::create_dir(&copied).unwrap();
        copy(&month, &copied);
        prepare(&copied);
        let workbench = workbench::start_at(&copied, Some(0)).unwrap();
        let folder = Folder { path: copied, _home: folder };
        Self { folder, workbench }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder.path
    }

    pub(crate) fn host(&self) -> String {
        self.workbench.address().to_string()
    }

    /// Something of the month.
    pub(crate) fn get(&self, target: &str) -> Answer {
        self.get_whole(&format!("/m/2023-09{target}"))
    }

    /// Something by its whole path.
    pub(crate) fn get_whole(&self, target: &str) -> Answer {
        let host = self.host();
        self.send(format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n").as_bytes())
    }

    /// The cookie that the program's address gives.
    pub(crate) fn cookie(&self) -> String {
        let (_, secret) = self.workbench.url().rsplit_once('/').unwrap();
        format!("bulletin-{}={secret}", self.workbench.address().port())
    }

    /// The path that gives the cookie.
    pub(crate) fn opening(&self) -> String {
        let host = format!("http://{}", self.host());
        self.workbench.url().strip_prefix(&host).unwrap().to_owned()
    }

    /// Sends the lines of a request with the cookie.
    pub(crate) fn send(&self, lines: &[u8]) -> Answer {
        self.try_to_send(lines).unwrap()
    }

    /// The same with a body after them.
    pub(crate) fn send_with_body(&self, lines: &[u8], body: &[u8]) -> Answer {
        let mut end = format!("Cookie: {}\r\n\r\n", self.cookie()).into_bytes();
        end.extend(body);
        self.exchange(lines, &end).unwrap()
    }

    /// The same, as somebody who does not know the secret.
    pub(crate) fn send_as_stranger(&self, lines: &[u8]) -> Answer {
        self.exchange(lines, b"\r\n").unwrap()
    }

    /// None when the connection is closed without an answer.
    pub(crate) fn try_to_send(&self, lines: &[u8]) -> Option<Answer> {
        let end = format!("Cookie: a=b; {}\r\n\r\n", self.cookie());
        self.exchange(lines, end.as_bytes())
    }

    fn exchange(&self, lines: &[u8], end: &[u8]) -> Option<Answer> {
        let mut stream = TcpStream::connect(self.workbench.address()).unwrap();
        stream.write_all(lines).ok()?;
        stream.write_all(end).ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        Answer::of(&bytes)
    }

    /// The next state after the one seen in which nothing is being laid out.
    pub(crate) fn state(&self, seen: &str) -> Value {
        let mut seen = seen.to_owned();
        loop {
            let answer = self.get(&format!("/state?{seen}"));
            // A machine with much to do takes longer than a browser waits.
            if answer.status == 204 {
                continue;
            }
            let state: Value = serde_json::from_slice(&answer.body).unwrap();
            if state["is_working"] == false {
                return state;
            }
            seen = state["seen"].as_str().unwrap().to_owned();
        }
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
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        let found = headers.find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
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
