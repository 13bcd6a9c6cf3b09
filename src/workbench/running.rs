//! What the last workbench left in the user's settings: which folder it had open, and
//! where it can be found if it still runs, so that a second double click opens that one.

use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

/// On this machine an answer takes no time.
const PATIENCE: Duration = Duration::from_secs(1);

/// The folder that was open last.
pub fn last_home() -> Option<PathBuf> {
    let home = PathBuf::from(note()?.get("home")?.as_str()?);
    home.is_dir().then_some(home)
}

/// The address of a workbench that has a folder open and still answers.
pub fn find(home: &Path) -> Option<String> {
    let note = note()?;
    let url = note.get("url")?.as_str()?.to_owned();
    let is_same = note.get("home")?.as_str() == home.to_str();
    (is_same && answers(&url)).then_some(url)
}

/// Leaves word of a workbench; nobody but the user can read it.
pub fn leave(home: &Path, url: &str) -> io::Result<()> {
    write(&json!({ "home": home, "url": url }))
}

/// Leaves word that the running workbench went on in another folder.
pub(super) fn leave_home(home: &Path) -> io::Result<()> {
    let mut note = note().unwrap_or_else(|| json!({}));
    if let Some(members) = note.as_object_mut() {
        members.insert("home".to_owned(), json!(home));
    }
    write(&note)
}

fn write(note: &Value) -> io::Result<()> {
    let path = path().ok_or(io::ErrorKind::NotFound)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(note.to_string().as_bytes())
}

fn note() -> Option<Value> {
    serde_json::from_slice(&fs::read(path()?).ok()?).ok()
}

/// Windows keeps settings in APPDATA, others in XDG_CONFIG_HOME or ~/.config.
fn path() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let settings = variable("APPDATA")
        .or_else(|| variable("XDG_CONFIG_HOME"))
        .or_else(|| Some(variable("HOME")?.join(".config")))?;
    Some(settings.join("bulletin").join("workbench.json"))
}

/// Whether the secret in an address is known there.
fn answers(url: &str) -> bool {
    let ask = || -> Option<bool> {
        let (host, path) = url.strip_prefix("http://")?.split_once('/')?;
        let address: SocketAddr = host.parse().ok()?;
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n").ok()?;
        let mut start = [0; 12];
        stream.read_exact(&mut start).ok()?;
        Some(start.ends_with(b" 303"))
    };
    ask().unwrap_or(false)
}
