//! A folder for a new month, from last month's or from a built-in template.
//!
//! The model's YAML is changed at the places of values, so that comments, order and
//! blanks stay. Nothing that is there already is overwritten.

mod files;
mod month;
mod renew;
mod template;

use std::path::{Path, PathBuf};

pub use month::{NotMonth, YearMonth};

use crate::config::{self, NamedExport, Survey};
use crate::diagnostics::{Code, Outcome, Place, Problem, has_errors};
use crate::ledger::Ledger;
use crate::{schema, tickets};
pub(crate) use files::{Files, relative};
use renew::Last;

/// Last month's stored figures, in a project's folder.
const FIGURES: &str = "out/figures.json";

/// Which month is begun, from what, and where.
#[derive(Debug, Clone)]
pub struct Request {
    /// The month after which the bulletin is called.
    pub month: YearMonth,
    /// Last month's folder; the built-in template when absent.
    pub model: Option<PathBuf>,
    /// The new folder; beside the model, or here, when absent.
    pub folder: Option<PathBuf>,
}

/// A month that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// The new folder.
    pub folder: PathBuf,
    /// Its files, from the folder.
    pub files: Vec<PathBuf>,
    /// The exports still to be put in place.
    pub awaited: Vec<NamedExport>,
    /// What to look at before the first build, in Chinese.
    pub notes: Vec<String>,
}

/// Makes the folder of a new month.
///
/// # Errors
/// A folder that exists, a model that cannot be used, a file that cannot be written.
/// Then nothing is left behind.
pub fn create(request: &Request) -> Outcome<Created> {
    let folder = target(request);
    if folder.exists() {
        return Err(vec![exists(&folder)]);
    }
    let survey = match &request.model {
        Some(model) => Some((model.as_path(), config::survey(model)?)),
        None => None,
    };
    let mut files = Files::default();
    let notes = match &survey {
        Some((model, survey)) => {
            check_month(survey, request.month, model)?;
            from_model(&mut files, model, survey, request.month, &folder)
                .map_err(|problem| vec![*problem])?
        }
        None => from_template(&mut files, request.month),
    };
    for (name, schema) in schema::files() {
        files.add(&format!("{}/{name}", schema::FOLDER), schema);
    }
    files.write(&folder).map_err(|problem| vec![*problem])?;
    let written = config::survey(&folder)?;
    let awaited = written.exports.into_iter().filter(|export| !export.is_there);
    let (awaited, files) = (awaited.collect(), files.names());
    Ok(Created { folder, files, awaited, notes })
}

fn target(request: &Request) -> PathBuf {
    let name = request.month.folder();
    match (&request.folder, &request.model) {
        (Some(folder), _) => folder.clone(),
        (None, Some(model)) => beside(model).join(name),
        (None, None) => PathBuf::from(name),
    }
}

/// The folder in which a folder lies; “.” lies in “..”.
pub(crate) fn beside(folder: &Path) -> PathBuf {
    match (folder.parent(), folder.file_name()) {
        (Some(parent), Some(_)) => parent.to_owned(),
        _ => folder.join(".."),
    }
}

fn from_model(
    files: &mut Files,
    model: &Path,
    survey: &Survey,
    month: YearMonth,
    folder: &Path,
) -> Result<Vec<String>, Box<Problem>> {
    let last = last(model, survey, month, folder);
    let (text, mut notes) =
        renew::renew(survey, month, &last).map_err(|_| Box::new(unwritable(model)))?;
    files.add("bulletin.yaml", schema::named(&text, "bulletin", "bulletin.yaml"));
    let register = files::text(&model.join(&survey.register))?;
    if register
        .lines()
        .any(|line| !line.starts_with('#') && line.contains("bonus:"))
    {
        notes.push(format!("“{}”里的加分项是上月的，请核对", survey.register));
    }
    let named = schema::named(&register, "register", &survey.register);
    files.add(&survey.register, named);
    for name in &survey.cases {
        files.add(name, schema::named(template::CASES, "cases", name));
    }
    if let Some(layout) = &survey.layout {
        files.copy_folder(model, layout)?;
    }
    for export in &survey.exports {
        files.make_folder_of(&export.file);
    }
    notes.extend(match &last {
        Last::Folder(path) => format!("上期数字取自“{path}”").into(),
        Last::Counts(..) => Some("“previous”的件数由范例文件夹的导出表数出".to_owned()),
        Last::Unknown => {
            Some("“previous”待填写：范例文件夹的导出表不全，数不出上期件数".to_owned())
        }
    });
    Ok(notes)
}

fn from_template(files: &mut Files, month: YearMonth) -> Vec<String> {
    let bulletin = template::bulletin(month);
    for (name, kind, text) in [
        ("bulletin.yaml", "bulletin", bulletin.as_str()),
        ("units.yaml", "register", template::UNITS),
        ("cases.yaml", "cases", template::CASES),
    ] {
        files.add(name, schema::named(text, kind, name));
    }
    files.make_folder_of("data/工单明细.xlsx");
    files.make_folder_of("images/照片.jpg");
    vec!["先在 bulletin.yaml 和 units.yaml 里把“某某”改成本区的名称".to_owned()]
}

/// The model is the last period's only when it is one month back.
fn last(model: &Path, survey: &Survey, month: YearMonth, folder: &Path) -> Last {
    if month.since(YearMonth::of(survey.period)) != 1 {
        return Last::Unknown;
    }
    if is_final(model)
        && let Some(path) = relative(&beside(folder), model)
    {
        return Last::Folder(path);
    }
    let (Some(project), _) = config::read(model) else { return Last::Unknown };
    let (tickets, problems) = tickets::read(
        &project.exports,
        &project.tickets,
        &project.register,
        project.period,
        &project.district,
    );
    // Where rows were left out, their number is not the last period's.
    if has_errors(&problems) {
        return Last::Unknown;
    }
    let assessed = tickets.assessed_groups();
    let assessed = assessed.map(|groups| groups.map(|(_, count)| count).sum());
    match (tickets.accepted_count(), assessed) {
        (None, None) => Last::Unknown,
        (accepted, assessed) => Last::Counts(accepted, assessed),
    }
}

/// Whether the stored figures of a folder are those of a final bulletin: only they will
/// not change.
pub fn is_final(folder: &Path) -> bool {
    let stored = std::fs::read(folder.join(FIGURES)).ok();
    stored
        .and_then(|bytes| Ledger::from_json(&bytes).ok())
        .is_some_and(|ledger| ledger.is_final)
}

fn check_month(
    survey: &Survey,
    month: YearMonth,
    model: &Path,
) -> Result<(), Vec<Problem>> {
    let own = YearMonth::of(survey.period);
    if month != own {
        return Ok(());
    }
    let message = format!("范例“{}”已是{own}的考核期", model.display());
    Err(vec![
        Problem::error(Code::WRONG_VALUE, message)
            .at(survey.places.of("period"))
            .hint(format!("下一个月是 {}", own.plus(1).folder())),
    ])
}

/// A model that is sound and cannot be changed in place.
pub(crate) fn unwritable(model: &Path) -> Problem {
    let message = "范例的 bulletin.yaml 的写法改不动";
    Problem::error(Code::CANNOT_WRITE, message)
        .at(Place::file(&model.join("bulletin.yaml")))
        .hint("去掉其中的“&”“*”引用和“!”标记，写成普通的值")
}

/// A folder that is to be new and is there.
pub(crate) fn exists(folder: &Path) -> Problem {
    let message = format!("“{}”已经存在，没有改动它", folder.display());
    Problem::error(Code::FOLDER_EXISTS, message)
        .at(Place::file(folder))
        .hint("换一个文件夹名，或先移走原有的文件夹")
}
