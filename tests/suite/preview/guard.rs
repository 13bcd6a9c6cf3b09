//! Whom the preview answers, and what odd requests do to it: nothing.

use super::browser::Browser;

#[test]
fn a_host_of_another_name_is_refused() {
    let browser = Browser::open();
    let port = browser.host().split_once(':').unwrap().1.to_owned();
    let status = |host: &str| {
        browser
            .send(format!("GET / HTTP/1.1\r\nHost: {host}\r\n").as_bytes())
            .status
    };
    assert_eq!(status(&browser.host()), 200);
    assert_eq!(status(&format!("localhost:{port}")), 200);
    for host in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1", ""] {
        assert_eq!(status(host), 403, "{host}");
    }
    assert_eq!(browser.send(b"GET / HTTP/1.1\r\n").status, 403);
}

#[test]
fn a_page_of_another_site_may_link_here_and_no_more() {
    let browser = Browser::open();
    let host = browser.host();
    let asked = |target: &str, site: &str| {
        let lines = format!(
            "GET {target} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: {site}\r\n"
        );
        browser.send(lines.as_bytes()).status
    };
    browser.state("");
    assert_eq!(asked("/pdf", "same-origin"), 200);
    assert_eq!(asked("/pdf", "cross-site"), 403);
    assert_eq!(asked("/state", "same-site"), 403);
    assert_eq!(asked("/", "cross-site"), 200);
}

#[test]
fn only_get_is_answered() {
    let browser = Browser::open();
    let host = browser.host();
    for method in ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "NONSENSE"] {
        let lines = format!("{method} / HTTP/1.1\r\nHost: {host}\r\n");
        let answer = browser.send(lines.as_bytes());
        assert_eq!(
            (answer.status, answer.header("Allow")),
            (405, Some("GET")),
            "{method}"
        );
    }
}

#[test]
fn every_answer_forbids_what_comes_from_elsewhere() {
    let browser = Browser::open();
    for target in
        ["/", "/page.css", "/page.js", "/sheets.js", "/panel.js", "/state", "/x"]
    {
        let answer = browser.get(target);
        let policy = answer.header("Content-Security-Policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{target}");
        assert_eq!(answer.header("Cache-Control"), Some("no-store"), "{target}");
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"), "{target}");
    }
}

#[test]
fn odd_requests_leave_the_preview_as_it_was() {
    let browser = Browser::open();
    let before = browser.state("");
    let host = browser.host();
    let long = "a".repeat(100_000);
    let mut requests = Vec::new();
    for target in [
        "/../../Cargo.toml",
        "/sheet?../../etc/passwd",
        "/figure?%",
        "/figure?%00%ff",
        "/figure?-",
        "/figure?----",
        "/figure?檀-",
        "/state/",
        "//",
        "*",
        &format!("/figure?{long}"),
    ] {
        let lines = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n");
        requests.push(lines.into_bytes());
    }
    requests.extend(
        [&b"\r\n"[..], b"\0\xff\r\n", b"GET\r\n", b"GET / HTTP/9.9\r\n"]
            .map(<[u8]>::to_vec),
    );
    for request in requests {
        if let Some(answer) = browser.try_to_send(&request) {
            let shown = String::from_utf8_lossy(&request[..request.len().min(40)]);
            assert!(answer.status >= 400, "{shown}: {}", answer.status);
        }
    }
    assert_eq!(Browser::sheets(&browser.state("")), Browser::sheets(&before));
}
