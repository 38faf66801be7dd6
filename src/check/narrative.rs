//! Amounts of the text against the rows of the tables that the sentence names.

use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use rust_decimal::Decimal;

use super::conflict::conflicting;
use super::interval::{Interval, digits, half_unit};
use super::wording::{amount, in_unit_of, number, place, quoted};
use super::words::{GENERAL, content_words, named_by};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::are_alike;
use crate::report::{Decimals, Fact, FactId, Line, Origin, Period, Report, Sentence, Stated, StatementKind};
use crate::source::Span;

/// Digits of an amount that says alone which row it is of.
const ALONE: usize = 4;
/// Rows that a word may lead to, at most.
const ROWS: usize = 48;

/// Finds amounts that no table prints and that look like a misprint of a figure in a row whose label the sentence holds.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let rows = Rows::of(report);
    let told: HashSet<Span> = told(report);
    let free = |stated: &&Stated| !stated.change && !stated.rough && stated.unit.is_some() && !told.contains(&stated.span);
    let own: HashMap<Span, &Fact> = report
        .facts
        .iter()
        .filter(|fact| !fact.is_in_table())
        .flat_map(|fact| fact.origins.iter().map(move |o| (o.span(), fact)))
        .collect();
    let misprints = report.body().flat_map(|sentence| {
        let words = LazyCell::new(|| content_words(&sentence.words));
        let misprint = |stated: &Stated| rows.misprint(report, (sentence, &words), stated, own.get(&stated.span).copied());
        sentence.amounts.iter().filter(free).filter_map(misprint).collect::<Vec<_>>()
    });
    misprints.chain(attributable(report)).collect()
}

/// What the text calls net income where the table's net income is another and this one is a part of it.
fn attributable(report: &Report) -> Vec<Diagnostic> {
    let mut whole: HashMap<Period, &Fact> = HashMap::new();
    let sentences: HashMap<Span, &Sentence> = report.body().map(|s| (s.span, s)).collect();
    for fact in report.facts.iter().filter(|f| f.is_in_table() && f.aspects.dimensions.is_empty()) {
        if ["net income", "net income (loss)", "net (loss) income"].contains(&fact.label.trim().to_lowercase().as_str()) {
            whole.entry(fact.aspects.period).or_insert(fact);
        }
    }
    let part = |f: &&Fact| {
        f.is_in_table()
            && f.aspects.dimensions.is_empty()
            && f.label.to_lowercase().starts_with("net income")
            && f.label.to_lowercase().contains("attributable")
    };
    let parts = report.facts.iter().filter(part).filter_map(|part| Some((part, *whole.get(&part.aspects.period)?)));
    parts
        .filter(|(part, whole)| part.aspects.unit == whole.aspects.unit && amount(part) != amount(whole))
        .filter_map(|(part, whole)| called_whole(&sentences, part, whole))
        .collect()
}

fn called_whole(sentences: &HashMap<Span, &Sentence>, part: &Fact, whole: &Fact) -> Option<Diagnostic> {
    let said = part.origins.iter().find_map(|o| match o {
        Origin::Sentence { figure, sentence, .. } => Some((figure.span, sentences.get(sentence)?.words.to_lowercase())),
        _ => None,
    });
    let (span, _) =
        said.filter(|(_, words)| words.contains("net income") && !words.contains("attributable") && !words.contains("available"))?;
    let message = format!(
        "the text calls {} net income; the table's net income is {}, and that figure is {}",
        number(part),
        number(whole),
        quoted(part.label.trim())
    );
    let finding = Diagnostic::new(Code::NarrativeMismatch, message).severity(Severity::Warning).at(span, "called net income");
    Some(finding.and_at(place(whole, None), "net income").and_at(place(part, None), "attributable"))
}

/// Places that a conflict tells of, or that a table bears out.
fn told(report: &Report) -> HashSet<Span> {
    let known = report.facts.iter().filter(|f| f.is_in_table()).chain(conflicting(report).into_iter().map(|id| report.fact(id)));
    known.flat_map(|fact| fact.origins.iter().map(Origin::span)).collect()
}

/// The rows of all tables by the first telling word of their labels.
struct Rows<'a> {
    by_word: HashMap<String, Vec<(BTreeSet<String>, &'a Line)>>,
    /// Rows by the amounts in them.
    by_amount: HashMap<Decimal, Vec<&'a Line>>,
    /// What tables print, without signs, in order.
    sizes: Vec<Decimal>,
}

impl<'a> Rows<'a> {
    fn of(report: &'a Report) -> Self {
        let mut by_word: HashMap<String, Vec<(BTreeSet<String>, &Line)>> = HashMap::new();
        let tables = report.statements.iter().filter(|s| !matches!(s.kind, StatementKind::Narrative | StatementKind::Cover));
        for line in tables.flat_map(|s| &s.lines).filter(|l| l.cells.iter().any(Option::is_some)) {
            let words = content_words(&line.label);
            let Some(first) = words.first().cloned() else { continue };
            let rows = by_word.entry(first).or_default();
            if rows.len() < ROWS {
                rows.push((words.into_iter().collect(), line));
            }
        }
        let mut sizes: Vec<Decimal> = report.facts.iter().filter(|f| f.is_in_table()).filter_map(amount).map(|a| a.abs()).collect();
        sizes.sort();
        Self { by_word, by_amount: rows_by_amount(report), sizes }
    }

    fn misprint(
        &self,
        report: &Report,
        (sentence, words): (&Sentence, &LazyCell<Vec<String>, impl FnOnce() -> Vec<String>>),
        stated: &Stated,
        own: Option<&Fact>,
    ) -> Option<Diagnostic> {
        let Decimals::Places(places) = stated.decimals else { return None };
        let size = stated.amount.abs();
        if digits(size, places) < 3 || self.is_printed(size, places) {
            return None;
        }
        let named: BTreeSet<&str> = words.iter().map(String::as_str).collect();
        let rows = named.iter().flat_map(|word| self.by_word.get(*word).into_iter().flatten());
        let rows = rows.filter(|(label, _)| named_by(label, &named)).map(|(_, line)| (*line, false));
        let rows = rows.chain(self.beside(sentence, stated).map(|line| (line, true)));
        let cells = rows.flat_map(|(line, beside)| line.cells.iter().flatten().map(move |id| (*id, line, beside)));
        let like = cells.filter(|(id, ..)| is_like(report.fact(*id), stated, places));
        let (id, line, beside) = like.min_by_key(|(id, _, beside)| (*id, !beside))?;
        let likely = beside || digits(size, places) > 3 || is_spelt_out(&line.label, sentence.words.get(..stated.at).unwrap_or_default());
        // what the text is known to tell of something else is hardly that row's: "Adjusted net income was" beside "Net income"
        let (topic, row) = (|fact: &Fact| (fact.aspects.concept.clone(), fact.aspects.dimensions.clone()), report.fact(id));
        let of_other = own.is_some_and(|own| topic(own) != topic(row));
        (beside || !of_other).then(|| finding(report, stated, id, line, likely))
    }

    /// The rows of the amount that this one is compared with: the one before it or behind it, with the words of a comparison between.
    fn beside(&self, sentence: &Sentence, stated: &Stated) -> impl Iterator<Item = &'a Line> {
        const WORDS: [&str; 6] = ["compared", " from ", " versus ", " against ", " up ", " down "];
        let levels: Vec<&Stated> = sentence.amounts.iter().filter(|a| !a.change && a.unit == stated.unit).collect();
        let own = levels.iter().position(|a| a.span == stated.span);
        let pairs =
            own.into_iter().flat_map(|at| [at.checked_sub(1), Some(at + 1)]).flatten().filter_map(|other| levels.get(other).copied());
        let compared = pairs.filter(|other| {
            let (from, to) = (other.at.min(stated.at), other.at.max(stated.at));
            sentence.words.get(from..to).is_some_and(|between| !between.contains(';') && WORDS.iter().any(|word| between.contains(word)))
        });
        let compared = compared.filter(|other| telling(other.amount.abs()) >= ALONE);
        let rows: Vec<&Line> = compared.flat_map(|other| self.rows_with(other)).chain(self.companions(sentence, stated)).collect();
        rows.into_iter()
    }

    /// The rows that hold two other amounts of the sentence.
    fn companions(&self, sentence: &Sentence, stated: &Stated) -> Vec<&'a Line> {
        const DIGITS: usize = 4;
        let others = sentence.amounts.iter().filter(|a| a.unit == stated.unit && a.decimals == stated.decimals && a.span != stated.span);
        let mut rows: Vec<(&Line, BTreeSet<Decimal>)> = Vec::new();
        for other in others.take(DIGITS) {
            for line in self.rows_with(other) {
                match rows.iter_mut().find(|(known, _)| std::ptr::eq(*known, line)) {
                    Some((_, sizes)) => drop(sizes.insert(other.amount.abs().normalize())),
                    None => rows.push((line, BTreeSet::from([other.amount.abs().normalize()]))),
                }
            }
        }
        let enough = |sizes: &BTreeSet<Decimal>| sizes.len() > 1 && sizes.iter().map(|size| telling(*size)).sum::<usize>() >= DIGITS;
        rows.into_iter().filter(|(_, sizes)| enough(sizes)).map(|(line, _)| line).collect()
    }

    fn rows_with(&self, stated: &Stated) -> impl Iterator<Item = &'a Line> {
        self.by_amount.get(&stated.amount.abs().normalize()).into_iter().flatten().copied()
    }

    /// Whether any table prints the amount, rounded further or not.
    fn is_printed(&self, size: Decimal, places: i8) -> bool {
        let half = half_unit(Decimals::Places(places));
        let from = self.sizes.partition_point(|known| *known < size - half);
        self.sizes.get(from).is_some_and(|known| *known <= size + half)
    }
}

/// Rows by the amounts in them, of two digits or more.
fn rows_by_amount(report: &Report) -> HashMap<Decimal, Vec<&Line>> {
    const ROWS: usize = 8;
    let mut rows: HashMap<Decimal, Vec<&Line>> = HashMap::new();
    let tables = report.statements.iter().filter(|s| !matches!(s.kind, StatementKind::Narrative | StatementKind::Cover));
    for line in tables.flat_map(|s| &s.lines) {
        for size in line.cells.iter().flatten().filter_map(|id| amount(report.fact(*id))).map(|a| a.abs().normalize()) {
            let of_size = rows.entry(size).or_default();
            if telling(size) > 1 && of_size.len() < ROWS {
                of_size.push(line);
            }
        }
    }
    rows
}

/// The digits of an amount, zeros at its end left off.
fn telling(size: Decimal) -> usize {
    size.normalize().mantissa().to_string().trim_end_matches('0').len()
}

/// Whether a label stands word for word before an amount, and is of two words at least that few others share: three digits alone may be
/// another figure's.
fn is_spelt_out(label: &str, before: &str) -> bool {
    const NEAR: usize = 24;
    let telling = content_words(label).into_iter().filter(|word| !GENERAL.contains(&word.as_str())).count();
    let label = label.trim().to_lowercase();
    let before = before.to_lowercase();
    telling >= 2 && before.rfind(&label).is_some_and(|at| before.len() - at - label.len() <= NEAR)
}
/// Whether a fact, rounded as the text rounds, looks like the stated amount misprinted.
fn is_like(fact: &Fact, stated: &Stated, places: i8) -> bool {
    // what is expected is no misprint of what was
    let forecast = || fact.aspects.dimensions.values().any(|member| member.local() == "ScenarioForecastMember");
    if fact.aspects.unit != stated.unit || forecast() {
        return false;
    }
    let Some(known) = amount(fact) else { return false };
    let unit = half_unit(Decimals::Places(places)) * Decimal::TWO;
    let rounded = known.abs().checked_div(unit).and_then(|n| n.round().checked_mul(unit));
    rounded.is_some_and(|rounded| {
        are_alike(rounded, stated.amount)
            && Interval::of(fact).is_some_and(|i| !i.magnitude().overlaps(Interval::around(stated.amount.abs(), stated.decimals)))
    })
}

fn finding(report: &Report, stated: &Stated, id: FactId, line: &Line, likely: bool) -> Diagnostic {
    let fact = report.fact(id);
    let message = format!(
        "the text gives {} where the table gives {} for {}",
        in_unit_of(fact, stated.amount.abs()),
        number(fact),
        quoted(line.label.trim())
    );
    Diagnostic::new(Code::NarrativeMismatch, message)
        .severity(if likely { Severity::Warning } else { Severity::Note })
        .at(stated.span, "in the text")
        .and_at(place(fact, None), "in the table")
        .help("the two differ by one digit, or by a swap of neighbours; no table prints the text's figure; the export keeps the table's")
}
