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
fn only_the_browser_that_the_program_opened_is_let_in() {
    let browser = Browser::open();
    let host = browser.host();
    let status = |target: &str, cookie: &str| {
        let lines = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n{cookie}");
        browser.send_as_stranger(lines.as_bytes()).status
    };
    browser.state("");
    let secret = browser.cookie();
    let other = format!("{}0", &secret[..secret.len() - 1]);
    let longer = format!("{secret}0");
    for target in [
        "/",
        "/m/2023-09/word",
        "/m/2023-09/state",
        "/asset/page.js",
        "/open/",
        "/open/00",
    ] {
        assert_eq!(status(target, ""), 403, "{target}");
        for cookie in [&other, &longer, &"bulletin-1=2".to_owned()] {
            // The last digit may be the right one.
            let is_right = **cookie == secret;
            let cookie = format!("Cookie: {cookie}\r\n");
            assert!(is_right || status(target, &cookie) == 403, "{target} {cookie}");
        }
    }
    assert_eq!(status("/m/2023-09/word", &format!("Cookie: {secret}\r\n")), 200);
    let lines = format!("GET {} HTTP/1.1\r\nHost: {host}\r\n", browser.opening());
    let opened = browser.send_as_stranger(lines.as_bytes());
    assert_eq!(
        (opened.status, opened.header("Location")),
        (303, Some("/m/2023%2D09/pages"))
    );
    let cookie = opened.header("Set-Cookie").unwrap();
    assert!(cookie.starts_with(&secret), "{cookie}");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
}

#[test]
fn a_page_of_another_site_gets_nothing() {
    let browser = Browser::open();
    let host = browser.host();
    let asked = |lines: &str| {
        browser.send(format!("{lines}\r\nHost: {host}\r\n").as_bytes()).status
    };
    browser.state("");
    for (site, status) in
        [("same-origin", 200), ("none", 200), ("cross-site", 403), ("same-site", 403)]
    {
        for target in ["/", "/m/2023-09/pdf"] {
            let lines = format!("GET {target} HTTP/1.1\r\nSec-Fetch-Site: {site}");
            assert_eq!(asked(&lines), status, "{target} {site}");
        }
    }
    // Browsers tell the origin of every POST; a form elsewhere cannot lie about it.
    for origin in
        ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"]
    {
        let lines = format!("POST /nothing HTTP/1.1\r\nOrigin: {origin}");
        assert_eq!(asked(&lines), 403, "{origin}");
    }
    assert_eq!(asked("POST /nothing HTTP/1.1"), 403);
    assert_eq!(asked(&format!("POST /nothing HTTP/1.1\r\nOrigin: http://{host}")), 404);
}

#[test]
fn other_methods_are_refused() {
    let browser = Browser::open();
    let host = browser.host();
    for method in ["PUT", "DELETE", "HEAD", "OPTIONS", "NONSENSE"] {
        let lines = format!("{method} / HTTP/1.1\r\nHost: {host}\r\n");
        let answer = browser.send(lines.as_bytes());
        assert_eq!(
            (answer.status, answer.header("Allow")),
            (405, Some("GET, POST")),
            "{method}"
        );
    }
}

#[test]
fn a_length_that_is_only_claimed_costs_nothing() {
    let browser = Browser::open();
    let host = browser.host();
    let claimed = format!(
        "POST /nothing HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\
         Content-Length: 999999999999\r\n"
    );
    assert_eq!(browser.send(claimed.as_bytes()).status, 413);
    assert_eq!(browser.get_whole("/").status, 200);
}

#[test]
fn every_answer_forbids_what_comes_from_elsewhere() {
    let browser = Browser::open();
    for target in [
        "/",
        "/asset/page.css",
        "/asset/page.js",
        "/m/2023-09/state",
        "/openapi.json",
        "/x",
    ] {
        let answer = browser.get_whole(target);
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
        "/m/2023-09/sheet?../../etc/passwd",
        "/m/2023-09/figure?%",
        "/m/2023-09/figure?%00%ff",
        "/m/2023-09/figure?-",
        "/m/2023-09/figure?檀-",
        "/m/2023-09/state/",
        "/m/2023-09/finished/..%2Fbulletin.yaml",
        "/m/2023-09/export?file=../../x",
        "/m/..%2F2023-09/month",
        "/m/../month",
        "/m/.%2e/month",
        "/asset/../app.html",
        "//",
        "*",
        &format!("/m/2023-09/figure?{long}"),
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
