//! A row's label freed of what is no part of it: leaders, currency signs, footnote marks.

use crate::text::Text;

/// Cuts leaders, a stray currency sign and footnote marks off the end of a label.
pub(super) fn clean(label: &Text) -> Text {
    let whole = label.as_str();
    let mut end = whole.trim_end().len();
    loop {
        let before = end;
        end = without_leaders(&whole[..end]);
        end = without_mark(&whole[..end]);
        if end == before {
            break;
        }
    }
    if end == whole.len() { label.clone() } else { label.slice(0..end) }
}

/// A heading or label as words alone: without the colon or dash it ends with, the marks before that, and a remark on its scale.
pub(crate) fn bare(words: &str) -> &str {
    let mut bare = words;
    loop {
        let cut = bare.trim_end_matches([':', '-', '–', '—', ' ']);
        let cut = &cut[..without_mark(cut)];
        let cut = cut.rfind('(').filter(|at| *at > 0 && is_scale(&cut[at + 1..])).map_or(cut, |at| cut[..at].trim_end());
        if cut.len() == bare.len() {
            return bare;
        }
        bare = cut;
    }
}

/// `in thousands)`, `millions)`, `$MM)`, `US$ B)`
fn is_scale(inside: &str) -> bool {
    const SCALES: [&str; 11] =
        ["thousand", "thousands", "million", "millions", "billion", "billions", "000s", "000's", "000’s", "mm", "mil"];
    // a letter alone is a scale behind the sign of a currency only
    const LETTERS: [&str; 4] = ["k", "m", "b", "bn"];
    const BESIDE: [&str; 6] = ["in", "of", "dollars", "us", "u.s", "usd"];
    let lower = inside.to_ascii_lowercase();
    let Some(words) = lower.strip_suffix(')') else { return false };
    let signed = words.contains(['$', '€', '£']);
    let mut scales = 0;
    let known = words.split([' ', '$', '€', '£']).filter(|word| !word.is_empty()).all(|word| {
        let scale = SCALES.contains(&word) || signed && LETTERS.contains(&word);
        scales += usize::from(scale);
        scale || BESIDE.contains(&word.trim_end_matches('.'))
    });
    known && scales == 1
}

/// Length without trailing leaders (`. . .`, `....`, `____`) and currency signs.
fn without_leaders(text: &str) -> usize {
    let text = text.trim_end().trim_end_matches(['$', '€', '£']).trim_end();
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '·' | '_' | '•'));
    let cut = &text[bare.len()..];
    // a dot behind a blank ends no word: one leader is all that found room
    let leads = cut.matches('.').count() >= 2 || cut.starts_with(' ') && cut.ends_with('.') || cut.contains(['…', '·', '_', '•']);
    if leads && !bare.is_empty() { bare.len() } else { text.len() }
}

/// Length without one trailing footnote mark.
fn without_mark(text: &str) -> usize {
    let text = text.trim_end();
    let bare = text.trim_end_matches(['*', '†', '‡', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']);
    if bare.len() < text.len() {
        return if bare.trim().is_empty() { text.len() } else { bare.trim_end().len() };
    }
    // "(Note 8(d))"
    let nested = text.ends_with("))").then(|| text.rfind("(N").or_else(|| text.rfind("(n"))).flatten();
    let Some(open) = nested.or_else(|| text.rfind(['(', '['])) else { return text.len() };
    let inside = &text[open + 1..];
    let is_mark = inside.strip_suffix([')', ']']).is_some_and(is_mark);
    let bare = text[..open].trim_end().len();
    if is_mark && bare > 0 { bare } else { text.len() }
}

/// `1`, `12`, `a`, `iv`, `1,2`, `*`.
fn is_mark(inside: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    let letters = |part: &str| {
        part.len() == 1 && part.bytes().all(|b| b.is_ascii_alphabetic() || b == b'*') || matches!(part, "ii" | "iii" | "iv" | "vi" | "vii")
    };
    let lower = inside.to_ascii_lowercase();
    if ["see note", "see notes"].contains(&lower.as_str()) {
        return true;
    }
    if ["note ", "notes ", "see note ", "see notes "].iter().any(|w| lower.starts_with(w)) && lower.len() < 30 {
        return true;
    }
    inside.split([',', '&', ' ']).filter(|p| !p.is_empty()).all(|part| digits(part) || letters(part)) && !inside.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_words() {
        for (printed, words) in [
            ("Cost of revenues (1)(2):", "Cost of revenues"),
            ("Employees (in thousands)", "Employees"),
            ("Capital expenditures ($MM)", "Capital expenditures"),
            ("Revenue ($ in millions)", "Revenue"),
            ("Revenue (dollars in thousands)", "Revenue"),
            ("R&D and MG&A ($B)", "R&D and MG&A"),
            ("Backlog (US$ millions)", "Backlog"),
            ("Engines (Series BB)", "Engines (Series BB)"),
            ("Engines (in Ohio)", "Engines (in Ohio)"),
            ("Net income (loss)", "Net income (loss)"),
            ("Basic -", "Basic"),
            ("(in thousands)", "(in thousands)"),
        ] {
            assert_eq!(bare(printed), words, "{printed}");
        }
    }

    #[test]
    fn labels_are_freed() {
        for (printed, label) in [
            ("Net sales . . . . . . . . $", "Net sales"),
            ("Net sales.........", "Net sales"),
            ("Adjusted EBITDA (1)(2)", "Adjusted EBITDA"),
            ("Other, net*", "Other, net"),
            ("Long-term debt (Notes 3 and 4)", "Long-term debt"),
            ("Warrants (Note 8(b))", "Warrants"),
            ("Cost (net (loss))", "Cost (net (loss))"),
            ("Net income as reported (See Note)", "Net income as reported"),
            ("Notes receivable (current)", "Notes receivable (current)"),
            ("Tangible equity (a) ....", "Tangible equity"),
            ("Fasteners and Alloys .", "Fasteners and Alloys"),
            ("Smith & Co.", "Smith & Co."),
            ("Net income (loss)", "Net income (loss)"),
            ("*", "*"),
            ("(1)", "(1)"),
        ] {
            assert_eq!(clean(&Text::verbatim(printed, 0)).as_str(), label, "{printed}");
        }
    }
}
