//! The rows of a table as lines of a statement: the headings over them, what they count, which concepts they may stand for.

mod own;

use std::collections::HashSet;
use std::sync::Arc;

use super::arithmetic::Sum;
use super::carry;
use super::link;
use super::options::LabelRule;
use super::segment::Segment;
use super::sheet::Sheet;
use super::unit::{Counted, Counter, money};
use crate::report::{Candidate, Confidence, StatementKind};
use crate::table::{Row, RowKind, Table};
use own::own_labels;
pub(in crate::map) use own::{balance_label, heads_the_same};

/// A row with what surrounds it.
pub(crate) struct Line<'a> {
    /// Its place in the table.
    pub(crate) at: usize,
    /// The row.
    pub(crate) row: &'a Row,
    /// The headings over it, outermost first.
    pub(crate) sections: Vec<&'a str>,
    /// The segment that it is of, where headings part the table by segments.
    pub(crate) segment: Option<Segment<'a>>,
    /// What its figures count.
    pub(crate) counted: Counted,
    /// A label that no other line of the table has: with its heading where it needs it.
    pub(crate) own_label: String,
    /// The statement that it is a line of: that of the table, or of its part of a table of highlights.
    pub(crate) part: StatementKind,
    /// Standard concepts it may stand for, the best first.
    pub(crate) candidates: Arc<[Candidate]>,
}

impl Line<'_> {
    /// Whether its headings name the segment that it is of.
    pub(crate) fn is_of_part(&self) -> bool {
        self.segment.is_some() || self.sections.iter().any(|heading| super::segment::titled(heading).is_some())
    }

    /// The nearest heading; empty where there is none.
    pub(crate) fn section(&self) -> &str {
        self.sections.last().copied().unwrap_or("")
    }
}

/// The lines of a table, linked with the help of its sums.
///
/// `year` is the one that the release reports on: names of concepts change with the standards.
pub(crate) fn lines<'a>(sheet: &Sheet<'a>, rules: &[LabelRule], year: i32) -> Vec<Line<'a>> {
    let Sheet { table, kind, .. } = *sheet;
    let (mut sections, counts) = (sheet.sections().to_vec(), sheet.counts());
    lean_on_rows_above(&table.rows, &mut sections);
    let segments = super::segment::of_rows(&table.rows, kind, counts, sheet.sums());
    let (parts, candidates) = link::candidates(table, (kind, year), (&sections, &segments), counts, sheet.sums());
    let candidates = shared(candidates);
    let title = super::statement::title(table, kind);
    let labels = own_labels(table, &sections, &segments, &title);
    let told = sections.into_iter().zip(segments).zip(counts.iter().cloned()).zip(candidates.into_iter().zip(parts)).zip(labels);
    table
        .rows
        .iter()
        .zip(told)
        .enumerate()
        .map(|(at, (row, ((((sections, segment), counted), (candidates, part)), own_label)))| Line {
            at,
            row,
            sections,
            segment,
            counted,
            own_label,
            part,
            candidates,
        })
        .map(|line| ruled(line, kind, rules))
        .collect()
}

/// The same candidates, held once for all lines that have them: a table of very many rows has few labels.
fn shared(candidates: Vec<Vec<Candidate>>) -> Vec<Arc<[Candidate]>> {
    let mut known: HashSet<Arc<[Candidate]>> = HashSet::new();
    let mut share = |own: Vec<Candidate>| match known.get(own.as_slice()) {
        Some(shared) => Arc::clone(shared),
        None => {
            let own: Arc<[Candidate]> = own.into();
            known.insert(Arc::clone(&own));
            own
        }
    };
    candidates.into_iter().map(&mut share).collect()
}

/// What the figures of each row count.
pub(super) fn counts(table: &Table, kind: StatementKind, sections: &[Vec<&str>], sums: &[Sum]) -> Vec<Counted> {
    let counter = Counter::new(table, kind);
    let mut counts: Vec<Counted> = table.rows.iter().zip(sections).map(|(row, s)| counter.counted(row, s)).collect();
    carry::per_share(&table.rows, &mut counts);
    carry::percent(table, &mut counts);
    carry::percent_below(&table.rows, &counter, &mut counts);
    carry::between_ends(&table.rows, &mut counts);
    carry::of_sums(&table.rows, sums, &mut counts);
    if !money::is_of_money(kind) {
        carry::of_things(&table.rows, sums, &mut counts);
    }
    money::settle(table, kind, sections, sums, &mut counts);
    counts
}

/// The rows that count money.
pub(crate) fn rows_of_money<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = &'a Row> {
    sheet.table.rows.iter().zip(sheet.counts()).filter(|(_, counted)| **counted == Counted::Money).map(|(row, _)| row)
}

/// What the user knows of a label goes before every guess.
fn ruled<'a>(mut line: Line<'a>, kind: StatementKind, rules: &[LabelRule]) -> Line<'a> {
    let label = folded(line.row.stub.as_str());
    let fits = |rule: &&LabelRule| folded(&rule.label) == label && rule.statement.is_none_or(|k| k == kind);
    if let Some(rule) = rules.iter().find(fits) {
        line.candidates = Arc::default();
        if rule.concept.is_standard() {
            line.candidates = [Candidate { concept: rule.concept.clone(), confidence: Confidence::CERTAIN }].into();
        } else {
            rule.concept.local().clone_into(&mut line.own_label);
        }
    }
    line
}

/// The headings over each row. A heading ends where one of its depth or less follows, where rows stand further left, where rows that stood
/// under it further right are over, or with its total.
pub(super) fn sections(rows: &[Row]) -> Vec<Vec<&str>> {
    let mut open: Vec<Heading> = Vec::new();
    let mut found = Vec::with_capacity(rows.len());
    let mut after_heading = false;
    for (at, row) in rows.iter().enumerate() {
        // the last row before a total without a label still stands under what that total is of
        let summed = rows.get(at + 1).is_some_and(|next| next.kind == RowKind::Total && next.stub.is_empty());
        let label = row.stub.as_str();
        // of two headings in a row the first holds for more than the second
        let nested = std::mem::replace(&mut after_heading, row.kind == RowKind::Section);
        if row.kind == RowKind::Section {
            let form = Form::of(label);
            let above = if nested { open.last().copied() } else { open.iter().rfind(|heading| heading.inner == Some(form)).copied() };
            open.retain(|heading| heading.depth < row.depth);
            open.extend(above.filter(|heading| heading.depth == row.depth));
            let heads =
                |outer: &Heading| nested && outer.depth == row.depth && is_of_each_share(outer.words) && Form::of(outer.words) != form;
            if let Some(outer) = open.last_mut().filter(|outer| heads(outer)) {
                outer.inner = Some(form);
            }
            found.push(open.iter().map(|heading| heading.words).collect());
            open.push(Heading { depth: row.depth, words: label, indents: None, inner: None });
            continue;
        }
        // a total without a label has no indentation: it is that of the nearest heading
        if row.kind != RowKind::Total || !row.stub.is_empty() {
            open.retain(|heading| heading.depth <= row.depth && (summed || !heading.is_over(row)));
        }
        if let Some(heading) = open.last_mut() {
            heading.indents.get_or_insert(row.depth > heading.depth);
        }
        let hangs = at.checked_sub(1).and_then(|above| head_of_diluted(rows[above].stub.as_str(), label));
        found.push(open.iter().map(|heading| heading.words).chain(hangs).collect());
        if row.kind == RowKind::Total
            && let Some(heading) = open.last()
            && closes(label, heading.words)
        {
            open.pop();
        }
    }
    found
}

/// A heading that rows may stand under.
#[derive(Clone, Copy)]
struct Heading<'a> {
    depth: u8,
    words: &'a str,
    /// Whether the first row under it stands further right than it does: a total may do so, too, where the others don't.
    indents: Option<bool>,
    /// How a heading is printed that followed at once beside one of amounts per share: those that are printed so later stand under this one, too.
    inner: Option<Form>,
}

/// `Diluted Earnings Per Share:`
fn is_of_each_share(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    lower.contains("per ") && lower.contains("share")
}

/// How a heading is printed where nothing is indented: with a colon or not, in capitals or not.
#[derive(Clone, Copy, PartialEq)]
struct Form {
    colon: bool,
    capitals: bool,
}

impl Form {
    fn of(words: &str) -> Self {
        Self { colon: words.trim_end().ends_with(':'), capitals: !words.contains(char::is_lowercase) }
    }
}

impl Heading<'_> {
    /// Whether a row stands beside a heading whose own rows stand under it, and is not their total.
    fn is_over(&self, row: &Row) -> bool {
        self.indents == Some(true) && row.depth == self.depth && !(row.kind == RowKind::Total && closes(row.stub.as_str(), self.words))
    }
}

/// "Per share - basic" below "Cash flow from operations" is that for each share: the row above heads it.
fn lean_on_rows_above<'a>(rows: &'a [Row], sections: &mut [Vec<&'a str>]) {
    let mut above: Option<&str> = None;
    for (row, sections) in rows.iter().zip(sections) {
        let label = row.stub.as_str();
        if row.kind == RowKind::Section {
            above = None;
        } else if begins_per_share(label) {
            sections.extend(above);
        } else if row.has_figures() && !label.is_empty() {
            above = Some(label);
        }
    }
}

/// "Diluted" below "Weighted average shares: Basic" hangs from the words before it.
fn head_of_diluted<'a>(above: &'a str, label: &str) -> Option<&'a str> {
    if !matches!(folded(label).as_str(), "diluted" | "fullydiluted" | "assumingdilution") {
        return None;
    }
    let parted = above.len().checked_sub("basic".len()).filter(|at| above.is_char_boundary(*at))?;
    let (head, last) = above.split_at(parted);
    let head = head.trim_end_matches([' ', ':', '-', '–', '—', ',', '.']);
    (last.eq_ignore_ascii_case("basic") && !head.is_empty()).then_some(head)
}

/// `Per share`, `Per diluted share`, `- per common share`: a label that says of nothing what it is for each share.
pub(super) fn begins_per_share(label: &str) -> bool {
    let lower = label.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    lower.strip_prefix("per ").is_some_and(|rest| rest.split(' ').take(4).any(|w| w.starts_with("share") || w.starts_with("unit")))
}

/// Whether a total is that of a heading: it has no label, or says the heading's words again and is no narrower.
fn closes(label: &str, section: &str) -> bool {
    let words = |s: &str| -> Vec<String> {
        s.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 2 && !matches!(*w, "total" | "subtotal"))
            .map(str::to_owned)
            .collect()
    };
    let (label, section) = (words(label), words(section));
    // "Total current assets" does not end what "Assets" heads
    let narrower =
        |w: &String| ["current", "noncurrent", "non", "fixed", "other", "intangible", "long"].contains(&w.as_str()) && !section.contains(w);
    if label.iter().any(narrower) {
        return false;
    }
    label.is_empty() || section.iter().filter(|w| label.contains(w)).count() * 2 >= section.len().max(1)
}

/// Letters and digits in lower case: labels that differ in nothing else are one.
pub(crate) fn folded(label: &str) -> String {
    if !label.is_ascii() {
        return label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    }
    let mut folded = label.to_ascii_lowercase().into_bytes();
    folded.retain(u8::is_ascii_alphanumeric);
    String::from_utf8(folded).unwrap_or_default()
}

/// Whether a label says that a line is a total, and not of what.
pub(crate) fn says_total_only(label: &str) -> bool {
    ["", "total", "totals"].contains(&folded(label).as_str())
}

/// Whether a label says that a line is the total of the company, and not of what.
pub(crate) fn says_company_only(label: &str) -> bool {
    [
        "totalcompany",
        "consolidated",
        "totalconsolidated",
        "consolidatedtotal",
        "companytotal",
        "totalcorporation",
        "enterprise",
        "totalenterprise",
    ]
    .contains(&folded(label).as_str())
}
