//! The files that a configuration names: inside the project's folder, and there.

use std::path::{Component, Path, PathBuf};

use crate::diagnostics::{self, Code, Place, Problem};
use crate::files;
use crate::yaml::Spot;

/// Bytes that a YAML file may have.
const TEXT_BYTES_MAX: u64 = 1 << 20;

/// A project's folder.
pub(super) struct Folder {
    /// As given.
    given: PathBuf,
    /// Without symbolic links and `..`; on Windows without `\\?\` too, as people write.
    real: PathBuf,
}

impl Folder {
    /// The folder, if it is there.
    pub(super) fn open(given: &Path) -> Result<Self, Problem> {
        let problem = |message: String| {
            Problem::error(Code::CANNOT_READ, message)
                .at(Place::file(given))
                .hint("给出含有 bulletin.yaml 的文件夹")
        };
        let shown = given.display();
        let real = dunce::canonicalize(given)
            .map_err(|_| problem(format!("找不到项目文件夹“{shown}”")))?;
        if !real.is_dir() {
            return Err(problem(format!("“{shown}”不是文件夹")));
        }
        Ok(Self { given: given.to_owned(), real })
    }

    /// A file in the folder by its name, which is not one that the user wrote.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.given.join(name)
    }

    /// A file that the configuration names.
    pub(super) fn file(&self, name: &Spot<String>) -> Result<PathBuf, Problem> {
        let path = self.inside(name)?;
        if path.is_file() {
            return Ok(path);
        }
        let message = format!("“{}”是文件夹，这里应为文件", name.value);
        Err(Problem::error(Code::MISSING_FILE, message)
            .at(name.place())
            .hint("写出文件名和扩展名"))
    }

    /// A folder inside the project that the configuration names.
    pub(super) fn subfolder(&self, name: &Spot<String>) -> Result<PathBuf, Problem> {
        is_folder(self.inside(name)?, name)
    }

    /// A folder that may lie outside: last month's.
    pub(super) fn neighbour(&self, name: &Spot<String>) -> Result<PathBuf, Problem> {
        let path = self.given.join(&name.value);
        if path.exists() { is_folder(path, name) } else { Err(self.missing(name)) }
    }

    fn inside(&self, name: &Spot<String>) -> Result<PathBuf, Problem> {
        let written = Path::new(&name.value);
        let path = self.given.join(written);
        if leaves(written) && !(written.is_absolute() && path.starts_with(&self.real)) {
            return Err(outside(name));
        }
        let Ok(real) = dunce::canonicalize(&path) else { return Err(self.missing(name)) };
        // A symbolic link may lead out.
        if real.starts_with(&self.real) { Ok(path) } else { Err(outside(name)) }
    }

    fn missing(&self, name: &Spot<String>) -> Problem {
        let written = name.value.as_str();
        if written.trim().is_empty() {
            return Problem::error(Code::MISSING_FILE, "文件名是空的")
                .at(name.place())
                .hint("写出从项目文件夹算起的路径，如 data/工单明细.xlsx");
        }
        let hint = if written.starts_with(['“', '‘', '"']) {
            "去掉文件名外面的引号".to_owned()
        } else if written.contains('\\') {
            format!("文件夹之间用“/”隔开：{}", written.replace('\\', "/"))
        } else {
            match self.nearest(Path::new(written)) {
                Some(near) => format!("是否“{near}”？"),
                None => "路径从项目文件夹算起，检查文件名和扩展名".to_owned(),
            }
        };
        Problem::error(Code::MISSING_FILE, format!("找不到“{written}”"))
            .at(name.place())
            .hint(hint)
    }

    /// The file in the same folder whose name is nearest.
    fn nearest(&self, written: &Path) -> Option<String> {
        let parent = written.parent()?;
        let mut names: Vec<String> = self
            .given
            .join(parent)
            .read_dir()
            .ok()?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        // The file system has no order of its own.
        names.sort();
        let typed = written.file_name()?.to_str()?;
        let near = diagnostics::nearest(typed, names.iter().map(String::as_str))?;
        Some(parent.join(near).to_string_lossy().into_owned())
    }
}

/// The text of a YAML file; messages name it by `name`.
pub(super) fn text(path: &Path, name: &Path) -> Result<String, Problem> {
    let problem = |message: &str, hint: &str| {
        Problem::error(Code::CANNOT_READ, message)
            .at(Place::file(name))
            .hint(hint)
    };
    let unreadable = |error: std::io::Error| {
        problem(
            &format!("文件读不出来：{}", files::reason(&error)),
            "检查文件是否正被别的程序占用，以及读取权限",
        )
    };
    if path.metadata().map_err(unreadable)?.len() > TEXT_BYTES_MAX {
        return Err(problem("文件超过 1 MB，不像是配置文件", "检查是否选错了文件"));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes)
        .map_err(|_| problem("文件不是 UTF-8 编码", "在记事本中另存为，编码选 UTF-8"))
}

/// Whether a path as written leads out of the folder it starts from.
fn leaves(written: &Path) -> bool {
    let mut depth = 0_i32;
    for component in written.components() {
        match component {
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return true,
        }
        if depth < 0 {
            return true;
        }
    }
    false
}

fn outside(name: &Spot<String>) -> Problem {
    let message = format!("“{}”在项目文件夹之外", name.value);
    Problem::error(Code::OUTSIDE_FOLDER, message)
        .at(name.place())
        .hint("把文件复制到项目文件夹里，再写从项目文件夹算起的路径")
}

fn is_folder(path: PathBuf, name: &Spot<String>) -> Result<PathBuf, Problem> {
    if path.is_dir() {
        return Ok(path);
    }
    let message = format!("“{}”是文件，这里应为文件夹", name.value);
    Err(Problem::error(Code::MISSING_FILE, message)
        .at(name.place())
        .hint("写出文件夹的路径"))
}
