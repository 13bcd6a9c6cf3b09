//! Where things are printed: standard output for data, of which no failure is passed
//! over, and standard error for the rest.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::process::ExitCode;
use std::sync::OnceLock;

use anstream::AutoStream;
use bulletin::files;

use super::FILES;
use super::harmless::Harmless;

/// The first failure of a run, in words.
static FAILURE: OnceLock<String> = OnceLock::new();

/// Standard output. A closed pipe is the reader's wish; any other failure is kept until
/// [`checked`] tells it, as a buffer that is dropped can tell nobody.
pub(super) struct Stdout(Harmless<BufWriter<AutoStream<StdoutLock<'static>>>>);

/// Standard output for data.
pub(super) fn stdout() -> Stdout {
    Stdout(Harmless::new(BufWriter::new(anstream::stdout().lock())))
}

/// Where problems and what was done are told, in colours where they are wanted; consoles
/// of old Windows get them by its own means.
pub(super) fn stderr() -> impl Write {
    Harmless::new(anstream::stderr().lock())
}

/// The exit code of a run, unless its data could not be written.
pub(super) fn checked(code: ExitCode) -> ExitCode {
    let Some(reason) = FAILURE.get() else { return code };
    drop(writeln!(io::stderr(), "错误 F02：结果没有写完：{reason}"));
    ExitCode::from(FILES)
}

fn noted<T>(done: io::Result<T>) -> io::Result<T> {
    if let Err(error) = &done
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        FAILURE.get_or_init(|| files::reason(error));
    }
    done
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        noted(self.0.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        noted(self.0.flush())
    }
}

impl Drop for Stdout {
    fn drop(&mut self) {
        drop(noted(self.0.flush()));
    }
}
