//! Which request gets what.
//!
//! Answered is only a GET for a path of this list, and only when it names this machine and
//! this port as its host: a page from elsewhere whose name was turned to this machine (DNS
//! rebinding) does not.

use std::time::Duration;

use super::board::Board;
use super::desk::Draft;
use super::{figure, state};
use crate::diagnostics::{Outcome, Problem};
use crate::pipeline::{self, File};

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const WORD: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Shorter than a browser's patience.
const PATIENCE: Duration = Duration::from_secs(25);

/// What of a request matters.
pub(super) struct Asked<'a> {
    pub(super) is_get: bool,
    /// Every `Host` header; one is right.
    pub(super) hosts: Vec<&'a str>,
    /// Whether a page of another site asks.
    pub(super) is_from_elsewhere: bool,
    /// Path and query, as they came.
    pub(super) target: &'a str,
}

/// What is sent back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
    /// For a file that is to be saved.
    pub(super) file_name: Option<String>,
}

/// The answer to a request; waits when the next change is asked for.
pub(super) fn to(asked: &Asked<'_>, port: u16, board: &Board) -> Answer {
    let Asked { is_get, hosts, is_from_elsewhere, target } = asked;
    let is_own = |host: &&str| {
        [format!("127.0.0.1:{port}"), format!("localhost:{port}")]
            .iter()
            .any(|own| host.eq_ignore_ascii_case(own))
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    // A link to the preview may stand anywhere; what the page is made of may not.
    let is_taken_elsewhere = *is_from_elsewhere && path != "/";
    if hosts.len() != 1 || !hosts.iter().all(is_own) || is_taken_elsewhere {
        return refusal(403, "只回答本机的请求");
    }
    if !is_get {
        return refusal(405, "只能查看");
    }
    match path {
        "/" => found("text/html; charset=utf-8", include_str!("page/page.html")),
        "/page.css" => found("text/css; charset=utf-8", include_str!("page/page.css")),
        "/page.js" => found(SCRIPT, include_str!("page/page.js")),
        "/sheets.js" => found(SCRIPT, include_str!("page/sheets.js")),
        "/panel.js" => found(SCRIPT, include_str!("page/panel.js")),
        "/state" => match board.next(query, PATIENCE) {
            Some(posted) => found(JSON, state::json(&posted)),
            None => Answer { status: 204, kind: TEXT, body: Vec::new(), file_name: None },
        },
        "/sheet" => {
            of_draft(board, |draft| Some(found("image/svg+xml", draft.svg(query)?)))
        }
        "/figure" => of_draft(board, |draft| {
            Some(found(JSON, figure::json(draft, &decoded(query)?)?))
        }),
        "/word" => of_draft(board, |draft| {
            Some(file(WORD, pipeline::word(&draft.document, &draft.loaded.layout)))
        }),
        "/pdf" => of_draft(board, |draft| {
            let made = pipeline::print(&draft.loaded, &draft.document);
            Some(file("application/pdf", made.map(|(file, _)| file)))
        }),
        _ => refusal(404, "没有这一项"),
    }
}

/// What is made from the draft that is shown now.
fn of_draft(board: &Board, make: impl FnOnce(&Draft) -> Option<Answer>) -> Answer {
    let view = board.now().view;
    let draft = view.as_ref().and_then(|view| view.draft.as_deref());
    draft.and_then(make).unwrap_or_else(|| refusal(404, "没有这一项"))
}

fn file(kind: &'static str, made: Outcome<File>) -> Answer {
    match made {
        Ok(File { name, bytes }) => {
            Answer { status: 200, kind, body: bytes, file_name: Some(name) }
        }
        Err(problems) => {
            let line =
                |problem: &Problem| format!("{}：{}", problem.code, problem.message);
            let lines: Vec<String> = problems.iter().map(line).collect();
            refusal(500, &lines.join("\n"))
        }
    }
}

fn found(kind: &'static str, body: impl Into<String>) -> Answer {
    Answer { status: 200, kind, body: body.into().into_bytes(), file_name: None }
}

fn refusal(status: u16, reason: &str) -> Answer {
    Answer { status, kind: TEXT, body: reason.to_owned().into_bytes(), file_name: None }
}

/// Text from a query, its % escapes undone; none when they are wrong.
fn decoded(query: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = query.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte != b'%' {
            bytes.push(byte);
            rest = after;
            continue;
        }
        let (digits, after) = after.split_at_checked(2)?;
        let digits = std::str::from_utf8(digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(hosts: &[&str], target: &str) -> u16 {
        let asked = Asked {
            is_get: true,
            hosts: hosts.to_vec(),
            is_from_elsewhere: false,
            target,
        };
        to(&asked, 4000, &Board::default()).status
    }

    #[test]
    fn only_the_own_host_and_port_are_answered() {
        for host in ["127.0.0.1:4000", "localhost:4000", "LocalHost:4000"] {
            assert_eq!(status(&[host], "/"), 200, "{host}");
        }
        for host in ["127.0.0.1", "127.0.0.1:4001", "evil.example:4000", "", "[::1]:4000"]
        {
            assert_eq!(status(&[host], "/"), 403, "{host}");
        }
        assert_eq!(status(&[], "/"), 403);
        assert_eq!(status(&["127.0.0.1:4000", "evil.example"], "/"), 403);
    }

    #[test]
    fn odd_targets_are_not_found() {
        let host = &["127.0.0.1:4000"];
        for target in [
            "",
            "//",
            "/../Cargo.toml",
            "/page.html",
            "http://evil.example/",
            "*",
            "/sheet",
            "/sheet?0",
            "/figure?%",
            "/figure?%zz",
            "/figure?%ff",
            "/pdf",
            "/word",
        ] {
            assert_eq!(status(host, target), 404, "{target}");
        }
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(decoded("a.%E6%AA%80-b").as_deref(), Some("a.檀-b"));
        assert_eq!(decoded("%E6"), None);
    }
}
