//! What README.zh.md says to type works: every command and every block of bulletin.yaml.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::attachments::word_file;
use crate::month::Month;

/// The manual without what the program writes itself.
fn manual() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.zh.md");
    let text = fs::read_to_string(path).unwrap();
    text.split("<!-- 以下由程序生成").next().unwrap().to_owned()
}

/// The fenced blocks of a language under a heading, up to the next of its level.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    let starts = text.split(fence.as_str()).skip(1);
    starts.map(|rest| rest.split("\n```").next().unwrap()).collect()
}

#[test]
fn every_command_of_the_manual_is_taken_by_the_program() {
    let text = manual();
    let fenced = text.split("```").skip(1).step_by(2).flat_map(str::lines);
    let within = text.split('`').skip(1).step_by(2).filter(|code| !code.contains('\n'));
    let commands: Vec<&str> = fenced
        .chain(within)
        .filter_map(|line| line.trim().strip_prefix("bulletin "))
        .collect();
    assert!(commands.len() > 30, "{commands:?}");
    for command in commands {
        // What it does follows after a gap.
        let typed = command.split("   ").next().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_bulletin"))
            .args(typed.split_whitespace())
            .arg("--help")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "bulletin {typed}: {told}");
    }
}

#[test]
fn every_block_of_bulletin_yaml_in_the_manual_is_sound() {
    let text = manual();
    let chapter = text.split("## bulletin.yaml 的每一项").nth(1).unwrap();
    let chapter = chapter.split("\n## ").next().unwrap();
    let blocks = blocks(chapter, "yaml");
    assert!(blocks.len() >= 6);
    for block in blocks {
        let month = Month::sound().with_file("附件2.docx", &word_file());
        let own = fs::read_to_string(month.path("bulletin.yaml")).unwrap();
        let is_in_block = |line: &str| {
            let key = line.split(':').next().unwrap();
            block.lines().any(|other| other.starts_with(&format!("{key}:")))
        };
        // A key of the month goes with all that is indented under it.
        let mut is_left_out = false;
        let kept = own.lines().filter(|line| {
            if !line.starts_with(' ') {
                is_left_out = is_in_block(line);
            }
            !is_left_out
        });
        let config: Vec<&str> = kept.chain(block.lines()).collect();
        fs::write(month.path("bulletin.yaml"), config.join("\n")).unwrap();
        let output = month.run(&["check"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!told.contains("错误"), "{block}\n{told}");
    }
}
