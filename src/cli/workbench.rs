//! The workbench in the browser, and the preview of one month as a page of it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bulletin::diagnostics::Problem;
use bulletin::workbench::{self, Workbench, running};

use super::terminal;

/// Serves the months of a folder until nobody looks any more or Ctrl-C. Without a folder
/// it is the one here, or the one that was open last when there is no month here.
pub(super) fn open(
    folder: Option<&Path>,
    port: Option<u16>,
    opens_browser: bool,
) -> ExitCode {
    let here = PathBuf::from(".");
    let folder = match folder {
        Some(folder) => folder.to_owned(),
        None if workbench::has_months(&here) => here,
        None => running::last_home().unwrap_or(here),
    };
    let Some(home) = dunce::canonicalize(&folder).ok().filter(|_| !is_month(&folder))
    else {
        let opened = workbench::start_at(&folder, port);
        return serve(opened, "工作台", opens_browser, Workbench::wait);
    };
    if let Some(url) = running::find(&home).filter(|_| port.is_none()) {
        drop(tell(
            "工作台已在运行",
            &url,
            opens_browser && ::open::that_detached(&url).is_err(),
        ));
        return ExitCode::SUCCESS;
    }
    serve(workbench::start(&home, port), "工作台", opens_browser, |workbench| {
        // Without this word a second double click only opens a second one.
        drop(running::leave(&home, workbench.url()));
        workbench.wait();
    })
}

fn is_month(folder: &Path) -> bool {
    folder.join("bulletin.yaml").is_file()
}

/// Serves the preview of a month until Ctrl-C.
pub(super) fn preview(folder: &Path, port: Option<u16>, opens_browser: bool) -> ExitCode {
    let opened = workbench::start_at(folder, port);
    serve(opened, "预览", opens_browser, |workbench| workbench.life().wait(|| false))
}

fn serve(
    opened: Result<Workbench, Box<Problem>>,
    what: &str,
    opens_browser: bool,
    wait: impl FnOnce(&Workbench),
) -> ExitCode {
    let workbench = match opened {
        Ok(workbench) => workbench,
        Err(problem) => {
            // Nobody is left to tell when standard error is closed.
            drop(terminal::tell_errors(Path::new(""), &[*problem]));
            return ExitCode::from(3);
        }
    };
    let life = workbench.life();
    // Without a handler Ctrl-C ends the program at once, which leaves nothing behind.
    drop(ctrlc::set_handler(move || life.end()));
    let url = workbench.url();
    drop(tell(what, url, opens_browser && ::open::that_detached(url).is_err()));
    wait(&workbench);
    ExitCode::SUCCESS
}

fn tell(what: &str, url: &str, is_unopened: bool) -> io::Result<()> {
    let mut out = super::stdout();
    writeln!(out, "{what}：{url}")?;
    if is_unopened {
        writeln!(out, "没有找到浏览器，请自行打开上面的地址")?;
    }
    writeln!(out, "文件一保存，版面自动更新；按 Ctrl-C 结束")?;
    out.flush()
}
