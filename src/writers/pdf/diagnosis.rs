//! What typst objects to in a report.typ, told in Chinese at its line.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::{DiagSpan, DiagSpanKind, Source};

use crate::diagnostics::{Code, Outcome, Place, Problem};

/// The report.typ that pages were made from.
pub(super) struct Origin {
    pub(super) path: PathBuf,
    pub(super) source: Source,
}

impl Origin {
    pub(super) fn problems(&self, found: &[SourceDiagnostic]) -> Vec<Problem> {
        found.iter().map(|diagnostic| self.problem(diagnostic)).collect()
    }

    /// A problem of the file as a whole.
    pub(super) fn whole(&self, message: &str) -> Problem {
        let (message, hint) = in_chinese(message);
        Problem::error(Code::LAYOUT_ERROR, message)
            .at(Place::file(&self.path))
            .hint(hint)
    }

    /// What a step of typst gives. Some templates make it panic; nothing of ours is left
    /// half done then.
    pub(super) fn guarded<T>(&self, step: impl FnOnce() -> T) -> Outcome<T> {
        catch_unwind(AssertUnwindSafe(step)).map_err(|_| {
            let problem =
                Problem::error(Code::LAYOUT_ERROR, "排版程序执行版式时出错停下")
                    .at(Place::file(&self.path))
                    .hint("撤回对 report.typ 最近的改动，或换回自带的版式");
            vec![problem]
        })
    }

    fn problem(&self, diagnostic: &SourceDiagnostic) -> Problem {
        let SourceDiagnostic { severity, span, message, trace, hints: _ } = diagnostic;
        let (message, hint) = in_chinese(message);
        let problem = match severity {
            Severity::Error => Problem::error(Code::LAYOUT_ERROR, message),
            Severity::Warning => Problem::warning(Code::LAYOUT_ERROR, message),
        };
        // What has no place of its own lies where it was called from.
        let place = std::iter::once(*span)
            .chain(trace.iter().map(|call| call.span.into()))
            .find_map(|span| self.place(span))
            .unwrap_or_else(|| Place::file(&self.path));
        problem.at(place).hint(hint)
    }

    fn place(&self, span: DiagSpan) -> Option<Place> {
        if span.id() != Some(self.source.id()) {
            return None;
        }
        let range = match span.get() {
            DiagSpanKind::Detached => return None,
            DiagSpanKind::Number { id: _, num, sub_range } => {
                self.source.range(num, sub_range)?
            }
            DiagSpanKind::Range { id: _, range } => range,
        };
        let (line, column) = self.source.lines().byte_to_line_column(range.start)?;
        Some(Place::line(&self.path, line + 1, column + 1))
    }
}

/// An objection that typst often has.
struct Objection {
    /// How its message starts and ends; what stands between is the subject.
    message: (&'static str, &'static str),
    /// The same in Chinese, `{}` for the subject.
    chinese: &'static str,
    /// What mends it.
    hint: &'static str,
}

macro_rules! objections {
    ($($start:literal $end:literal => $chinese:literal, $hint:literal;)*) => {
        &[$(Objection { message: ($start, $end), chinese: $chinese, hint: $hint }),*]
    };
}

/// The first that fits is taken.
const OBJECTIONS: &[Objection] = objections! {
    "unknown variable: " "" => "没有名为“{}”的变量或函数",
        "核对名称的拼写，或在使用之前用 #let 定义";
    "file not found (searched at " ")" => "找不到文件“{}”",
        "版式只有一个 report.typ，程序不联网，也不读取其他文件；请把内容写进 report.typ";
    "unexpected argument: " "" => "多了名为“{}”的参数", "核对函数的参数名称";
    "unexpected argument" "" => "多了一个参数", "核对函数的参数个数";
    "missing argument: " "" => "缺少参数“{}”", "补上这个参数";
    "dictionary does not contain key \"" "\"" => "数据里没有名为“{}”的项",
        "数据的结构见 layouts/official/sample/data.json";
    "dictionary does not contain key \"" "" => "数据里没有名为“{}”的项",
        "数据的结构见 layouts/official/sample/data.json";
    "array index out of bounds (" ")" => "列表没有这么多项（{}）",
        "用 .at(序号, default: …) 取可能没有的项";
    "array index out of bounds" "" => "列表没有这么多项",
        "用 .at(序号, default: …) 取可能没有的项";
    "expected " "" => "类型或写法不符：应为 {}", "核对该处的类型和写法";
    "unclosed delimiter" "" => "有括号没有闭合", "补上与之配对的括号";
    "unclosed " "" => "没有闭合：{}", "补上与之配对的符号";
    "unexpected " "" => "多了符号：{}", "删去该符号，或补上与之配对的符号";
    "cannot " "" => "不能这样运算：cannot {}", "核对该处的类型和写法";
    "failed to decode image" "" => "图片文件已损坏，不能解码", "换用完好的 JPEG 或 PNG 图片";
    "failed to parse SVG" "" => "图表不是正确的 SVG", "核对生成该图的内容";
    "unknown font family: " "" => "程序没有附带字体“{}”",
        "在 style.yaml 的 faces 中选用随附的字体";
    "label `" "` does not exist in the document" => "引用的标签“{}”不存在",
        "核对标签名称";
    "panicked with: " "" => "report.typ 主动报错：{}", "按所报内容处理";
    "layout did not converge" "" => "版面反复排不稳，页码或引用可能不准",
        "减少 report.typ 中互相依赖的 context 查询";
    "PDF/" "" => "不符合存档与无障碍标准：PDF/{}",
        "补上图片的 alt、文档标题等标准要求的内容";
};

/// A message of typst in Chinese, with a hint. The unusual ones stay in English.
fn in_chinese(message: &str) -> (String, String) {
    for Objection { message: (start, end), chinese, hint } in OBJECTIONS {
        let subject = message.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
        if let Some(subject) = subject {
            let subject = subject.replace(", found ", "，写的是 ");
            return (chinese.replace("{}", &subject), (*hint).to_owned());
        }
    }
    (
        format!("排版程序不接受这里的写法：{message}"),
        "对照程序自带的 layouts/official/report.typ 改正该处".to_owned(),
    )
}
