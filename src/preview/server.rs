//! Requests come in and answers go out, over HTTP on this machine alone.

use std::io::Cursor;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread;

use super::answer::{self, Answer, Asked};
use super::board::Board;
use crate::diagnostics::{Code, Problem};

/// Tried first, so that a browser's page finds a preview that was started again: the
/// hotline's number.
const PORT: u16 = 12345;

/// Sent with every answer. A page from elsewhere can neither read an answer nor frame it,
/// and the preview's own page can load nothing from elsewhere.
const HEADERS: &[(&str, &str)] = &[
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; \
         img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
    ),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// Takes a port of this machine: the one that is wanted, or a free one.
pub(super) fn open(
    wanted: Option<u16>,
) -> Result<(Arc<tiny_http::Server>, SocketAddr), Box<Problem>> {
    let ports = wanted.map_or(vec![PORT, 0], |port| vec![port]);
    let mut reason = String::new();
    for port in ports {
        match tiny_http::Server::http((Ipv4Addr::LOCALHOST, port)) {
            Ok(server) => {
                if let Some(address) = server.server_addr().to_ip() {
                    return Ok((Arc::new(server), address));
                }
            }
            Err(error) => reason = error.to_string(),
        }
    }
    let message = match wanted {
        Some(port) => format!("端口 {port} 用不了：{reason}"),
        None => format!("预览开不起来：{reason}"),
    };
    let hint = "换一个端口，或去掉 --port 让程序自己选";
    Err(Box::new(Problem::error(Code::CANNOT_SERVE, message).hint(hint)))
}

/// Answers until the server is unblocked.
pub(super) fn serve(server: &tiny_http::Server, port: u16, board: &Arc<Board>) {
    while let Ok(request) = server.recv() {
        let board = Arc::clone(board);
        // A request may wait for the next change, so each has a thread; one that cannot
        // be had drops the request, which tells the browser that it failed.
        let thread = thread::Builder::new().name("request".to_owned());
        drop(thread.spawn(move || respond(request, port, &board)));
    }
}

fn respond(request: tiny_http::Request, port: u16, board: &Board) {
    let answer = answer::to(&asked(&request), port, board);
    // A browser that has gone away needs no answer.
    drop(request.respond(response(answer)));
}

fn asked(request: &tiny_http::Request) -> Asked<'_> {
    let all = |name: &'static str| {
        request
            .headers()
            .iter()
            .filter(move |header| header.field.equiv(name))
            .map(|header| header.value.as_str())
    };
    Asked {
        is_get: *request.method() == tiny_http::Method::Get,
        hosts: all("Host").collect(),
        is_from_elsewhere: all("Sec-Fetch-Site")
            .any(|site| !["same-origin", "none"].contains(&site)),
        target: request.url(),
    }
}

fn response(answer: Answer) -> tiny_http::Response<Cursor<Vec<u8>>> {
    let Answer { status, kind, body, file_name } = answer;
    let disposition =
        file_name.map(|name| format!("attachment; filename*=UTF-8''{}", encoded(&name)));
    let headers = HEADERS
        .iter()
        .copied()
        .chain([("Content-Type", kind)])
        .chain(disposition.as_deref().map(|value| ("Content-Disposition", value)))
        .chain((status == 405).then_some(("Allow", "GET")))
        .filter_map(|(name, value)| tiny_http::Header::from_bytes(name, value).ok())
        .collect();
    let length = body.len();
    tiny_http::Response::new(
        tiny_http::StatusCode(status),
        headers,
        Cursor::new(body),
        Some(length),
        None,
    )
    // Browsers show how far a download is when they are told its length.
    .with_chunked_threshold(usize::MAX)
}

/// A file's name as headers carry it (RFC 5987).
fn encoded(name: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    name.bytes().map(encode).collect()
}
