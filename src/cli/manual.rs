//! The manual as one page for a browser, and as pages for `man`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::arguments;

/// Pictures of the project by the paths under which the manual shows them.
macro_rules! pictures {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../", $path)))),*]
    };
}

/// The manual as it is written, and the pictures in it.
const TEXT: &str = include_str!("../../README.zh.md");
const PICTURES: &[(&str, &[u8])] = pictures![
    "examples/2023-09/page-6.png",
    "examples/2024-03/workbench-start.png",
    "examples/2024-03/workbench-exports.png",
    "examples/2024-03/workbench-units.png",
    "examples/2024-03/workbench-problem.png",
    "examples/2024-03/workbench-pages.png",
    "examples/2024-03/workbench-finish.png",
];
const PAGE: &str = include_str!("manual.html");

/// Opens the manual in the browser, or writes it to a file.
pub(super) fn open(to: Option<&Path>) -> ExitCode {
    let aside = || std::env::temp_dir().join("bulletin 使用手册.html");
    let path = to.map_or_else(aside, Path::to_owned);
    if let Err(error) = fs::write(&path, page()) {
        return unwritten(&path, &error);
    }
    let is_shown = to.is_none() && ::open::that_detached(&path).is_ok();
    let told = if is_shown { "已在浏览器中打开" } else { "写出" };
    drop(writeln!(super::stderr(), "{told} {}", path.display()));
    ExitCode::SUCCESS
}

/// Writes a page of `man` for the program and for every command.
pub(super) fn write_pages(folder: &Path) -> ExitCode {
    let written = fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(arguments::all(), folder));
    written.map_or_else(|error| unwritten(folder, &error), |()| ExitCode::SUCCESS)
}

fn unwritten(path: &Path, error: &io::Error) -> ExitCode {
    let problem = super::unwritten("文件", path, error);
    // Nobody is left to tell when standard error is closed.
    drop(super::terminal::tell_errors(Path::new(""), &[problem]));
    ExitCode::from(super::FILES)
}

/// The whole page: the text with its headings as a list beside it, style and search.
fn page() -> String {
    let (mut body, mut contents) = (String::new(), String::new());
    html::push_html(&mut body, anchored(&mut contents).into_iter());
    PAGE.replace("<!--contents-->", &contents)
        .replace("<!--body-->", &body)
}

/// The manual's events, headings with the anchors that its links go to, its picture
/// inside, remarks for its makers left out; the list of headings goes to `contents`.
fn anchored(contents: &mut String) -> Vec<Event<'static>> {
    let mut events: Vec<Event<'static>> = Vec::new();
    let mut heading: Option<(usize, String)> = None;
    for event in Parser::new_ext(TEXT, Options::ENABLE_TABLES) {
        if let Event::Start(Tag::Heading { .. }) = &event {
            heading = Some((events.len(), String::new()));
        } else if let Event::Text(text) | Event::Code(text) = &event
            && let Some((_, words)) = &mut heading
        {
            words.push_str(text);
        }
        #[expect(clippy::wildcard_enum_match_arm, reason = "all others stay as they are")]
        let event = match event {
            Event::Html(_) | Event::InlineHtml(_) => continue,
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = inside(dest_url);
                Event::Start(Tag::Image { link_type, dest_url, title, id })
            }
            event => event,
        };
        let ends = if let Event::End(TagEnd::Heading(level)) = &event {
            Some(*level)
        } else {
            None
        };
        events.push(event.into_static());
        if let Some((level, (at, words))) = ends.zip(heading.take_if(|_| ends.is_some()))
        {
            let anchor = anchor(&words);
            if let Some(Event::Start(Tag::Heading { id, .. })) = events.get_mut(at) {
                *id = Some(CowStr::from(anchor.clone()));
            }
            if level != HeadingLevel::H1 {
                let words = words.replace('&', "&amp;").replace('<', "&lt;");
                contents.push_str(&format!(
                    "<a class=\"{level}\" href=\"#{anchor}\">{words}</a>\n"
                ));
            }
        }
    }
    events
}

/// As GitHub names the anchor of a heading.
fn anchor(words: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || "-_ ".contains(*c);
    words
        .to_lowercase()
        .chars()
        .filter(kept)
        .collect::<String>()
        .replace(' ', "-")
}

/// A picture's bytes in place of its path, so that the page is one file.
fn inside(path: CowStr<'static>) -> CowStr<'static> {
    let known = PICTURES.iter().find(|(name, _)| **name == *path);
    known.map_or(path, |(_, bytes)| {
        format!("data:image/png;base64,{}", BASE64_STANDARD.encode(bytes)).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_of_the_manual_leads_somewhere() {
        let page = page();
        for (at, _) in page.match_indices("href=\"#") {
            let rest = &page[at + 7..];
            let target = rest.split('"').next().unwrap();
            let id = target.split("%").next().unwrap();
            assert!(page.contains(&format!("id=\"{id}")), "{target}");
        }
        assert!(page.contains("<a class=\"h2\" href=\"#怎么办\">"));
        assert!(!page.contains("src=\"examples"), "a picture is not inside");
    }
}
