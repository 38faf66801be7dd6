//! What became of every number of a release.
//!
//! In: `Report` and findings. Out: every number of the source with its fate. Never: what the readers made of the page on the way.
//!
//! The numbers are found by a plain scan of the source's bytes that shares nothing with the readers, so that a figure which they overlook
//! comes to light: a figure of a table that is neither a fact nor spoken of by a finding is [`Fate::Unaccounted`].

mod flat;
mod number;
mod overlooked;
mod parts;
mod said;
mod words;

use crate::diagnostic::Diagnostic;
use crate::report::{FactId, Report};
use crate::source::Span;

use flat::Flat;
use number::{Number, numbers};
use said::Said;

/// A number of the release and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its digits, with the points and commas between them.
    pub span: Span,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A fact, at its first place.
    Fact(FactId),
    /// Another place of a fact.
    Mention(FactId),
    /// The stated change from one fact to another.
    Change(FactId),
    /// Part of a date, a time, a year, the length of a period.
    Period,
    /// The scale of a table.
    Scale,
    /// Part of the label of a row or the heading of a column.
    Label,
    /// The number of a page.
    Page,
    /// The number of an item of a list.
    List,
    /// The mark of a footnote.
    Footnote,
    /// Part of a phone number, an address, a web address, a code to dial.
    Contact,
    /// The number of a form, a rule, a standard, an exhibit.
    Reference,
    /// An amount or a percentage in running text that became no fact.
    ProseFigure,
    /// Another number in running text.
    Prose,
    /// A figure of a table that became no fact, as a finding says.
    Unread,
    /// A figure of a table that became no fact, and the reading did not notice.
    Unaccounted,
    /// In a part of a submission that is no exhibit.
    Outside,
}

impl Fate {
    /// The names of all, in the order in which totals are shown.
    pub const NAMES: [&str; 16] = [
        "fact",
        "mention",
        "change",
        "period",
        "scale",
        "label",
        "page",
        "list",
        "footnote",
        "contact",
        "reference",
        "prose-figure",
        "prose",
        "unread",
        "unaccounted",
        "outside",
    ];

    /// What a name means, in a few words.
    pub fn meaning(name: &str) -> &'static str {
        match name {
            "fact" => "facts, each at its first place",
            "mention" => "further places of facts",
            "change" => "stated changes between facts",
            "period" => "dates, times, years, lengths of periods",
            "scale" => "scales of tables",
            "label" => "numbers in labels and headings",
            "page" => "page numbers",
            "list" => "numbers of lists",
            "footnote" => "marks of footnotes",
            "contact" => "phone numbers, addresses, codes to dial",
            "reference" => "numbers of forms, rules, exhibits; parts of names",
            "prose-figure" => "amounts and percentages of the text that became no fact",
            "prose" => "other numbers of the text",
            "unread" => "figures of tables that became no fact, as findings say",
            "unaccounted" => "figures of tables that the reading did not notice",
            _ => "in parts of the submission that are not read",
        }
    }

    /// Its name: `fact`, `mention`, `period`, `prose-figure` ...
    pub fn name(self) -> &'static str {
        Self::NAMES[self.index()]
    }

    /// Its place among the names.
    pub fn index(self) -> usize {
        match self {
            Self::Fact(_) => 0,
            Self::Mention(_) => 1,
            Self::Change(_) => 2,
            Self::Period => 3,
            Self::Scale => 4,
            Self::Label => 5,
            Self::Page => 6,
            Self::List => 7,
            Self::Footnote => 8,
            Self::Contact => 9,
            Self::Reference => 10,
            Self::ProseFigure => 11,
            Self::Prose => 12,
            Self::Unread => 13,
            Self::Unaccounted => 14,
            Self::Outside => 15,
        }
    }

    /// The fact that it is or belongs to.
    pub fn fact(self) -> Option<FactId> {
        match self {
            Self::Fact(id) | Self::Mention(id) | Self::Change(id) => Some(id),
            _ => None,
        }
    }
}

/// Every number of the release, in the order printed; `findings` are those of the reading and the checks.
pub fn coverage(report: &Report, findings: &[Diagnostic]) -> Vec<Token> {
    let said = Said::of(report, findings);
    let text = report.source.text();
    let mut tokens = Vec::new();
    for part in parts::parts(text, |part| said.reads(part)) {
        let flat = Flat::scan(text, part.span);
        tokens.extend(numbers(&flat).map(|number| {
            let span = flat.span(number.start, number.end);
            let fate = if part.is_read { fate(number, span, &said) } else { Fate::Outside };
            Token { span, fate }
        }));
    }
    tokens
}

/// Findings on the figures of tables that nothing is said of as yet.
pub fn overlooked(report: &Report, findings: &[Diagnostic]) -> Vec<Diagnostic> {
    overlooked::findings(report, &coverage(report, findings))
}

fn fate(number: Number<'_>, span: Span, said: &Said) -> Fate {
    said.fact(span).or_else(|| words::fate(number)).unwrap_or_else(|| left_over(number, span, said))
}

/// What a number is that no fact and no words account for: by the look of its row a figure of a table, a label, or prose.
fn left_over(number: Number<'_>, span: Span, said: &Said) -> Fate {
    let fields = number.fields();
    let own = fields.iter().find(|field| field.holds(number)).copied();
    let others = || fields.iter().filter(|field| !field.holds(number));
    let beside_figures = others().any(number::Field::is_figure);
    let in_a_row = beside_figures || others().any(number::Field::has_words) || own.is_some_and(|field| field.is_amount());
    match own.is_some_and(|field| field.is_figure()) && in_a_row {
        true if said.is_unread(span) => Fate::Unread,
        true => Fate::Unaccounted,
        false if said.is_label(span) || beside_figures => Fate::Label,
        false if is_amount(number) => Fate::ProseFigure,
        false => Fate::Prose,
    }
}

/// Whether marks or words make it an amount.
fn is_amount(number: Number<'_>) -> bool {
    let after = number.after().trim_start_matches([' ', '\n', '\r', ')']);
    let before = number.before().trim_end_matches([' ', '(']);
    before.ends_with(['$', '£', '€', '¥'])
        || ["%", "percent", "million", "billion", "thousand", "cents", "¢", "basis points"].iter().any(|w| after.starts_with(w))
}
