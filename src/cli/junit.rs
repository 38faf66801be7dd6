//! Findings as JUnit XML: a release is a test suite, each kind of finding a test case that passes, fails or is skipped.

use std::path::Path;

use quick_xml::escape::escape;

use super::check::{Checked, FailOn};
use super::failure::Failure;
use super::render::Style;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;

const STYLE: Style = Style { width: 100, unicode: false };

/// Test suites, put together one after the other.
pub struct Suites {
    bar: FailOn,
    text: String,
    all: Counts,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn attributes(self) -> String {
        let Self { tests, failures, errors, skipped } = self;
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\" time=\"0\"")
    }

    fn add(&mut self, other: Self) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.errors += other.errors;
        self.skipped += other.skipped;
    }
}

impl Suites {
    /// No suites as yet; findings as grave as `bar` fail their case.
    pub fn new(bar: FailOn) -> Self {
        Self { bar, text: String::new(), all: Counts::default() }
    }

    /// Adds a release and what was found on it.
    pub fn add(&mut self, checked: &Checked<'_>) {
        let mut counts = Counts::default();
        let cases: String = Code::ALL.iter().map(|&code| self.case(code, checked, &mut counts)).collect();
        self.suite(checked.source.name(), counts, &cases);
    }

    /// Adds a release that could not be checked.
    pub fn failure(&mut self, path: &Path, failure: &Failure) {
        let name = path.display().to_string();
        let error = format!("      <error type=\"unreadable\" message=\"{}\"/>\n", attribute(&failure.message));
        let case = case_element(&name, "readable", "", &error);
        self.suite(&name, Counts { tests: 1, errors: 1, ..Counts::default() }, &case);
    }

    /// The document.
    pub fn finish(self) -> String {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        format!("{head}<testsuites name=\"hemaexport check\" {}>\n{}</testsuites>\n", self.all.attributes(), self.text)
    }

    fn suite(&mut self, name: &str, counts: Counts, cases: &str) {
        self.all.add(counts);
        self.text += &format!("  <testsuite name=\"{}\" {}>\n{cases}  </testsuite>\n", attribute(name), counts.attributes());
    }

    fn case(&self, code: Code, checked: &Checked<'_>, counts: &mut Counts) -> String {
        let found: Vec<&Diagnostic> = checked.findings.iter().filter(|finding| finding.code == code).collect();
        let (grave, slight): (Vec<&Diagnostic>, Vec<&Diagnostic>) = found.iter().partition(|finding| self.bar.fails(finding.severity));
        let ignored = checked.ignored.iter().filter(|finding| finding.code == code).count();
        counts.tests += 1;
        let mut inside = String::new();
        if let Some(first) = grave.first() {
            counts.failures += 1;
            inside += &failure_element(code, first, grave.len(), &drawn(checked.source, &grave));
        } else if ignored > 0 {
            counts.skipped += 1;
            inside += &format!("      <skipped message=\"{ignored} ignored by --ignore {code}\"/>\n");
        }
        if !slight.is_empty() {
            inside += &format!("      <system-out>{}</system-out>\n", content(&drawn(checked.source, &slight)));
        }
        let line = grave.first().or(slight.first()).and_then(|finding| finding.primary.as_ref());
        let line = line.map_or_else(String::new, |label| format!(" line=\"{}\"", checked.source.line_column(label.span.start).line));
        case_element(checked.source.name(), code.name(), &line, &inside)
    }
}

fn case_element(file: &str, name: &str, line: &str, inside: &str) -> String {
    let file = attribute(file);
    let open = format!("    <testcase classname=\"{file}\" name=\"{name}\" file=\"{file}\"{line} time=\"0\"");
    if inside.is_empty() { format!("{open}/>\n") } else { format!("{open}>\n{inside}    </testcase>\n") }
}

fn failure_element(code: Code, first: &Diagnostic, count: usize, body: &str) -> String {
    let more = if count > 1 { format!(" (and {} more)", count - 1) } else { String::new() };
    format!("      <failure type=\"{code}\" message=\"{}{more}\">{}</failure>\n", attribute(&first.message), content(body))
}

/// Findings as on a terminal without colour.
fn drawn(source: &Source, findings: &[&Diagnostic]) -> String {
    let drawn = findings.iter().map(|finding| anstream::adapter::strip_str(&STYLE.finding(source, finding)).to_string());
    drawn.collect::<Vec<_>>().join("\n\n")
}

/// Text for an attribute; line breaks would become blanks there.
fn attribute(text: &str) -> String {
    content(&text.replace(['\n', '\t'], " "))
}

/// Text without the characters that XML 1.0 can't carry, such as a page break.
fn content(text: &str) -> String {
    let sound = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    escape(text.chars().filter(|&c| sound(c)).collect::<String>()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::Span;

    #[test]
    fn grave_findings_fail_slight_ones_speak_and_ignored_ones_are_skipped() {
        let source = Source::from_text("a&b.txt", "Net\u{c} <264>\n");
        let found = [
            Diagnostic::new(Code::NarrativeMismatch, "“Net” is 246 < 264").at(Span::new(5, 10), "264 here"),
            Diagnostic::new(Code::UnreadFigure, "2 figures").at(Span::new(0, 3), "no period"),
        ];
        let mut suites = Suites::new(FailOn::at(Severity::Error));
        suites.add(&Checked { source: &source, findings: &found, ignored: &[Diagnostic::new(Code::NoCik, "n")] });
        suites.failure(Path::new("c.txt"), &Failure::new("c.txt: the file is empty"));
        let text = suites.finish();
        let tests = Code::ALL.len();
        assert!(
            text.contains(&format!("<testsuite name=\"a&amp;b.txt\" tests=\"{tests}\" failures=\"1\" errors=\"0\" skipped=\"1\"")),
            "{text}"
        );
        assert!(text.contains("<failure type=\"narrative-mismatch\" message=\"“Net” is 246 &lt; 264\">"), "{text}");
        assert!(text.contains("name=\"unread-figure\" file=\"a&amp;b.txt\" line=\"1\" time=\"0\">\n      <system-out>"), "{text}");
        assert!(text.contains("<skipped message=\"1 ignored by --ignore no-cik\"/>"), "{text}");
        assert!(text.contains("<error type=\"unreadable\" message=\"c.txt: the file is empty\"/>"), "{text}");
        assert!(!text.contains('\u{c}'));
    }
}
