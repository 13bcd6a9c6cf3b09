//! What of this machine or of a month's folder may stand in the way.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use bulletin::files;
use bulletin::layout::{self, Choice, Face};
use bulletin::pipeline::OUTPUT_FOLDER;
use serde_json::json;

use super::arguments;
use super::project::Shown;

/// Something that was looked at.
struct Look {
    what: &'static str,
    found: String,
    is_good: bool,
}

/// Tells of the program, of folders that have to be written and of fonts that a reader's
/// Word would miss; the exit code is 1 when something stands in the way.
pub(super) fn examine(folder: &Path, shown: &Shown) -> ExitCode {
    let program = std::env::current_exe().unwrap_or_default();
    let mut looks = vec![
        good("版本", format!("bulletin {}", arguments::version())),
        good("程序", program.display().to_string()),
        writable("临时文件夹", &std::env::temp_dir()),
    ];
    if folder.join("bulletin.yaml").is_file() {
        let out = folder.join(OUTPUT_FOLDER);
        looks.push(writable("本月文件夹", folder));
        if out.is_dir() {
            looks.push(writable("输出文件夹", &out));
            looks.extend(in_the_way(&out));
        }
    } else {
        looks.push(good(
            "本月文件夹",
            format!("{}里没有 bulletin.yaml", folder.display()),
        ));
    }
    looks.extend(fonts());
    let is_good = looks.iter().all(|look| look.is_good);
    // A closed pipe is the reader's wish.
    drop(if shown.json { as_json(&looks) } else { as_text(&looks) });
    ExitCode::from(u8::from(!is_good))
}

fn good(what: &'static str, found: String) -> Look {
    Look { what, found, is_good: true }
}

/// Whether a file can be put into a folder.
fn writable(what: &'static str, folder: &Path) -> Look {
    let trial = folder.join(format!(".bulletin-{}", std::process::id()));
    let tried = std::fs::write(&trial, "").and_then(|()| std::fs::remove_file(&trial));
    let shown = folder.display();
    match tried {
        Ok(()) => good(what, format!("{shown}，可以写入")),
        Err(error) => {
            let found = format!("{shown}，写不进去：{}", files::reason(&error));
            Look { what, found, is_good: false }
        }
    }
}

/// Finished files that another program has open, and a run that was cut off.
fn in_the_way(out: &Path) -> Vec<Look> {
    let entries = out.read_dir().into_iter().flatten().filter_map(Result::ok);
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut looks: Vec<Look> = names
        // What Word, WPS and LibreOffice put beside a file that they have open.
        .filter(|name| name.starts_with("~$") || name.starts_with(".~lock."))
        .map(|name| {
            let found =
                format!("Word、WPS 或 LibreOffice 正开着其中的文件（{name}），请先关闭");
            Look { what: "占用", found, is_good: false }
        })
        .collect();
    if files::is_half_done(out) {
        let found =
            "上一次生成中途停止，再运行一次 bulletin build 会先把它做完".to_owned();
        looks.push(Look { what: "未做完", found, is_good: false });
    }
    looks
}

/// The fonts that the Word file names: those that are not on this machine, each with the
/// one that Word takes in its place. The PDF has its own inside.
fn fonts() -> Vec<Look> {
    let Ok(official) = layout::read(&Choice::BuiltIn("official".to_owned())) else {
        return Vec::new();
    };
    let installed = layout::installed(&layout::font_folders());
    let missing = |face: &Face| {
        let is_here = installed.contains(&face.word);
        let instead = face.word_alt.iter().find(|name| installed.contains(*name));
        (!is_here).then(|| match instead {
            Some(instead) => format!("{}（Word 用{instead}代替）", face.word),
            None => face.word.clone(),
        })
    };
    let missing: BTreeSet<String> =
        official.style.faces.values().filter_map(missing).collect();
    let missing: Vec<String> = missing.into_iter().collect();
    let found = match missing.is_empty() {
        true => "公文版式在 Word 里用的字体本机都有".to_owned(),
        false => format!(
            "本机没有{}；Word 文件在这里打开会换成别的字体，PDF 不受影响",
            missing.join("、")
        ),
    };
    vec![good("字体", found)]
}

fn as_text(looks: &[Look]) -> io::Result<()> {
    let mut out = super::stdout();
    for Look { what, found, is_good } in looks {
        let mark = if *is_good { "" } else { "！" };
        writeln!(out, "{mark}{what}：{found}")?;
    }
    out.flush()
}

fn as_json(looks: &[Look]) -> io::Result<()> {
    let looks = looks.iter().map(|Look { what, found, is_good }| {
        json!({ "what": what, "found": found, "good": is_good })
    });
    super::json::tell(json!({ "looks": looks.collect::<Vec<_>>() }))
}
