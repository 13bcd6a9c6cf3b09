//! The files of a new folder: all of them or none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::diagnostics::{Code, Place, Problem};
use crate::files::reason;

/// Files of one layout; more is no layout.
const COPIED_MAX: usize = 200;

/// What a new folder will hold.
#[derive(Debug, Default)]
pub(crate) struct Files {
    texts: BTreeMap<PathBuf, Vec<u8>>,
    folders: BTreeSet<PathBuf>,
}

impl Files {
    /// A file; a path that leads out of the folder is left out.
    pub(crate) fn add(&mut self, name: &str, content: impl Into<Vec<u8>>) {
        if let Some(path) = inside(name) {
            self.texts.insert(path, content.into());
        }
    }

    /// The folder in which a file will have to be put.
    pub(crate) fn make_folder_of(&mut self, file: &str) {
        if let Some(parent) =
            inside(file).and_then(|path| Some(path.parent()?.to_owned()))
        {
            self.folders.insert(parent);
        }
    }

    /// A folder of the model with everything in it.
    pub(crate) fn copy_folder(
        &mut self,
        model: &Path,
        name: &str,
    ) -> Result<(), Box<Problem>> {
        let Some(root) = inside(name) else { return Ok(()) };
        let mut folders = vec![root];
        while let Some(folder) = folders.pop() {
            let source = model.join(&folder);
            let entries =
                fs::read_dir(&source).map_err(|error| unreadable(&source, &error))?;
            for entry in entries {
                let entry = entry.map_err(|error| unreadable(&source, &error))?;
                let (path, own) = (entry.path(), folder.join(entry.file_name()));
                if path.is_dir() {
                    folders.push(own);
                } else if self.texts.len() < COPIED_MAX {
                    let bytes =
                        fs::read(&path).map_err(|error| unreadable(&path, &error))?;
                    self.texts.insert(own, bytes);
                }
            }
        }
        Ok(())
    }

    /// The names, in order.
    pub(crate) fn names(&self) -> Vec<PathBuf> {
        self.texts.keys().cloned().collect()
    }

    /// Writes everything into a folder that is not there yet.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Box<Problem>> {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let beside =
            folder.with_file_name(format!(".bulletin-{}-{name}", std::process::id()));
        let written = self.write_all(&beside).and_then(|()| match folder.exists() {
            true => Err(io::ErrorKind::AlreadyExists.into()),
            false => fs::rename(&beside, folder),
        });
        written.map_err(|error| {
            // What could not be written cannot always be removed.
            drop(fs::remove_dir_all(&beside));
            let message =
                format!("文件夹“{}”建不起来：{}", folder.display(), reason(&error));
            Box::new(
                Problem::error(Code::CANNOT_WRITE, message)
                    .at(Place::file(folder))
                    .hint("检查磁盘空间和写入权限，或换一个位置"),
            )
        })
    }

    fn write_all(&self, root: &Path) -> io::Result<()> {
        fs::create_dir_all(root)?;
        for folder in &self.folders {
            fs::create_dir_all(root.join(folder))?;
        }
        for (name, bytes) in &self.texts {
            let path = root.join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, bytes)?;
        }
        Ok(())
    }
}

/// The text of a file of the model.
pub(super) fn text(path: &Path) -> Result<String, Box<Problem>> {
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

/// The way from one folder to another, with “/” between its steps; none when there is no
/// such way, as between two drives.
pub(crate) fn relative(from: &Path, to: &Path) -> Option<String> {
    let absolute = |path: &Path| {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        dunce::canonicalize(path).ok()
    };
    let (from, to) = (absolute(from)?, absolute(to)?);
    let shared = from
        .components()
        .zip(to.components())
        .take_while(|(a, b)| a == b)
        .count();
    if shared == 0 {
        return None;
    }
    // One step more: the new folder itself lies in `from`.
    let up = from.components().skip(shared).count() + 1;
    let down = to.components().skip(shared).map(|step| step.as_os_str().to_str());
    let steps: Option<Vec<&str>> =
        std::iter::repeat_n(Some(".."), up).chain(down).collect();
    Some(steps?.join("/"))
}

fn inside(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    let stays = path
        .components()
        .all(|step| matches!(step, Component::Normal(_) | Component::CurDir));
    stays.then(|| path.components().filter(|step| *step != Component::CurDir).collect())
}

fn unreadable(path: &Path, error: &io::Error) -> Box<Problem> {
    let message = format!("范例的文件“{}”读不出来：{}", path.display(), reason(error));
    Box::new(
        Problem::error(Code::CANNOT_READ, message)
            .at(Place::file(path))
            .hint("先用 bulletin check 检查范例文件夹"),
    )
}
