//! The draft in the browser, until Ctrl-C.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc;

use bulletin::preview;

use super::terminal;

/// Serves the preview of a folder and opens the browser, unless told not to.
pub(super) fn serve(folder: &Path, port: Option<u16>, opens_browser: bool) -> ExitCode {
    let (ended, end) = mpsc::channel();
    let preview = match preview::start(folder, port) {
        Ok(preview) => preview,
        Err(problem) => {
            let paint = terminal::Paint::for_terminal(false);
            // Nobody is left to tell when standard error is closed.
            drop(terminal::problem(&mut super::stderr(), paint, &problem));
            return ExitCode::from(3);
        }
    };
    let stops = ctrlc::set_handler(move || ended.send(()).unwrap_or_default()).is_ok();
    let url = preview.url();
    drop(tell(&url, opens_browser && !open(&url)));
    // Without a handler Ctrl-C ends the program at once, which leaves nothing behind.
    if !stops {
        std::thread::park();
    }
    end.recv().unwrap_or_default();
    ExitCode::SUCCESS
}

fn tell(url: &str, is_unopened: bool) -> io::Result<()> {
    let mut out = super::stdout();
    writeln!(out, "预览：{url}")?;
    if is_unopened {
        writeln!(out, "没有找到浏览器，请自行打开上面的地址")?;
    }
    writeln!(out, "文件一保存，版面自动更新；按 Ctrl-C 结束")?;
    out.flush()
}

/// Opens the browser; whether that could be asked of the system.
fn open(url: &str) -> bool {
    let mut command = if cfg!(target_os = "windows") {
        let mut command = Command::new("cmd");
        // The first quoted word after `start` is the title of a window.
        command.args(["/c", "start", "", url]);
        command
    } else if cfg!(target_os = "macos") {
        let mut command = Command::new("open");
        command.arg(url);
        command
    } else {
        let mut command = Command::new("xdg-open");
        command.arg(url);
        command
    };
    let silent = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    silent.spawn().is_ok()
}
