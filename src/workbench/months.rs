//! The months of a folder, each opened when somebody first looks at it.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::api::Refused;
use super::job::Jobs;
use super::preview::{Draft, Preview};
use super::texts;
use crate::yaml;

/// What makes a folder a month.
pub(super) const BULLETIN: &str = "bulletin.yaml";
/// Months kept open; another one closes the first.
const OPEN_MAX: usize = 4;

/// A folder with months in it.
pub(super) struct Months {
    home: RwLock<PathBuf>,
    open: Mutex<BTreeMap<String, Arc<Month>>>,
}

/// An open month.
pub(super) struct Month {
    pub(super) folder: PathBuf,
    pub(super) preview: Preview,
    pub(super) jobs: Jobs,
    /// Held while files are changed: two windows come one after the other.
    pub(super) saving: Mutex<()>,
}

impl Months {
    pub(super) fn in_folder(home: PathBuf) -> Self {
        Self { home: RwLock::new(home), open: Mutex::default() }
    }

    /// The folder.
    pub(super) fn home(&self) -> PathBuf {
        self.home.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Closes the open months and goes on in another folder.
    pub(super) fn move_to(&self, home: PathBuf) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        *self.home.write().unwrap_or_else(PoisonError::into_inner) = home;
        open.clear();
    }

    /// Names of the folders that are months, the newest first.
    pub(super) fn names(&self) -> io::Result<Vec<String>> {
        let entries = self.home().read_dir()?.filter_map(Result::ok);
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<String> =
            names.filter(|name| self.folder(name).is_some()).collect();
        names.sort_by(|a, b| b.cmp(a));
        Ok(names)
    }

    /// The folder of a month that is there; a name leads nowhere else.
    pub(super) fn folder(&self, name: &str) -> Option<PathBuf> {
        let folder = self.home().join(single(name)?);
        folder.join(BULLETIN).is_file().then_some(folder)
    }

    /// Whether a step is running in one of them.
    pub(super) fn is_busy(&self) -> bool {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.values().any(|month| month.jobs.is_running())
    }

    /// A month, opened if it is not yet.
    pub(super) fn month(&self, name: &str) -> Option<Arc<Month>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = self.folder(name)?;
        if let Some(month) = open.get(name) {
            return Some(Arc::clone(month));
        }
        if open.len() >= OPEN_MAX {
            open.pop_first();
        }
        let preview = Preview::of(&folder).ok()?;
        let month =
            Month { folder, preview, jobs: Jobs::default(), saving: Mutex::default() };
        let month = Arc::new(month);
        open.insert(name.to_owned(), Arc::clone(&month));
        Some(month)
    }
}

impl Month {
    /// What bulletin.yaml says, as far as it can be read.
    pub(super) fn bulletin(&self) -> Result<yaml::Value, Refused> {
        let text = texts::read(&self.folder.join(BULLETIN))?.text;
        Ok(yaml::value(&text).unwrap_or_default())
    }

    /// A text under a key of bulletin.yaml.
    pub(super) fn says(&self, key: &str) -> Result<Option<String>, Refused> {
        let said = self.bulletin()?;
        Ok(said.get(key).and_then(yaml::Value::as_str).map(str::to_owned))
    }

    /// The draft that is shown now.
    pub(super) fn draft(&self) -> Option<Arc<Draft>> {
        self.preview.board.now().view?.draft.clone()
    }

    /// A path inside the folder by its name there; none for one that leads out.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        let inner = Path::new(name);
        let stays = inner.components().all(|step| matches!(step, Component::Normal(_)));
        let path = self.folder.join(inner);
        if !stays || inner.as_os_str().is_empty() {
            return None;
        }
        // What is there may be a link that leads out.
        let (Ok(root), Ok(real)) =
            (dunce::canonicalize(&self.folder), dunce::canonicalize(&path))
        else {
            return Some(path);
        };
        real.starts_with(root).then_some(path)
    }
}

/// A name that is one step of a path.
pub(super) fn single(name: &str) -> Option<&Path> {
    let mut steps = Path::new(name).components();
    let is_plain = matches!(steps.next(), Some(Component::Normal(step)) if step == name);
    let is_hidden = name.starts_with(['.', '~']);
    (is_plain && steps.next().is_none() && !is_hidden).then(|| Path::new(name))
}
