//! A template is read, its operators are made exact, and it is run.

use minijinja::machinery::{
    self, CodeGenerator, Instruction, Instructions, Token, make_string_output,
};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind};

use super::arithmetic;

/// Words and signs that a template may have. The engine goes from one into the next, so
/// that a chain without end would use up the stack.
const TOKENS_MAX: usize = 2000;

/// Why a template gives nothing.
pub(super) enum Stop {
    /// The engine says so.
    Engine(Error),
    /// It uses a name that nothing has.
    Unknown(String),
    /// It asks for what the engine does inexactly, or for too much; with the line.
    Refused(String, usize),
}

/// Runs a template that sees `words` by their names.
pub(super) fn run(
    environment: &Environment<'_>,
    source: &str,
    words: Value,
) -> Result<String, Stop> {
    let syntax = SyntaxConfig::default();
    let mut tokens = 0;
    for token in machinery::tokenize(source, false, syntax.clone()) {
        let (token, span) = token.map_err(Stop::Engine)?;
        tokens += 1;
        if tokens > TOKENS_MAX {
            let message = format!("太长，超过 {TOKENS_MAX} 个词和符号，请分成几句");
            return Err(Stop::Refused(message, span.start_line.into()));
        }
        if let Token::Ident(statement @ ("recursive" | "autoescape")) = token {
            let message = format!("不能用 {statement}");
            return Err(Stop::Refused(message, span.start_line.into()));
        }
    }
    let parsed = machinery::parse(source, "", syntax).map_err(Stop::Engine)?;
    let mut generator = CodeGenerator::new("", source);
    generator.compile_stmt(&parsed);
    let (mut instructions, blocks) = generator.finish();
    if let Err((message, at)) = arithmetic::exactly(&mut instructions) {
        let line = instructions.get_line(at).unwrap_or(1);
        return Err(Stop::Refused(message.to_owned(), line));
    }
    let mut text = String::new();
    let mut output = make_string_output(&mut text);
    let known = words.clone();
    let ran = machinery::eval(
        environment,
        &instructions,
        words,
        &blocks,
        &mut output,
        AutoEscape::None,
    );
    match ran {
        Ok(_) => Ok(text),
        Err(error) => Err(stop(environment, &instructions, &known, error)),
    }
}

/// What stopped a template; an unknown name is told by its name.
#[expect(clippy::wildcard_enum_match_arm, reason = "all others are taken alike")]
fn stop(
    environment: &Environment<'_>,
    instructions: &Instructions<'_>,
    words: &Value,
    error: Error,
) -> Stop {
    if error.kind() != ErrorKind::UndefinedError {
        return Stop::Engine(error);
    }
    let mut stored = Vec::new();
    let mut at = 0;
    while let Some(instruction) = instructions.get(at) {
        match instruction {
            Instruction::StoreLocal(name) => stored.push(*name),
            Instruction::Lookup(name)
                if instructions.get_line(at) == error.line()
                    && !stored.contains(name)
                    && environment.globals().all(|(global, _)| global != *name)
                    && words.get_attr(name).is_ok_and(|word| word.is_undefined()) =>
            {
                return Stop::Unknown(path(instructions, name, at));
            }
            _ => {}
        }
        at += 1;
    }
    Stop::Engine(error)
}

/// A name with what is asked of it: `towns.direct.score`.
fn path(instructions: &Instructions<'_>, root: &str, at: u32) -> String {
    let mut path = root.to_owned();
    for at in at + 1.. {
        let Some(Instruction::GetAttr(name)) = instructions.get(at) else { break };
        path.push('.');
        path.push_str(name);
    }
    path
}
