//! The rules of the tree: who may import whom, one home a library, small files.
#![expect(clippy::expect_used, reason = "a test that cannot read the tree has to fail")]

use std::fs;
use std::path::{Path, PathBuf};

/// A stage, what it may import from the crate, and the libraries that have their only
/// home there.
const STAGES: &[(&str, &[&str], &[&str])] = &[
    ("diagnostics", &[], &["strsim"]),
    ("files", &[], &[]),
    ("document", &["figures", "tickets"], &[]),
    ("yaml", &["diagnostics"], &["serde_yaml", "saphyr_parser"]),
    ("layout", &["diagnostics", "document", "files", "yaml"], &[]),
    ("sources", &["diagnostics", "files"], &["calamine", "csv", "parquet", "ruzstd"]),
    ("tickets", &["diagnostics", "sources"], &[]),
    ("figures", &["tickets"], &[]),
    ("sql", &["diagnostics", "tickets"], &[]),
    ("wording", &["diagnostics", "figures", "tickets"], &["minijinja"]),
    (
        "content",
        &["diagnostics", "document", "layout", "figures", "tickets", "wording"],
        &["icu_segmenter"],
    ),
    (
        "drawing",
        &["diagnostics", "document", "figures", "layout", "tickets"],
        &["plotters", "resvg", "png"],
    ),
    (
        "pictures",
        &["diagnostics", "document", "files", "layout"],
        &["image", "fast_image_resize", "moxcms"],
    ),
    (
        "writers",
        &["diagnostics", "document", "drawing", "files", "layout", "tickets"],
        &["docx_rs", "typst", "typst_kit", "typst_pdf", "typst_layout", "typst_svg"],
    ),
    ("checks", &["diagnostics", "figures", "tickets"], &[]),
    (
        "audit",
        &["diagnostics", "document", "figures", "tickets", "word"],
        &["hayro_syntax", "hayro_cmap"],
    ),
    (
        "config",
        &[
            "checks",
            "diagnostics",
            "document",
            "files",
            "layout",
            "pictures",
            "sources",
            "figures",
            "tickets",
            "word",
            "yaml",
        ],
        &[],
    ),
    (
        "ledger",
        &["diagnostics", "document", "figures", "files", "tickets", "wording"],
        &[],
    ),
    ("word", &["files", "pictures"], &[]),
    (
        "review",
        &[
            "audit",
            "content",
            "diagnostics",
            "document",
            "figures",
            "layout",
            "tickets",
            "word",
            "wording",
            "yaml",
        ],
        &[],
    ),
    ("schema", &["config", "content", "figures", "layout", "yaml"], &[]),
    (
        "scaffold",
        &["config", "diagnostics", "files", "ledger", "schema", "tickets", "yaml"],
        &[],
    ),
    (
        "workbench",
        &[
            "checks",
            "config",
            "diagnostics",
            "document",
            "figures",
            "files",
            "layout",
            "ledger",
            "pipeline",
            "review",
            "scaffold",
            "sources",
            "tickets",
            "wording",
            "writers",
            "yaml",
        ],
        &["notify", "hyper", "hyper_util", "http_body_util", "tokio"],
    ),
    (
        "cli",
        &["bulletin"],
        &[
            "anstream",
            "base64",
            "clap",
            "clap_complete",
            "clap_mangen",
            "ctrlc",
            "indicatif",
            "pulldown_cmark",
        ],
    ),
];

/// Libraries that more than one room or only part of one needs, each with the files that
/// may use it.
const HOMES: &[(&str, &str)] = &[
    ("docx_rs", "writers/docx/"),
    ("typst", "writers/pdf/"),
    ("zip", "files/ word/ writers/docx/package.rs"),
    (
        "quick_xml",
        "files/relations.rs files/xml.rs sources/ods.rs sources/xlsx/ word/ writers/docx/xml.rs",
    ),
    ("rust_xlsxwriter", "ledger/workbook/ writers/docx/"),
];

/// Borders within a room: files, and what beside them they must not know.
const BORDERS: &[(&str, &str, &str)] = &[
    ("writers", "docx/", "pdf"),
    ("writers", "pdf/", "docx"),
    // What a figure is knows nothing of how a month's are worked out.
    (
        "figures",
        "catalogue expression/ figure grouping key origin outcomes rules selection tally view",
        "before boards breakdown city closing collect course crossing shares unit units year",
    ),
    // A unit's own issue sees the month's figures, not how they came about.
    ("figures", "unit/", "boards breakdown city course shares units year"),
];

/// Files of the crate's root; they may import anything.
const ROOT: &[&str] = &["lib.rs", "main.rs", "pipeline"];

const LINES_MAX: usize = 400;

struct Source {
    path: PathBuf,
    /// The folder or file directly under `src`.
    stage: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inner = path.strip_prefix(&root).expect("inside src").to_owned();
                let first = inner.iter().next().expect("a name").to_string_lossy();
                let stage = first.trim_end_matches(".rs").to_owned();
                let stage =
                    if inner.iter().count() == 1 { first.into_owned() } else { stage };
                let text = fs::read_to_string(&path).expect("a readable file");
                sources.push(Source { path: inner, stage, text });
            }
        }
    }
    sources
}

/// Code without the unit tests at its end and without comments.
fn code(source: &Source) -> String {
    // A file of unit tests may use what tests use.
    if source.path.ends_with("tests.rs") {
        return String::new();
    }
    let body = source.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    body.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// First segments of paths that start with `prefix::`, braces unfolded.
fn imported(code: &str, prefix: &str) -> Vec<String> {
    let start = format!("{prefix}::");
    let mut found = Vec::new();
    for (at, _) in code.match_indices(&start) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + start.len()..];
        let names = match rest.strip_prefix('{') {
            Some(inner) => unfold(inner),
            None => vec![rest.to_owned()],
        };
        found.extend(names.iter().map(|name| {
            name.trim_start()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        }));
    }
    found
}

/// The entries of a brace list, up to the brace that ends it.
fn unfold(inner: &str) -> Vec<String> {
    let (mut depth, mut entries) = (0, vec![String::new()]);
    for c in inner.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                entries.push(String::new());
                continue;
            }
            _ => {}
        }
        entries.last_mut().expect("never empty").push(c);
    }
    entries.retain(|entry| !entry.trim().is_empty());
    entries
}

#[test]
fn every_folder_is_a_stage_of_the_table() {
    for source in sources() {
        let known = ROOT.contains(&source.stage.as_str())
            || STAGES.iter().any(|(stage, ..)| *stage == source.stage);
        assert!(known, "{}: 架构表中没有“{}”", source.path.display(), source.stage);
    }
}

#[test]
fn a_stage_imports_only_what_the_table_allows() {
    for source in sources() {
        let Some((stage, allowed, _)) =
            STAGES.iter().find(|(stage, ..)| *stage == source.stage)
        else {
            continue;
        };
        for name in imported(&code(&source), "crate") {
            let is_stage = STAGES.iter().any(|(stage, ..)| *stage == name)
                || ROOT.contains(&name.as_str());
            assert!(
                !is_stage || name == *stage || allowed.contains(&name.as_str()),
                "{}: `{stage}` must not import `{name}`",
                source.path.display()
            );
        }
    }
}

#[test]
fn a_library_has_one_home() {
    for source in sources() {
        let code = code(&source);
        for (stage, _, libraries) in STAGES {
            for library in *libraries {
                assert!(
                    !is_used(&code, library)
                        || source.stage == *stage
                        || is_shadowed(&source, library),
                    "{}: `{library}` belongs to `{stage}`",
                    source.path.display()
                );
            }
        }
    }
}

/// Whether a path in the code begins with a library.
fn is_used(code: &str, library: &str) -> bool {
    code.match_indices(&format!("{library}::")).any(|(at, _)| {
        !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// A file from `src`, with slashes everywhere.
fn path(source: &Source) -> String {
    source.path.to_string_lossy().replace('\\', "/")
}

/// Whether a name that looks like a library is one of the crate's own modules there.
fn is_shadowed(source: &Source, library: &str) -> bool {
    source.text.contains(&format!("mod {library};"))
}

#[test]
fn a_library_of_several_rooms_stays_in_its_files() {
    for source in sources() {
        let (path, code) = (path(&source), code(&source));
        for (library, homes) in HOMES {
            assert!(
                !is_used(&code, library)
                    || homes.split(' ').any(|home| path.starts_with(home))
                    || is_shadowed(&source, library),
                "{path}: `{library}` belongs to {homes}"
            );
        }
    }
}

#[test]
fn files_within_a_room_know_only_what_is_theirs() {
    for source in sources() {
        let (path, code) = (path(&source), code(&source));
        for (room, files, unknown) in BORDERS {
            let within = path.strip_prefix(room).and_then(|rest| rest.strip_prefix('/'));
            if !within
                .is_some_and(|file| files.split(' ').any(|one| file.starts_with(one)))
            {
                continue;
            }
            let from =
                ["super".to_owned(), "super::super".to_owned(), format!("crate::{room}")];
            for name in from.iter().flat_map(|prefix| imported(&code, prefix)) {
                let is_theirs = unknown.split(' ').all(|one| one != name);
                assert!(is_theirs, "{path} must not know `{name}`");
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_is_small() {
    for source in sources() {
        let path = source.path.display();
        assert!(source.text.starts_with("//! "), "{path}: no `//!` sentence at its head");
        let lines = source.text.lines().count();
        assert!(lines <= LINES_MAX, "{path}: {lines} lines, at most {LINES_MAX}");
    }
}

#[test]
fn figures_and_content_know_no_clock_file_or_floating_point() {
    for source in sources() {
        if !["figures", "content"].contains(&source.stage.as_str()) {
            continue;
        }
        for banned in ["f64", "f32", "std::fs", "std::io", "SystemTime", "Utc::now"] {
            assert!(
                !code(&source).contains(banned),
                "{}: `{banned}` has no place there",
                source.path.display()
            );
        }
    }
}

#[test]
fn the_rules_of_the_audit_look_at_facts_and_take_no_text_apart() {
    for source in sources() {
        let path = source.path.to_string_lossy().replace('\\', "/");
        for banned in ["patterns!", "captures", "find_iter", "numbers(", "regex"] {
            assert!(
                !path.starts_with("audit/rules/") || !code(&source).contains(banned),
                "{path}: `{banned}` belongs to `audit/facts/`"
            );
        }
    }
}

#[test]
fn only_the_settled_files_stand_at_the_top() {
    let settled = [
        "Cargo.toml",
        "Cargo.lock",
        "LICENSE",
        "README.md",
        "README.zh.md",
        "src",
        "layouts",
        "fonts",
        "examples",
        "tests",
        "target",
    ];
    for entry in fs::read_dir(env!("CARGO_MANIFEST_DIR")).expect("a readable folder") {
        let name = entry.expect("a readable entry").file_name();
        let name = name.to_string_lossy();
        assert!(
            name.starts_with('.') || settled.contains(&name.as_ref()),
            "{name} must not stand at the top"
        );
    }
}
