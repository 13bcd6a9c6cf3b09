//! The whole month in a browser's window: what is on this machine, for the one who
//! started the program.

mod answer;
mod api;
mod begin;
mod exports;
mod figures;
mod gate;
mod job;
mod learn;
mod life;
mod month;
mod months;
mod outline;
mod preview;
mod readings;
mod returns;
pub mod running;
mod server;
mod texts;
mod units;

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::diagnostics::{Code, Place, Problem};
use crate::files;

use gate::Gate;
pub use life::Life;
use months::Months;
pub use preview::Watch;
use server::Server;

/// A workbench that is being served; it stops when this is dropped.
pub struct Workbench {
    server: Server,
    url: String,
    months: Arc<Months>,
    life: Arc<Life>,
}

/// Whether a folder has months in it.
pub fn has_months(folder: &Path) -> bool {
    Months::in_folder(folder.to_owned())
        .names()
        .is_ok_and(|names| !names.is_empty())
}

/// Opens the months of a folder on 127.0.0.1, at a port that is free if none is given.
///
/// # Errors
/// A port that cannot be had.
pub fn start(home: &Path, port: Option<u16>) -> Result<Workbench, Box<Problem>> {
    serve(home.to_owned(), "/", port)
}

/// The same, at the pages of one month.
///
/// # Errors
/// A folder without bulletin.yaml, or a port that cannot be had.
pub fn start_at(folder: &Path, port: Option<u16>) -> Result<Workbench, Box<Problem>> {
    let absolute = dunce::canonicalize(folder).ok();
    let is_month = |folder: &PathBuf| folder.join(months::BULLETIN).is_file();
    let Some(folder) = absolute.filter(is_month) else {
        let problem = Problem::error(Code::CANNOT_READ, "文件夹里没有 bulletin.yaml")
            .at(Place::file(folder))
            .hint("给出含有 bulletin.yaml 的文件夹");
        return Err(Box::new(problem));
    };
    let (home, name) = match (folder.parent(), folder.file_name()) {
        (Some(home), Some(name)) => {
            (home.to_owned(), name.to_string_lossy().into_owned())
        }
        _ => (folder, ".".to_owned()),
    };
    serve(
        home,
        &format!("/m/{}/pages", utf8_percent_encode(&name, NON_ALPHANUMERIC)),
        port,
    )
}

fn serve(
    home: PathBuf,
    page: &str,
    port: Option<u16>,
) -> Result<Workbench, Box<Problem>> {
    let listener = server::listen(port)?;
    let begin = || {
        let gate = Gate::new(listener.local_addr()?.port(), page)?;
        let url = gate.address();
        let (months, life) = (Arc::new(Months::in_folder(home)), Arc::default());
        let house =
            server::House { gate, months: Arc::clone(&months), life: Arc::clone(&life) };
        let server = server::serve(listener, house)?;
        Ok(Workbench { server, url, months, life })
    };
    begin().map_err(|error: io::Error| {
        let message = format!("工作台开不起来：{}", files::reason(&error));
        Box::new(Problem::error(Code::CANNOT_SERVE, message))
    })
}

impl Workbench {
    /// Where the browser finds it, with the secret that lets it in:
    /// “http://127.0.0.1:12345/open/0a1b…”.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// To end it from elsewhere.
    pub fn life(&self) -> Arc<Life> {
        Arc::clone(&self.life)
    }

    /// Waits until it is asked to end, or no window has been open for some minutes and
    /// nothing runs.
    pub fn wait(&self) {
        self.life.wait(|| !self.months.is_busy());
    }

    /// Host and port.
    pub fn address(&self) -> SocketAddr {
        self.server.address
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
