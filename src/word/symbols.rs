//! Characters of the symbol fonts of Word, which only those fonts can show.

/// The character that a symbol font shows at a place, in Unicode; none when unknown.
///
/// Word writes places as they are, or moved up by F000. Characters of other fonts are
/// themselves.
pub(super) fn shown(font: &str, written: char) -> Option<char> {
    let code = u32::from(written);
    let moved = match code {
        0xf000..=0xf0ff => code - 0xf000,
        _ => code,
    };
    let font = font.to_lowercase();
    let table: Option<Table> = match font.as_str() {
        "symbol" => Some(symbol),
        "wingdings" => Some(wingdings),
        "wingdings 2" => Some(wingdings_2),
        "wingdings 3" => Some(wingdings_3),
        _ => None,
    };
    match table {
        Some(table) => table(moved),
        // Nobody knows what an unknown font shows at a private place.
        None if (0xe000..=0xf8ff).contains(&code) => None,
        None => Some(written),
    }
}

type Table = fn(u32) -> Option<char>;

/// The characters of a table that lie one behind the other from a place on.
fn row(code: u32, start: u32, characters: &str) -> Option<char> {
    let at = usize::try_from(code.checked_sub(start)?).ok()?;
    characters
        .chars()
        .nth(at)
        .filter(|character| *character != '\u{fffd}')
}

fn symbol(code: u32) -> Option<char> {
    row(code, 0x20, " !∀#∃%&∍()∗+,−./0123456789:;<=>?")
        .or_else(|| row(code, 0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"))
        .or_else(|| row(code, 0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"))
        .or_else(|| row(code, 0xa1, "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…│─↵"))
        .or_else(|| row(code, 0xc5, "⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊"))
        .or_else(|| row(code, 0xe5, "∑"))
        .or_else(|| row(code, 0xf2, "∫"))
}

fn wingdings(code: u32) -> Option<char> {
    row(code, 0x6c, "●❍■□❐❑❒⬧⧫◆❖⬥⌧⍓⌘")
        .or_else(|| row(code, 0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"))
        .or_else(|| row(code, 0x9e, "·•▪○"))
        .or_else(|| row(code, 0xa7, "▪□"))
        .or_else(|| row(code, 0xaa, "✦★✶✴✹✵"))
        .or_else(|| row(code, 0xd8, "➢"))
        .or_else(|| row(code, 0xdf, "←→↑↓↖↗↙↘"))
        .or_else(|| row(code, 0xe8, "➔"))
        .or_else(|| row(code, 0xef, "⇦⇨⇧⇩⬄⇳"))
        .or_else(|| row(code, 0xfb, "✗✓☒☑"))
        .or_else(|| row(code, 0x28, "☎✆✉"))
        .or_else(|| row(code, 0x20, " "))
}

fn wingdings_2(code: u32) -> Option<char> {
    row(code, 0x4f, "✗✓☒☑☒☒")
        .or_else(|| row(code, 0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"))
        .or_else(|| row(code, 0x95, "•●●●○○"))
        .or_else(|| row(code, 0x9e, "▪■■□□"))
        .or_else(|| row(code, 0xa3, "□"))
        .or_else(|| row(code, 0x20, " "))
}

fn wingdings_3(code: u32) -> Option<char> {
    row(code, 0x66, "←→↑↓↖↗↙↘")
        .or_else(|| row(code, 0x70, "▲▼△▽◄►◁▷"))
        .or_else(|| row(code, 0x20, " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_become_the_characters_that_they_show() {
        assert_eq!(shown("Wingdings 2", '\u{f052}'), Some('☑'));
        assert_eq!(shown("Wingdings 2", '\u{f0a3}'), Some('□'));
        assert_eq!(shown("Symbol", '\u{f0b0}'), Some('°'));
        assert_eq!(shown("Symbol", '\u{f0b1}'), Some('±'));
        assert_eq!(shown("Wingdings", '\u{fc}'), Some('✓'));
        assert_eq!(shown("Wingdings", '\u{f06c}'), Some('●'));
        assert_eq!(shown("宋体", '甲'), Some('甲'));
        assert_eq!(shown("Webdings", '\u{f031}'), None);
    }
}
