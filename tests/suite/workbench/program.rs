//! The command: its address, its end, its refusals.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

const MONTH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");

fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_bulletin"))
        .arg("preview")
        .args(arguments)
        .args(["--no-open"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[cfg(unix)]
#[test]
fn it_prints_its_address_and_ends_well_on_ctrl_c() {
    let mut program = start(&[MONTH, "--port", "0"]);
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let address = first.strip_prefix("预览：http://").unwrap();
    let (host, secret) = address.split_once("/open/").unwrap();
    let (_, port) = host.split_once(':').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET /m/2023%2D09/pages HTTP/1.1\r\nHost: {host}\r\nCookie: bulletin-{port}={secret}\r\n\r\n"
    )
    .unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.contains("通报预览"));
    let id = program.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(program.wait().unwrap().code(), Some(0));
}

#[test]
fn a_folder_that_is_no_project_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let output = start(&[folder.path().to_str().unwrap()]).wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with("错误 F01：文件夹里没有 bulletin.yaml"), "{told}");
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = start(&[MONTH, "--port", &port]).wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains(&format!("端口 {port} 用不了")), "{told}");
    assert!(told.contains("--port"), "{told}");
}
