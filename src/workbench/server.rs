//! Requests come in and answers go out, over HTTP on this machine alone.
//!
//! Whoever asks can cost little: a connection carries one request and ends after a while,
//! there are only so many of them, and a length that is only claimed takes no memory.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::net::TcpStream;
use tokio::sync::{Notify, Semaphore};

use super::answer::{self, Answer, Asked};
use super::gate::{Entry, Gate};
use super::life::Life;
use super::months::Months;
use crate::diagnostics::{Code, Problem};

/// Tried first, so that a browser's page finds a program that was started again: the
/// hotline's number.
const PORT: u16 = 12345;

/// Connections at a time; a page needs three.
const CONNECTIONS_MAX: usize = 64;
/// A browser sends the head of a request at once.
const HEAD_PATIENCE: Duration = Duration::from_secs(5);
/// The head of a request, with its cookies.
const HEAD_BYTES_MAX: usize = 32 << 10;
/// Longer than any answer takes.
const LIFE: Duration = Duration::from_secs(90);
/// Between tries to accept while the system has no file handle left.
const REST: Duration = Duration::from_millis(100);

/// Sent with every answer. A page from elsewhere can neither read an answer nor frame it,
/// and the workbench's own page can load nothing from elsewhere.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; \
         img-src 'self' blob: data:; connect-src 'self'; frame-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    ),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// What stands in a header as it is (RFC 5987).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// A server that runs until this is dropped.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    stop: Arc<Notify>,
}

/// What every request is answered from.
pub(super) struct House {
    pub(super) gate: Gate,
    pub(super) months: Arc<Months>,
    pub(super) life: Arc<Life>,
}

/// Takes a port of this machine: the one that is wanted, or a free one.
pub(super) fn listen(wanted: Option<u16>) -> Result<TcpListener, Box<Problem>> {
    let ports = wanted.map_or(vec![PORT, 0], |port| vec![port]);
    let mut reason = String::new();
    for port in ports {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => reason = error.to_string(),
        }
    }
    let message = match wanted {
        Some(port) => format!("端口 {port} 用不了：{reason}"),
        None => format!("工作台开不起来：{reason}"),
    };
    let hint = "换一个端口，或去掉 --port 让程序自己选";
    Err(Box::new(Problem::error(Code::CANNOT_SERVE, message).hint(hint)))
}

/// Answers whatever comes in.
pub(super) fn serve(listener: TcpListener, house: House) -> std::io::Result<Server> {
    let address = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(CONNECTIONS_MAX)
        .build()?;
    let stop = Arc::new(Notify::new());
    let (house, stopped) = (Arc::new(house), Arc::clone(&stop));
    super::spawn("server", move || {
        runtime.block_on(async move {
            tokio::spawn(accept(listener, house));
            stopped.notified().await;
        });
    })?;
    Ok(Server { address, stop })
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.notify_one();
    }
}

async fn accept(listener: TcpListener, house: Arc<House>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    while let Ok(permit) = Arc::clone(&room).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(REST).await;
            continue;
        };
        let house = Arc::clone(&house);
        tokio::spawn(async move {
            // A browser that has gone away, or dawdles, needs no answer.
            drop(tokio::time::timeout(LIFE, converse(stream, house)).await);
            drop(permit);
        });
    }
}

async fn converse(stream: TcpStream, house: Arc<House>) -> hyper::Result<()> {
    let respond = service_fn(move |request| respond(request, Arc::clone(&house)));
    http1::Builder::new()
        .keep_alive(false)
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), respond)
        .await
}

async fn respond(
    request: Request<Incoming>,
    house: Arc<House>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    Ok(match house.gate.entry(&head) {
        Entry::Refused(answer) => response(answer),
        Entry::Opened { cookie, page } => opened(&cookie, &page),
        Entry::Open => response(answered(head, body, house).await),
    })
}

/// The answer to somebody who may ask.
async fn answered(head: Parts, body: Incoming, house: Arc<House>) -> Answer {
    let is_post = head.method == Method::POST;
    if !is_post && head.method != Method::GET {
        return Answer::refusal(405, "只能查看或提交");
    }
    let limit = if is_post { answer::body_bytes_max(head.uri.path()) } else { 0 };
    // What is claimed to be too much is not waited for.
    let is_claimed = body.size_hint().lower() > u64::try_from(limit).unwrap_or(u64::MAX);
    let too_much = || Answer::refusal(413, "内容太大，或没有传完");
    if is_claimed {
        return too_much();
    }
    let Ok(body) = Limited::new(body, limit).collect().await else { return too_much() };
    let body = body.to_bytes();
    let work = move || {
        let (path, query) = (head.uri.path(), head.uri.query().unwrap_or_default());
        let asked = Asked { is_post, path, query, body: &body };
        house.life.heard();
        answer::to(&asked, &house.months, &house.life)
    };
    // A fault of ours while answering ends that answer and nothing else.
    let answer = tokio::task::spawn_blocking(work).await;
    answer.unwrap_or_else(|_| Answer::refusal(500, "程序出了内部错误，这一步没有做成"))
}

/// The way in: the secret goes from the address into a cookie.
fn opened(cookie: &str, page: &str) -> Response<Full<Bytes>> {
    let mut response = response(Answer::refusal(303, ""));
    for (name, value) in [(header::LOCATION, page), (header::SET_COOKIE, cookie)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn response(answer: Answer) -> Response<Full<Bytes>> {
    let Answer { status, kind, body, file_name } = answer;
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if status == 405 {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, POST"));
    }
    if let Some(name) = file_name {
        let name = utf8_percent_encode(&name, PLAIN);
        let value = format!("attachment; filename*=UTF-8''{name}");
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
    }
    response
}
