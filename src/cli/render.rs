//! Findings as people read them: the excerpt with a caret, and what to do.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::{Excerpt, excerpts};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// How findings are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Line-drawing characters instead of ASCII.
    pub unicode: bool,
}

impl Style {
    fn renderer(self) -> Renderer {
        let decor = if self.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
        // Lines are cut to the width before they come here; the renderer's own cutting would hide marks.
        Renderer::styled().term_width(usize::MAX / 2).decor_style(decor)
    }

    /// A finding with its excerpt.
    pub fn finding(self, source: &Source, finding: &Diagnostic) -> String {
        let gutter = 5 + source.line_column(source.text().len() as u32).line.to_string().len();
        let excerpts = excerpts(source, finding, self.width.saturating_sub(gutter).max(30));
        let title = self.wrapped(&finding.message, finding.severity.name().len() + finding.code.name().len() + 4);
        let help = finding.help.as_ref().map(|help| self.wrapped(help, gutter + 6));
        let mut group = Group::with_title(level(finding.severity).primary_title(title).id(finding.code.name()));
        if excerpts.is_empty() {
            return self.line(finding.severity, finding.code.name(), &finding.message, finding.help.as_deref());
        }
        for excerpt in &excerpts {
            group = group.element(snippet(source, excerpt));
        }
        if let Some(help) = help {
            group = group.element(Level::HELP.message(help));
        }
        corrected(self.renderer().render(&[group]), &printable(source.name()), &excerpts)
    }

    /// A finding in a line or two, without its excerpt.
    pub fn line(self, severity: Severity, code: &str, message: &str, help: Option<&str>) -> String {
        let title = self.wrapped(message, severity.name().len() + code.len() + 4);
        let title = self.renderer().render(&[Group::with_title(level(severity).primary_title(title).id(code.to_owned()))]);
        title + &help.map_or_else(String::new, |help| self.help_line(help))
    }

    /// What keeps the program from running, and the ways out.
    pub fn failure(self, message: &str, help: &[String]) -> String {
        let title = self.renderer().render(&[Group::with_title(Level::ERROR.primary_title(self.wrapped(message, 7)))]);
        title + &help.iter().map(|help| self.help_line(help)).collect::<String>()
    }

    fn help_line(self, help: &str) -> String {
        let line = self.renderer().render(&[Group::with_title(Level::HELP.primary_title(self.wrapped(help, 8)))]);
        line.split('\n').fold(String::new(), |lines, line| lines + "\n  " + line)
    }

    /// Text broken at blanks so that lines after `indent` columns keep within the width.
    fn wrapped(self, text: &str, indent: usize) -> String {
        wrapped(text, self.width.saturating_sub(indent).max(24))
    }
}

/// Text broken at blanks so that no line is wider than the room, but for words that are.
pub fn wrapped(text: &str, room: usize) -> String {
    let mut lines = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        match used {
            0 => {}
            _ if used + 1 + length > room => (lines.push('\n'), used = 0).1,
            _ => (lines.push(' '), used += 1).1,
        }
        lines.push_str(word);
        used += length;
    }
    lines
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

fn snippet<'a>(source: &'a Source, excerpt: &'a Excerpt) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let annotations = excerpt.marks.iter().map(|mark| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(mark.range.clone()).label((!mark.label.is_empty()).then_some(mark.label.as_str()))
    });
    Snippet::source(excerpt.text.as_str()).path(printable(source.name())).line_start(excerpt.first_line as usize).annotations(annotations)
}

/// A name as a terminal may show it: what would move its cursor or colour its text stands there as a sign for itself.
pub fn printable(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_control() { char::from_u32(0x2400 + u32::from(c)).filter(|_| c < ' ').unwrap_or('\u{fffd}') } else { c })
        .collect()
}

/// Puts the true column into the header where the line was cut before the mark.
fn corrected(rendered: String, name: &str, excerpts: &[Excerpt]) -> String {
    let Some(Excerpt { place: Some(place), seeming: Some(seeming), .. }) = excerpts.first() else { return rendered };
    if place == seeming { rendered } else { rendered.replacen(&format!("{name}:{seeming}"), &format!("{name}:{place}"), 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn both_sides_of_a_contradiction_show() {
        let source = Source::from_text("a.txt", "a profit of $246,000\n\nNet income  $ 264,000\n");
        let finding = Diagnostic::new(Code::ConflictingFigures, "net income is printed as 264,000 and as 246,000")
            .at(Span::new(36, 43), "the table says 264,000")
            .and_at(Span::new(13, 20), "the text says 246,000")
            .help("246,000 is kept");
        let drawn = plain(&Style { width: 80, unicode: false }.finding(&source, &finding));
        assert_eq!(
            drawn,
            "\
error[conflicting-figures]: net income is printed as 264,000 and as 246,000
 --> a.txt:3:15
  |
1 | a profit of $246,000
  |              ------- the text says 246,000
2 |
3 | Net income  $ 264,000
  |               ^^^^^^^ the table says 264,000
  |
  = help: 246,000 is kept"
        );
    }

    #[test]
    fn columns_are_those_of_the_file_and_lines_fit() {
        let source = Source::from_text("a.htm", format!("{}264{}", "<td>".repeat(3000), "</td>".repeat(3000)));
        let finding = Diagnostic::new(Code::UnreadFigure, "a printed figure became no fact, and the message about it is a rather long one")
            .at(Span::new(12000, 12003), "this one");
        for width in [40, 80, 120] {
            let drawn = plain(&Style { width, unicode: true }.finding(&source, &finding));
            assert!(drawn.contains("a.htm:1:12001"), "{drawn}");
            assert!(drawn.lines().all(|line| line.chars().count() <= width.max(50)), "{drawn}");
        }
    }
}
