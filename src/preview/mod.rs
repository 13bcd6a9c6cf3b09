//! A month's draft in the browser, laid out anew whenever an input changes.
//!
//! The preview writes nothing: pages and files go from memory to the one who asks on this
//! machine, at the preview's own host name and port.

mod answer;
mod board;
mod desk;
mod figure;
mod server;
mod state;
mod watch;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use crate::diagnostics::{Code, Place, Problem};

use board::Board;
use desk::Desk;
use watch::{Wake, Watch};

/// A preview that is being served; it stops when this is dropped.
pub struct Preview {
    address: SocketAddr,
    server: Arc<tiny_http::Server>,
    wakes: Sender<Wake>,
}

/// Starts the preview of a project folder on 127.0.0.1, at a port that is free if none is
/// given.
///
/// # Errors
/// A folder without bulletin.yaml, or a port that cannot be had.
pub fn start(folder: &Path, port: Option<u16>) -> Result<Preview, Box<Problem>> {
    if !folder.join("bulletin.yaml").is_file() {
        let problem = Problem::error(Code::CANNOT_READ, "文件夹里没有 bulletin.yaml")
            .at(Place::file(folder))
            .hint("给出含有 bulletin.yaml 的文件夹");
        return Err(Box::new(problem));
    }
    let (server, address) = server::open(port)?;
    let board = Arc::new(Board::default());
    let (mut watch, wakes) = Watch::new(folder);
    let mut desk = Desk::new(folder);
    let shown = Arc::clone(&board);
    spawn("desk", move || {
        // What is saved while pages are laid out differs from what was noted before.
        watch.note();
        loop {
            shown.put(desk.refresh());
            if !watch.wait(desk.files()) {
                break;
            }
        }
    })?;
    let asked = Arc::clone(&server);
    spawn("server", move || server::serve(&asked, address.port(), &board))?;
    Ok(Preview { address, server, wakes })
}

impl Preview {
    /// Where the browser finds it: “http://127.0.0.1:12345/”.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Host and port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.server.unblock();
        // A desk that is gone needs no telling.
        drop(self.wakes.send(Wake::Stop));
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Box<Problem>> {
    let named = thread::Builder::new().name(name.to_owned());
    named.spawn(work).map(drop).map_err(|error| {
        Box::new(Problem::error(Code::CANNOT_SERVE, format!("预览开不起来：{error}")))
    })
}
