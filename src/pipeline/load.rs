//! From a project folder to everything that a document is composed from.

use std::path::Path;
use std::sync::Arc;

use super::memory::{Memory, PictureMemory};
use super::{Progress, severity, stored};
use crate::config::{self, Project};
use crate::content::{self, Attachment, Case, CasePicture, Frame};
use crate::diagnostics::{self, Code, Place, Problem};
use crate::document::{Inline, Picture};
use crate::figures::{self, Before, Month, Statistics};
use crate::files;
use crate::layout::{self, Layout};
use crate::ledger::Ledger;
use crate::pictures;
use crate::tickets::Tickets;
use crate::writers::docx::Template;
use crate::writers::pdf::Typesetter;

/// A month as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// What the configuration says.
    pub project: Project,
    /// Looks and contents.
    pub layout: Layout,
    /// The unit's own Word file that the body is written into.
    pub template: Option<Arc<Template>>,
    /// What the exports say.
    pub tickets: Arc<Tickets>,
    /// The figures.
    pub statistics: Arc<Statistics>,
    /// The editors' cases, pictures ready to print.
    pub cases: Vec<Case>,
    /// What stands around the body.
    pub frame: Frame,
}

/// Reads a month and works out its figures, with every problem found on the way.
///
/// Nothing comes of it only when the configuration or the layout cannot be used.
pub fn load(folder: &Path, progress: Progress<'_>) -> (Option<Loaded>, Vec<Problem>) {
    reload(folder, &mut Memory::default(), progress)
}

/// Reads a month again; exports and pictures that did not change are not.
pub fn reload(
    folder: &Path,
    memory: &mut Memory,
    progress: Progress<'_>,
) -> (Option<Loaded>, Vec<Problem>) {
    progress("读取配置");
    let (project, mut problems) = config::read(folder);
    let Some(project) = project else { return (None, problems) };
    let layout = match read_layout(&project) {
        Ok(layout) => layout,
        Err(found) => {
            problems.extend(found);
            return (None, problems);
        }
    };
    let template = match project.template.as_ref().map(read_template).transpose() {
        Ok(template) => template.map(Arc::new),
        Err(found) => {
            problems.extend(found);
            return (None, problems);
        }
    };
    progress("读取导出表和图片");
    let Memory { exports, pictures } = memory;
    // Every thread of its own would keep memory of its own.
    let ((tickets, found), (cases, attachments, unreadable)) = rayon::join(
        || exports.read(&project),
        || {
            let cases = read_texts(&project, &layout, pictures);
            // Fonts take a moment; by the time they are needed they are ready.
            Typesetter::shared();
            cases
        },
    );
    problems.extend(found);
    problems.extend(unreadable);
    progress("计算统计数字");
    problems.extend(own_columns(&project, &tickets));
    let (previous, found) = stored::previous(&project);
    problems.extend(found);
    let (year_ago, found) = stored::year_ago(&project);
    problems.extend(found);
    let before = (previous.as_ref(), year_ago.as_ref());
    let statistics = Arc::new(compute(&project, &tickets, before));
    problems.extend(unknown_of_last_year(&project, &statistics));
    if let Some(previous) = &previous {
        problems.extend(stored::disagreements(&project, previous, &statistics));
    }
    let frame = frame(&project, attachments);
    severity::apply(&project.checks, &mut problems);
    let loaded = Loaded { project, layout, template, tickets, statistics, cases, frame };
    (Some(loaded), problems)
}

/// The layout that a project names, and where it does.
pub(super) fn choice(project: &Project) -> (layout::Choice, &Place) {
    match &project.layout {
        config::Layout::BuiltIn { name, place } => {
            (layout::Choice::BuiltIn(name.clone()), place)
        }
        config::Layout::Folder { path, name, place } => {
            let name = name.into();
            (layout::Choice::Folder { path: path.clone(), name }, place)
        }
    }
}

/// What a template may weigh.
const TEMPLATE_BYTES_MAX: u64 = 32 << 20;

fn read_template(file: &config::NamedFile) -> Result<Template, Vec<Problem>> {
    let config::NamedFile { path, name } = file;
    let bytes = files::read(path, TEMPLATE_BYTES_MAX).map_err(|fault| {
        let message = format!("Word 模板读不出来：{fault}");
        vec![Problem::error(Code::BAD_TEMPLATE, message).at(Place::file(name))]
    })?;
    Template::read(name, bytes)
}

fn read_layout(project: &Project) -> Result<Layout, Vec<Problem>> {
    let (choice, place) = choice(project);
    layout::read(&choice).map_err(|problems| {
        let at_home = |problem: Problem| match problem.place {
            Some(_) => problem,
            None => problem.at(place.clone()),
        };
        problems.into_iter().map(at_home).collect()
    })
}

fn compute(
    project: &Project,
    tickets: &Tickets,
    (previous, year_ago): (Option<&Ledger>, Option<&Before>),
) -> Statistics {
    let before = previous.map(Ledger::values);
    let none = figures::LastPeriod::default();
    let last = match &project.previous {
        config::Previous::Counts(counts) => counts,
        config::Previous::Folder { .. } => &none,
    };
    figures::compute(&Month {
        district: &project.district,
        period: project.period,
        register: &project.register,
        tickets,
        rules: &project.rules,
        city: &project.city,
        last,
        before: before.as_ref(),
        year_ago,
    })
}

/// Typed names of last year's figures that no figure of this period has.
fn unknown_of_last_year(project: &Project, statistics: &Statistics) -> Vec<Problem> {
    let config::LastYear::Typed(figures) = &project.last_year else { return Vec::new() };
    let is_unknown = |name: &&String| {
        statistics.figure(name).is_none()
            && statistics.figure(&format!("{name}.count")).is_none()
    };
    let unknown = figures.iter().map(|(name, _)| name).filter(is_unknown);
    unknown
        .map(|name| {
            let message = format!("last_year 里的“{name}”不是数字的名称");
            let problem = Problem::error(Code::OWN_MEASURE, message)
                .at(project.places.of("last_year"));
            let names = statistics.figures().map(|figure| figure.key.as_str());
            let otherwise = "运行 bulletin figures 可列出能用的数字名称";
            problem.meant(diagnostics::nearest(name, names), otherwise)
        })
        .collect()
}

/// Columns of one's own of which no ticket says anything.
fn own_columns(project: &Project, tickets: &Tickets) -> Vec<Problem> {
    let accepted = tickets.accepted.iter().flatten().map(|ticket| &ticket.detail);
    let assessed = tickets.assessed_groups().into_iter().flatten();
    let assessed = assessed.map(|(ticket, _)| &ticket.detail);
    let details: Vec<_> = accepted.chain(assessed).collect();
    let columns = project.tickets.own().iter().enumerate();
    let missing = columns
        .filter(|(at, _)| details.iter().all(|detail| detail.own.get(*at).is_none()));
    missing
        .map(|(at, name)| {
            let message =
                format!("登记的列“{name}”在受理明细和考评明细里都没有，或整列是空的");
            Problem::error(Code::OWN_COLUMN, message)
                .at(project.places.of(&format!("tickets.columns.own[{at}]")))
                .hint("请照导出表的表头改写，或从 own 中删去")
        })
        .collect()
}

fn frame(project: &Project, attachments: Vec<Attachment>) -> Frame {
    let config::Frame { masthead, title, addressee, signature, imprint } =
        project.frame.clone();
    Frame {
        title: title.unwrap_or_default(),
        masthead,
        addressee,
        attachments,
        signature,
        imprint,
    }
}

/// Cases and attachments with their pictures.
fn read_texts(
    project: &Project,
    layout: &Layout,
    memory: &mut PictureMemory,
) -> (Vec<Case>, Vec<Attachment>, Vec<Problem>) {
    memory.start();
    let mut problems = Vec::new();
    let cases = project
        .cases
        .iter()
        .map(|case| read_case(case, layout, memory, &mut problems))
        .collect();
    let attachments = project
        .attachments
        .iter()
        .map(|config::Attachment { text, body, is_landscape }| Attachment {
            text: read_case(text, layout, memory, &mut problems),
            body: body.clone(),
            is_landscape: *is_landscape,
        })
        .collect();
    (cases, attachments, problems)
}

fn read_case(
    case: &config::Case,
    layout: &Layout,
    memory: &mut PictureMemory,
    problems: &mut Vec<Problem>,
) -> Case {
    let afters: Vec<usize> = case.images.iter().map(|image| image.after).collect();
    let rows = content::picture_rows(&afters);
    let mut pictures = Vec::new();
    for row in rows.values().flatten() {
        let images: Vec<&config::CaseImage> =
            row.iter().filter_map(|n| case.images.get(*n)).collect();
        let sizes = sizes_px(&images);
        let boxes = boxes_mm(&sizes, layout);
        for ((image, size_px), box_mm) in images.iter().zip(sizes).zip(boxes) {
            let name = &image.name.value;
            let doubts =
                size_px.and_then(|px| pictures::doubts(name, &image.place(), px, box_mm));
            problems.extend(doubts);
            match read_picture(case, image, box_mm, layout, memory) {
                Ok(picture) => pictures.push(CasePicture { after: image.after, picture }),
                Err(problem) => problems.push(*problem),
            }
        }
    }
    Case {
        title: case.title.value.clone(),
        unit: case.unit.as_ref().map(|unit| unit.value.clone()),
        paragraphs: case.paragraphs.iter().map(|text| text.value.clone()).collect(),
        pictures,
        tables: case.tables.clone(),
    }
}

/// Pixels of pictures; one that cannot be read is told when it is prepared.
fn sizes_px(images: &[&config::CaseImage]) -> Vec<Option<(u32, u32)>> {
    let size = |image: &&config::CaseImage| match &image.within {
        Some(bytes) => pictures::size_px_of_view(bytes, image.view),
        None => pictures::size_px(&image.file, image.view),
    };
    images.iter().map(size).collect()
}

/// How large each picture of a row will be printed.
fn boxes_mm(sizes_px: &[Option<(u32, u32)>], layout: &Layout) -> Vec<(f64, f64)> {
    let sizes_px: Vec<_> = sizes_px.iter().map(|size| size.unwrap_or((1, 1))).collect();
    let width_mm = layout.style.page.text_width_mm();
    layout.style.picture.row_mm(&sizes_px, width_mm)
}

fn read_picture(
    case: &config::Case,
    image: &config::CaseImage,
    box_mm: (f64, f64),
    layout: &Layout,
    memory: &mut PictureMemory,
) -> Result<Picture, Box<Problem>> {
    let name = Path::new(&image.name.value);
    let (dpi, is_rehearsal) = (layout.style.picture.dpi, memory.is_rehearsal);
    let print = pictures::Print { box_mm, dpi, is_rehearsal };
    let prepared = match &image.within {
        Some(bytes) => {
            let name = &image.name.value;
            pictures::prepare_view(bytes, image.view, name, image.place(), print)
                .map(Arc::new)
        }
        None => memory.read(&image.file, image.view, print, || {
            pictures::prepare(&image.file, image.view, name, &image.place(), print)
        }),
    }?;
    let caption = image.caption.as_ref().map(|caption| caption.value.clone());
    let alt = image.alt.as_ref().map(|alt| alt.value.clone());
    Ok(Picture {
        image: prepared,
        alt: alt
            .or_else(|| caption.clone())
            .unwrap_or_else(|| case.title.value.clone()),
        caption: caption.map(Inline::words).into_iter().collect(),
    })
}
