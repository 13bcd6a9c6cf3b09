//! `build --watch`.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use bulletin::workbench::Watch;

/// Does work now and whenever a file of a project folder changes, until Ctrl-C.
pub(super) fn again(folder: &Path, work: impl Fn() -> ExitCode) -> ExitCode {
    // Nobody rings the bell, but without it the watch would end.
    let (mut watch, _bell) = Watch::new(folder);
    watch.note();
    loop {
        let code = work();
        drop(writeln!(super::stderr(), "等候改动，按 Ctrl-C 结束"));
        if !watch.wait(&[]) {
            return code;
        }
    }
}
