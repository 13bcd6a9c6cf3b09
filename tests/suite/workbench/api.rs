//! What the workbench's pages ask for: files read, changed, taken back, put in place.

use std::fs;

use serde_json::{Value, json};

use super::browser::{Answer, Browser};

fn post(browser: &Browser, name: &str, body: &Value) -> Answer {
    send(browser, &format!("/m/2023-09/{name}"), body.to_string().as_bytes())
}

fn send(browser: &Browser, target: &str, body: &[u8]) -> Answer {
    let host = browser.host();
    let head = format!(
        "POST {target} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\
         Content-Length: {}\r\n",
        body.len()
    );
    browser.send_with_body(head.as_bytes(), body)
}

fn edit(browser: &Browser, stamp: &Value, path: &[&str], value: &Value) -> Answer {
    let change = json!({ "path": path, "value": value });
    let whole = json!({ "file": "bulletin.yaml", "stamp": stamp, "why": "试改", "changes": [change] });
    post(browser, "edit", &whole)
}

#[test]
fn a_value_is_changed_in_place_and_taken_back() {
    let browser = Browser::open();
    let path = browser.folder().join("bulletin.yaml");
    let before = fs::read_to_string(&path).unwrap();
    let month = browser.json("/month");
    let stamp = &month["bulletin"]["stamp"];
    assert_eq!(month["bulletin"]["value"]["city"]["rank"], 11);
    assert_eq!(edit(&browser, stamp, &["city", "rank"], &json!(7)).status, 200);
    let now = fs::read_to_string(&path).unwrap();
    assert_ne!(now, before);
    assert_eq!(now, before.replace("rank: 11 ", "rank: 7  "));
    assert_eq!(browser.json("/month")["undo"], "试改");
    // Whoever read the file before does not overwrite it.
    let late = edit(&browser, stamp, &["city", "rank"], &json!(8));
    assert_eq!(late.status, 409);
    assert!(late.text().contains("刚被别的程序或窗口改过"), "{}", late.text());
    assert_eq!(post(&browser, "undo", &json!({})).status, 200);
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    assert_eq!(post(&browser, "undo", &json!({})).status, 404);
}

#[test]
fn a_change_from_outside_is_not_taken_back() {
    let browser = Browser::open();
    let stamp = browser.json("/month")["bulletin"]["stamp"].clone();
    edit(&browser, &stamp, &["city", "rank"], &json!(7));
    let path = browser.folder().join("bulletin.yaml");
    fs::write(&path, "district: 别处\n").unwrap();
    assert_eq!(post(&browser, "undo", &json!({})).status, 409);
    assert_eq!(fs::read_to_string(&path).unwrap(), "district: 别处\n");
}

#[test]
fn only_the_months_own_files_are_changed() {
    let browser = Browser::open();
    for file in ["../x.yaml", "/etc/passwd", "data/x.yaml", "", ".history/1.json"] {
        let whole = json!({ "file": file, "stamp": "", "why": "", "changes": [] });
        assert_eq!(post(&browser, "edit", &whole).status, 404, "{file}");
    }
    for name in ["..%2Fx", "%2Fx", "", ".x", "a%2Fb"] {
        let target = format!("/m/2023-09/upload?name={name}&to=data");
        assert_eq!(send(&browser, &target, b"1").status, 400, "{name}");
    }
    assert_eq!(send(&browser, "/m/2023-09/upload?name=x&to=out", b"1").status, 400);
}

#[test]
fn an_upload_replaces_nothing_without_being_asked() {
    let browser = Browser::open();
    let target = "/m/2023-09/upload?name=%E6%96%B0.csv&to=data";
    let path = browser.folder().join("data/新.csv");
    assert_eq!(send(&browser, target, b"1").status, 200);
    assert_eq!(send(&browser, target, b"1").status, 200);
    assert_eq!(send(&browser, target, b"2").status, 409);
    assert_eq!(fs::read(&path).unwrap(), b"1");
    assert_eq!(send(&browser, &format!("{target}&replace=1"), b"2").status, 200);
    assert_eq!(fs::read(&path).unwrap(), b"2");
}

#[test]
fn an_export_is_recognised_with_columns_values_and_hidden_persons() {
    let browser = Browser::open();
    let rows = "工单号,来电人,派单方式,承办单位,工单性质,是否联系,是否参评,是否解决,满意度\n\
                001,张某,某种派法,密云镇,主办,是,是,是,满意\n\
                002,李某,另一种派法,密云镇,协办,是,否,,\n";
    let target = "/m/2023-09/upload?name=x.csv&to=data";
    assert_eq!(send(&browser, target, rows.as_bytes()).status, 200);
    let seen = browser.json("/export?file=data/x.csv");
    assert_eq!((&seen["kind"], &seen["header_row"]), (&json!("assessed"), &json!(1)));
    assert_eq!(seen["missing"], json!([]));
    let dispatch = &seen["headings"][2];
    assert_eq!(dispatch["column"], "dispatch");
    assert_eq!(
        dispatch["spellings"],
        json!([
            { "written": "另一种派法", "count": 1, "is_known": false },
            { "written": "某种派法", "count": 1, "is_known": false },
        ])
    );
    assert_eq!(seen["headings"][1]["is_personal"], true);
    assert_eq!(seen["rows"][0][1], "＊＊＊");
    // A list of accepted tickets that names units too is not taken for an assessed one.
    let accepted = "工单编号,来电时间,工单类型,承办单位\n1,2023-09-01,咨询,密云镇\n";
    send(&browser, "/m/2023-09/upload?name=y.csv&to=data", accepted.as_bytes());
    assert_eq!(browser.json("/export?file=data/y.csv")["kind"], "accepted");
    // The rank of the period before is not offered as this one's.
    let ranking =
        "本期排名,所属区,街道（乡镇）名称,综合得分,上期排名\n1,密云区,密云镇,99,2\n";
    send(&browser, "/m/2023-09/upload?name=z.csv&to=data", ranking.as_bytes());
    let seen = browser.json("/export?file=data/z.csv");
    let rank = seen["missing"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["column"] == "rank");
    assert!(rank.is_none_or(|it| it["near"] == "本期排名"), "{seen}");
}

#[test]
fn the_months_are_listed_and_the_interface_is_described() {
    let browser = Browser::open();
    let whole = |target: &str| -> Value {
        serde_json::from_slice(&browser.get_whole(target).body).unwrap()
    };
    let months = whole("/api/months");
    assert_eq!(months["months"][0]["name"], "2023-09");
    assert_eq!(months["months"][0]["period"], json!(["2023-08-19", "2023-09-19"]));
    let described = whole("/openapi.json");
    let paths = described["paths"].as_object().unwrap();
    for path in ["/api/months", "/api/begin", "/m/{month}/edit", "/m/{month}/upload"] {
        assert!(paths.contains_key(path), "{path}");
    }
    let schema = &paths["/m/{month}/edit"]["post"]["requestBody"]["content"];
    assert!(schema["application/json"]["schema"]["properties"]["stamp"].is_object());
    for body in ["", "[", "[]", "{\"month\": 3}", "{\"x\": 1}"] {
        let status = send(&browser, "/api/begin", body.as_bytes()).status;
        assert_eq!(status, 400, "{body}");
    }
}
