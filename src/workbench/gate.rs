//! Who is answered: the browser that the program opened, and no page from elsewhere.
//!
//! Other users of the machine can reach the port, and any page can make its browser ask.
//! So the first address carries a secret, which goes into a cookie that only requests of
//! the workbench's own pages bring along; and the host must be this machine by number or
//! name, against names that were turned to it (DNS rebinding).

use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, header};

use super::answer::Answer;

/// Bytes of the secret.
const SECRET_BYTES: usize = 16;
/// The address that carries the secret.
const OPENING: &str = "/open/";

/// The secret and the hosts under which the workbench is asked for.
pub(super) struct Gate {
    secret: String,
    port: u16,
    /// The page to which the address leads.
    page: String,
}

/// What the gate says to a request.
pub(super) enum Entry {
    /// It is to be answered.
    Open,
    /// The way in was found.
    Opened {
        /// Brought along from now on.
        cookie: String,
        /// Where to go with it.
        page: String,
    },
    Refused(Answer),
}

impl Gate {
    /// With a new secret; an error when the system has no randomness.
    pub(super) fn new(port: u16, page: &str) -> std::io::Result<Self> {
        let mut bytes = [0; SECRET_BYTES];
        getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
        let secret = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { secret, port, page: page.to_owned() })
    }

    /// The address to be opened in the browser.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}{OPENING}{}", self.port, self.secret)
    }

    /// Whether a request is answered.
    pub(super) fn entry(&self, head: &Parts) -> Entry {
        let headers = &head.headers;
        if !self.is_own_host(headers) || is_from_elsewhere(headers) {
            return Entry::Refused(Answer::refusal(403, "只回答本机的请求"));
        }
        let secret = head.uri.path().strip_prefix(OPENING);
        if secret.is_some_and(|secret| is_same(secret, &self.secret)) {
            let (name, secret) = (self.cookie_name(), &self.secret);
            let cookie = format!("{name}={secret}; Path=/; HttpOnly; SameSite=Strict");
            return Entry::Opened { cookie, page: self.page.clone() };
        }
        if !self.has_cookie(headers) {
            return Entry::Refused(Answer::locked());
        }
        if head.method == Method::POST && !self.is_own_origin(headers) {
            return Entry::Refused(Answer::refusal(403, "只接受工作台自己的提交"));
        }
        Entry::Open
    }

    fn hosts(&self) -> [String; 2] {
        ["127.0.0.1", "localhost"].map(|host| format!("{host}:{}", self.port))
    }

    fn is_own_host(&self, headers: &HeaderMap) -> bool {
        let host = only(headers, header::HOST);
        host.is_some_and(|host| {
            self.hosts().iter().any(|own| own.eq_ignore_ascii_case(host))
        })
    }

    fn is_own_origin(&self, headers: &HeaderMap) -> bool {
        let origin = only(headers, header::ORIGIN);
        let host = origin.and_then(|origin| origin.strip_prefix("http://"));
        host.is_some_and(|host| self.hosts().iter().any(|own| own == host))
    }

    // Cookies know no ports: two programs on one machine would overwrite each other's.
    fn cookie_name(&self) -> String {
        format!("bulletin-{}", self.port)
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie_name();
        let cookies = headers.get_all(header::COOKIE).into_iter();
        cookies
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .any(|(key, value)| key == name && is_same(value, &self.secret))
    }
}

/// A header that must stand once.
fn only(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).into_iter();
    let value = values.next()?;
    values.next().is_none().then_some(value)?.to_str().ok()
}

/// Whether a browser says that a page of another site asks.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let sites = headers.get_all("sec-fetch-site").into_iter();
    let mut sites = sites.map(|site| site.to_str().unwrap_or_default());
    sites.any(|site| !["same-origin", "none"].contains(&site))
}

/// Takes as long for a wrong secret as for the right one.
fn is_same(given: &str, secret: &str) -> bool {
    let differing =
        given.bytes().zip(secret.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    given.len() == secret.len() && differing == 0
}
