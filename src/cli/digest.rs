//! What of many findings is shown to people who did not ask for all: doubts in a line a code, contradictions in full.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Source;

/// One thing to show.
#[derive(Debug, PartialEq)]
pub enum Item<'a> {
    /// A finding with its excerpt.
    Whole(&'a Diagnostic),
    /// A finding without its excerpt.
    Line(&'a Diagnostic),
    /// Several findings of a code in one line.
    Many {
        /// How much they weigh.
        severity: Severity,
        /// Their code.
        code: Code,
        /// How many there are and where.
        message: String,
    },
}

/// What is shown: notes first, then warnings and errors in the order of their places. `all` shows each finding in full.
pub fn digest<'a>(source: &Source, findings: &'a [Diagnostic], all: bool) -> Vec<Item<'a>> {
    if all {
        return findings.iter().map(Item::Whole).collect();
    }
    let notes = Code::ALL.iter().filter_map(|&code| note_line(source, &of(findings, code, Severity::Note), code));
    let mut items: Vec<Item<'a>> = notes.collect();
    let mut seen: HashMap<(Code, Severity), usize> = HashMap::new();
    let mut is_early = |f: &Diagnostic| {
        let count = seen.entry((f.code, f.severity)).or_default();
        *count += 1;
        *count <= limit(f.severity)
    };
    items.extend(findings.iter().filter(|f| is_early(f)).map(Item::Whole));
    for severity in [Severity::Warning, Severity::Error] {
        items.extend(Code::ALL.iter().filter_map(|&code| rest_line(source, &of(findings, code, severity), code)));
    }
    items
}

/// How many findings of one code are shown in full.
fn limit(severity: Severity) -> usize {
    match severity {
        Severity::Note => 0,
        Severity::Warning => 3,
        Severity::Error => 10,
    }
}

fn of(findings: &[Diagnostic], code: Code, severity: Severity) -> Vec<&Diagnostic> {
    findings.iter().filter(|f| f.code == code && f.severity == severity).collect()
}

fn note_line<'a>(source: &Source, notes: &[&'a Diagnostic], code: Code) -> Option<Item<'a>> {
    match notes {
        [] => None,
        [one] => Some(Item::Line(one)),
        many => Some(together(source, many, code, "")),
    }
}

fn rest_line<'a>(source: &Source, findings: &[&'a Diagnostic], code: Code) -> Option<Item<'a>> {
    let rest = findings.get(limit(findings.first()?.severity)..).filter(|rest| !rest.is_empty())?;
    Some(together(source, rest, code, "more "))
}

fn together<'a>(source: &Source, findings: &[&Diagnostic], code: Code, more: &str) -> Item<'a> {
    let summary = uncapitalised(code.summary().trim().trim_end_matches('.'));
    let message = format!("{} {more}times: {summary}{}", findings.len(), lines(source, findings));
    let message = if findings.len() == 1 { message.replacen("1 more times", "once more", 1) } else { message };
    Item::Many { severity: findings[0].severity, code, message }
}

fn uncapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// `: lines 3, 14, 15 and 62 more`.
fn lines(source: &Source, findings: &[&Diagnostic]) -> String {
    const SHOWN: usize = 6;
    let mut lines: Vec<u32> = findings.iter().filter_map(|f| Some(source.line_column(f.primary.as_ref()?.span.start).line)).collect();
    lines.dedup();
    let shown: Vec<String> = lines.iter().take(SHOWN).map(ToString::to_string).collect();
    match lines.len() {
        0 => String::new(),
        1 => format!(": line {}", lines[0]),
        n if n > SHOWN => format!(": lines {} and {} more", shown.join(", "), n - SHOWN),
        _ => format!(": lines {}", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn repeated_notes_become_one_and_errors_stay() {
        let source = Source::from_text("a", "a\nb\nc\nd\ne\nf\ng\nh\ni\n");
        let mut findings: Vec<_> = (0..8).map(|i| Diagnostic::new(Code::UnmappedRow, "m").at(Span::new(2 * i, 2 * i + 1), "")).collect();
        findings.push(Diagnostic::new(Code::ConflictingFigures, "e"));
        findings.push(Diagnostic::new(Code::NoCik, "n"));
        let shown = digest(&source, &findings, false);
        assert_eq!(shown[0], Item::Line(&findings[9]));
        assert!(
            matches!(&shown[1], Item::Many { message, .. } if message.starts_with("8 times: ") && message.ends_with(": lines 1, 2, 3, 4, 5, 6 and 2 more"))
        );
        assert_eq!(shown[2..], [Item::Whole(&findings[8])]);
        assert_eq!(digest(&source, &findings, true).len(), 10);
    }

    #[test]
    fn of_many_warnings_the_first_show_in_full() {
        let source = Source::from_text("a", "a");
        let findings = vec![Diagnostic::new(Code::UnreadFigure, "m"); 5];
        assert_eq!(digest(&source, &findings, false).len(), 4);
    }
}
