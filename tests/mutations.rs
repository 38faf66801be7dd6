//! Errors planted into the labelled releases, one printed digit at a time: which share of them does some check find?
//!
//! Needs `../shared/bench/dev/releases`; says so and passes where it is absent. `cargo test --test mutations -- --nocapture` lists those that no
//! check found, each with what it is. What must be found stands in `tests/gate.toml`.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // tests may touch files and the environment, and say what they found

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hemaexport::diagnostic::Severity;
use hemaexport::report::{FactId, Measure, Origin, Relation, Report, Unit};
use hemaexport::source::Span;
use hemaexport::{ReadOptions, Source};

/// How many digits are changed.
const PLANTED: usize = 500;

/// What a changed digit stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A figure of a table that is a total or a part of one.
    Sum,
    /// An amount per share of a table.
    PerShare,
    /// A percentage of a table, or a change stated in the text.
    Change,
    /// Any other figure of the text.
    Narrative,
    /// A year or day of a date.
    Date,
    /// A figure of a table that stands in no sum.
    Other,
}

/// A place whose digits may be changed.
#[derive(Clone, Copy)]
struct Place {
    kind: Kind,
    /// What it counts, for the list of what is missed.
    what: &'static str,
    /// Whether a sum or a stated change of the release holds it.
    related: bool,
    span: Span,
}

/// A release with what is found in it as it is.
struct Release {
    name: String,
    text: String,
    found: BTreeSet<String>,
    places: Vec<Place>,
}

/// One digit changed.
struct Planted<'a> {
    release: &'a Release,
    place: Place,
    /// What is printed now.
    text: String,
    at: usize,
    digit: u8,
}

/// Numbers that are the same in every run: the splitmix generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }
}

/// Warnings and errors on a release, each as one line without its place.
fn findings(name: &str, text: &str) -> (Option<Report>, BTreeSet<String>) {
    let source = Arc::new(Source::from_text(name, text));
    let Ok(reading) = hemaexport::read(&source, None, &ReadOptions::default()) else {
        return (None, BTreeSet::from(["unreadable".to_owned()]));
    };
    let mut found = reading.diagnostics;
    found.extend(hemaexport::check(&reading.report));
    let grave = found.iter().filter(|d| d.severity > Severity::Note);
    let lines = grave.map(|d| format!("{} {} {}", d.severity.name(), d.code, d.message)).collect();
    (Some(reading.report), lines)
}

fn release(path: &Path) -> Option<Release> {
    let bytes = std::fs::read(path).ok()?;
    let source = Source::from_bytes("release", &bytes);
    let name = path.file_name()?.to_string_lossy().into_owned();
    let (report, found) = findings(&name, source.text());
    let places = places(&report?);
    Some(Release { name, text: source.text().to_owned(), found, places })
}

/// Every printed figure that became a fact, and every date.
fn places(report: &Report) -> Vec<Place> {
    let mut summed: HashSet<FactId> = HashSet::new();
    let mut changes: HashSet<FactId> = HashSet::new();
    for relation in &report.relations {
        match relation {
            Relation::SumsTo { total, parts, .. } => summed.extend(parts.iter().map(|(part, _)| *part).chain([*total])),
            Relation::ChangedBy { stated, .. } => drop(changes.insert(*stated)),
            Relation::Conflicts { .. } => {}
        }
    }
    let mut places = BTreeMap::new();
    for (id, fact) in report.facts() {
        let pure = fact.aspects.unit.as_ref().is_some_and(|u| u.to_string() == "pure");
        let per = fact.aspects.unit.as_ref().is_some_and(|u| u.per.is_some());
        for origin in &fact.origins {
            let kind = match origin {
                Origin::Cell { figure, .. } if figure.style.dash => continue,
                Origin::Cell { .. } if per && fact.aspects.concept.local().contains("ParOrStated") => Kind::Other,
                Origin::Cell { .. } if per => Kind::PerShare,
                Origin::Cell { .. } if pure => Kind::Change,
                Origin::Cell { .. } if summed.contains(&id) => Kind::Sum,
                Origin::Cell { .. } => Kind::Other,
                Origin::Sentence { .. } if changes.contains(&id) => Kind::Change,
                Origin::Sentence { .. } => Kind::Narrative,
                Origin::Passage(_) => continue,
            };
            let (what, span) = (counted(fact.aspects.unit.as_ref()), origin.span());
            places.insert(span, Place { kind, what, related: summed.contains(&id) || changes.contains(&id), span });
        }
    }
    let dates = dates(report.source.text()).into_iter().map(|span| Place { kind: Kind::Date, what: "days", related: false, span });
    places.into_values().chain(dates).collect()
}

/// What a unit counts, in a word.
fn counted(unit: Option<&Unit>) -> &'static str {
    match unit.map(|u| (&u.measure, &u.per)) {
        Some((Measure::Currency(_), None)) => "money",
        Some((Measure::Currency(_), Some(_))) => "per share",
        Some((Measure::Shares, _)) => "shares",
        Some((Measure::Pure, _)) => "percent",
        _ => "other",
    }
}

/// The days and years of dates written as `March 31, 2004`.
fn dates(text: &str) -> Vec<Span> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let lower = text.to_ascii_lowercase();
    let mut spans = Vec::new();
    for month in MONTHS {
        for (at, _) in lower.match_indices(month) {
            let mut rest = at + month.len();
            let bytes = text.as_bytes();
            let word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
            while bytes.get(rest).is_some_and(|b| b" \n\r".contains(b)) {
                rest += 1;
            }
            let day = (rest..).take_while(|&i| word(i)).count();
            let mut year = rest + day;
            while bytes.get(year).is_some_and(|b| b", \n\r".contains(b)) {
                year += 1;
            }
            let digits = (year..).take_while(|&i| word(i)).count();
            if (1..=2).contains(&day) && digits == 4 {
                spans.extend([Span::new(rest, rest + day), Span::new(year, year + 4)]);
            }
        }
    }
    spans
}

fn plant<'a>(releases: &'a [Release], dice: &mut Dice) -> Option<Planted<'a>> {
    let release = &releases[dice.below(releases.len())];
    let kinds = [Kind::Sum, Kind::PerShare, Kind::Change, Kind::Narrative, Kind::Date, Kind::Other];
    let kind = kinds[dice.below(kinds.len())];
    let of_kind: Vec<Place> = release.places.iter().filter(|p| p.kind == kind).copied().collect();
    let place = *of_kind.get(dice.below(of_kind.len().max(1)))?;
    let digits = telling_digits(&release.text, place.span, kind);
    let at = *digits.get(dice.below(digits.len().max(1)))?;
    let digit = (release.text.as_bytes()[at] - b'0' + 1 + dice.below(9) as u8) % 10 + b'0';
    let mut text = release.text.clone();
    text.replace_range(at..=at, std::str::from_utf8(&[digit]).ok()?);
    Some(Planted { release, place, text, at, digit })
}

/// The digits of a figure but for the zeros at its end: with another digit there it is more exact, and still right. Dates keep theirs.
fn telling_digits(text: &str, span: Span, kind: Kind) -> Vec<usize> {
    let mut digits: Vec<usize> = span.range().filter(|&at| text.as_bytes()[at].is_ascii_digit()).collect();
    while kind != Kind::Date
        && !text[span.range()].contains('.')
        && digits.len() > 1
        && digits.last().is_some_and(|&at| text.as_bytes()[at] == b'0')
    {
        digits.pop();
    }
    digits
}

/// What stands around a place, with the digit as it is now.
fn surroundings(planted: &Planted) -> String {
    let text = &planted.text;
    let start = text[..planted.at].char_indices().rev().map(|(at, _)| at).nth(60).unwrap_or(0);
    let end = text[planted.at..].char_indices().map(|(at, _)| planted.at + at).nth(60).unwrap_or(text.len());
    let start = text[..planted.at].rfind('\n').map_or(start, |at| start.max(at + 1));
    let end = text[planted.at..].find('\n').map_or(end, |at| end.min(planted.at + at));
    let number = text[..planted.at].matches('\n').count() + 1;
    format!("{}:{number}: {}", planted.release.name, text[start..end].trim())
}

/// Why nothing may have touched it: what it counts, how much the digit changes, and whether the release relates it to other figures.
fn missed(planted: &Planted) -> String {
    let digits = |text: &str| -> f64 { text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0.0) };
    let (before, after) = (digits(&planted.release.text[planted.place.span.range()]), digits(&planted.text[planted.place.span.range()]));
    let size = match (planted.place.kind, (before - after).abs() / before.max(1.0)) {
        (Kind::Date, _) => "",
        (_, share) if share < 0.01 => ", by less than 1 %",
        (_, share) if share < 0.1 => ", by less than 10 %",
        _ => ", by 10 % or more",
    };
    let related = if planted.place.related { ", in a sum or stated change" } else { "" };
    format!("{:?}, {}{related}{size}", planted.place.kind, planted.place.what)
}

/// Whether the changed release draws a finding that the true one does not.
fn is_caught(planted: &Planted) -> bool {
    let (_, found) = findings(&planted.release.name, &planted.text);
    found.difference(&planted.release.found).next().is_some()
}

/// Tries all of them on every core; the answers in their order.
fn run(planted: &[Planted]) -> Vec<bool> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut caught = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(planted) = planted.get(at) else { return caught };
            caught.push((at, is_caught(planted)));
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut caught: Vec<(usize, bool)> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        handles.into_iter().flat_map(|handle| handle.join().expect("no check panics")).collect()
    });
    caught.sort_unstable();
    caught.into_iter().map(|(_, caught)| caught).collect()
}

fn gate(name: &str) -> f64 {
    let gates = include_str!("gate.toml");
    let value = gates.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_prefix('=')).expect("a gate");
    value.trim().parse().expect("a number")
}

#[test]
fn planted_errors_are_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/dev/releases");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let releases: Vec<Release> = paths.iter().filter_map(|path| release(path)).collect();
    let mut dice = Dice(1999);
    let planted: Vec<Planted> = std::iter::repeat_with(|| plant(&releases, &mut dice)).flatten().take(PLANTED).collect();
    let caught = run(&planted);
    let mut shares: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    let mut misses: BTreeMap<String, usize> = BTreeMap::new();
    for (planted, caught) in planted.iter().zip(&caught) {
        let share = shares.entry(planted.place.kind).or_default();
        *share = (share.0 + usize::from(*caught), share.1 + 1);
        if !caught {
            *misses.entry(missed(planted)).or_default() += 1;
            let printed = &planted.release.text[planted.place.span.range()];
            println!("missed: {}: {printed}, a digit now {}: {}", missed(planted), planted.digit as char, surroundings(planted));
        }
    }
    for (kind, (caught, all)) in &shares {
        println!("{kind:?}: {caught} of {all}");
    }
    println!("not found:");
    for (kind, count) in &misses {
        println!("{count:>4}  {kind}");
    }
    let share = caught.iter().filter(|c| **c).count() as f64 / planted.len() as f64;
    println!("planted errors found: {share:.3} of {}", planted.len());
    assert!(share >= gate("min-planted"), "only {share:.3} of the planted errors were found");
}
