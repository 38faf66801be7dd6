//! What the headers of columns say of their figures beside the time.

use chrono::{NaiveDate, TimeDelta};

use super::{Qualifier, Split, split_of};
use crate::map::period::ColumnTime;
use crate::map::phrase::Comparison;
use crate::map::things;
use crate::map::unit::Measured;
use crate::report::StatementKind;

/// What each column's header says beside its time. `money` tells which columns hold signs of money: what those are headed is counted by none.
pub(crate) fn of_columns(times: &[ColumnTime], money: &[bool], kind: StatementKind, newest: NaiveDate) -> Vec<Vec<Qualifier>> {
    let rests = without_shared_measure(times);
    let members = member_columns(times, &rests);
    // beside "Corporate" and "Eliminations" columns of a reconciliation are parts of the company, and no measures on the way to another
    let beside_corporate = rests.iter().any(|rest| split_of(&rest.to_lowercase()) == Split::Consolidation);
    let kind = if kind == StatementKind::Reconciliation && beside_corporate { StatementKind::Segments } else { kind };
    // "Actual | As adjusted": what would be after an offering
    let actual = times.iter().any(|time| time.rest.eq_ignore_ascii_case("actual"));
    let offered = |time: &ColumnTime| actual && time.duration.is_none() && time.rest.eq_ignore_ascii_case("as adjusted");
    // a month's end may lie some days behind the end of a quarter in weeks
    let newest = newest.checked_add_signed(TimeDelta::days(6)).unwrap_or(newest);
    let ahead = |time: &ColumnTime| time.ahead && time.is_plain() || time.duration.is_some_and(|d| d.end() > newest);
    let forecast = |time: &ColumnTime| ahead(time).then_some(Qualifier::Forecast);
    let mut found: Vec<Vec<Qualifier>> = times
        .iter()
        .zip(members.iter().zip(&rests))
        .zip(money)
        .map(|((time, (is_member, rest)), of_money)| match offered(time) {
            true => vec![Qualifier::ProForma],
            // a table that leads from a measure of guidance to another tells both ends of it, too
            false => match end_of_range(&time.rest).filter(|_| ahead(time)) {
                Some(end) => [end, Qualifier::Forecast].into_iter().chain(earlier(&time.rest)).collect(),
                None => of_header(rest, *is_member, *of_money, kind).into_iter().chain(forecast(time)).collect(),
            },
        })
        .collect();
    for (at, qualifiers) in found.iter_mut().enumerate().filter(|(at, _)| is_cause(times, *at) || times[*at].leads_over()) {
        for qualifier in qualifiers.iter_mut().filter(|q| matches!(q, Qualifier::Member(..))) {
            *qualifier = Qualifier::Measure(times[at].rest.clone());
        }
    }
    part_restated(times, &mut found);
    if kind.is_statement() {
        forget_adjusted_past(times, &mut found);
    }
    agree_on_places(&mut found, &rests, &members);
    agree_on_owners(&mut found, &rests, &members);
    agree_on_axis(&mut found);
    // "Casualty | Ratios | Property | Ratios": ratios of the column before
    for at in (1..found.len()).filter(|at| says_ratios(&times[*at].rest)) {
        found[at] = found[at - 1].clone();
    }
    found
}

/// Whether a column beside amounts holds changes of what no amount is of: `Operations`, `Currency` under `Percent Change` are what the change
/// is due to, no parts of the company.
fn is_cause(times: &[ColumnTime], at: usize) -> bool {
    let is_change = |time: &ColumnTime| matches!(time.comparison, Comparison::Change | Comparison::PercentChange);
    let mut amounts = times.iter().filter(|time| time.comparison == Comparison::None).peekable();
    is_change(&times[at]) && amounts.peek().is_some() && amounts.all(|amount| amount.rest != times[at].rest)
}

/// "As Reported | As Restated" of one time: what was reported then is what the other takes the place of.
fn part_restated(times: &[ColumnTime], found: &mut [Vec<Qualifier>]) {
    let called = |time: &ColumnTime, names: &[&str]| time.is_plain() && names.contains(&time.rest.to_lowercase().as_str());
    for (time, qualifiers) in times.iter().zip(found) {
        let restated = |other: &ColumnTime| called(other, &["as restated", "restated"]) && other.is_of_time_of(time);
        if called(time, &["as reported", "reported"]) && times.iter().any(restated) {
            *qualifiers = vec![Qualifier::PreviouslyReported];
        }
    }
}

/// "2018 | 2017 (as adjusted)": what is compared with was adjusted to a new standard or to what was sold since, and is no measure outside GAAP,
/// where no column of its time is told otherwise and that of the newest time is as it is.
fn forget_adjusted_past(times: &[ColumnTime], found: &mut [Vec<Qualifier>]) {
    let as_adjusted = |time: &ColumnTime| {
        let mut words = time.rest.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("as"));
        time.is_plain() && words.next().is_some_and(|word| word.eq_ignore_ascii_case("adjusted")) && words.next().is_none()
    };
    let Some(newest) = times.iter().filter(|time| time.is_plain()).filter_map(ColumnTime::end).max() else { return };
    let alone = |time: &ColumnTime| times.iter().all(|other| !other.is_of_time_of(time) || as_adjusted(other));
    if times.iter().filter(|time| as_adjusted(time)).all(|time| time.end().is_some_and(|end| end < newest) && alone(time)) {
        for (_, qualifiers) in times.iter().zip(found).filter(|(time, _)| as_adjusted(time)) {
            qualifiers.retain(|qualifier| *qualifier != Qualifier::NonGaap);
        }
    }
}

/// Whether a header says that its column holds ratios, and not of what.
fn says_ratios(rest: &str) -> bool {
    ["ratio", "ratios"].contains(&without_gaap(rest).to_lowercase().as_str())
}

/// A header without the mark of GAAP before a name: `GAAP Casualty`.
fn without_gaap(rest: &str) -> &str {
    rest.strip_prefix("GAAP ").map_or(rest, str::trim_start)
}

/// Columns side by side are parts of one whole: a segment called "Financial Services" is none of services among segments.
fn agree_on_axis(columns: &mut [Vec<Qualifier>]) {
    let is_segment = |q: &Qualifier| matches!(q, Qualifier::Member(Split::Segment, _));
    if columns.iter().flatten().any(is_segment) {
        for qualifier in columns.iter_mut().flatten() {
            if let Qualifier::Member(split @ Split::Product, _) = qualifier {
                *split = Split::Segment;
            }
        }
    }
}

/// Columns of the same time that only their words tell apart.
fn member_columns(times: &[ColumnTime], rests: &[&str]) -> Vec<bool> {
    let same = |a: &ColumnTime, b: &ColumnTime| (a.duration, a.instant, a.comparison) == (b.duration, b.instant, b.comparison);
    let told_apart = |at: usize| (0..times.len()).any(|other| same(&times[at], &times[other]) && rests[other] != rests[at]);
    (0..times.len()).map(|at| !rests[at].is_empty() && told_apart(at)).collect()
}

/// The words of the headers without the measure that all of them end with: "U.S. Sales | International Sales | Total Sales" are places.
fn without_shared_measure(times: &[ColumnTime]) -> Vec<&str> {
    let rests: Vec<&str> = times.iter().map(|time| time.rest.as_str()).collect();
    let plain = || times.iter().filter(|time| time.is_plain() && !time.rest.is_empty()).map(|time| time.rest.as_str());
    let stem = |rest: &'_ str| -> Option<usize> {
        let (before, last) = rest.rsplit_once(' ')?;
        ["sales", "revenue", "revenues"].iter().any(|w| last.eq_ignore_ascii_case(w)).then_some(before.trim_end().len())
    };
    let place = |rest: &str| stem(rest).is_some_and(|end| split_of(&rest[..end].to_lowercase()) == Split::Geography);
    if plain().any(place) && plain().all(|rest| stem(rest).is_some()) {
        return rests.into_iter().map(|rest| stem(rest).map_or(rest, |end| &rest[..end])).collect();
    }
    // "Current Guidance" over "Salt | Corporate | Total": what stands below is of the parts
    let Some(shared) =
        rests.first().and_then(|first| shared_guidance(first)).filter(|shared| rests.iter().all(|rest| rest.starts_with(shared)))
    else {
        return rests;
    };
    let parts: Vec<&str> = rests.iter().map(|rest| rest[shared.len()..].trim_start()).collect();
    let has_total = parts.iter().any(|part| ["total", "consolidated"].iter().any(|whole| part.eq_ignore_ascii_case(whole)));
    if has_total && parts.iter().all(|part| !part.is_empty()) { parts } else { rests }
}

/// The beginning of a header up to the word of guidance, where it is of no earlier one: `Current Adjusted EBITDA Guidance Salt`.
fn shared_guidance(header: &str) -> Option<&str> {
    let lower = header.to_ascii_lowercase();
    let end = GUIDANCE.iter().filter_map(|word| Some(lower.find(&format!("{word} "))? + word.len() + 1)).max()?;
    Some(&header[..end]).filter(|shared| earlier(shared).is_none())
}

/// Beside other places the home country is one, and the world is the total of them: "U.S. | Europe | Worldwide".
fn agree_on_places(columns: &mut [Vec<Qualifier>], rests: &[&str], members: &[bool]) {
    let place = |q: &Qualifier| matches!(q, Qualifier::Member(Split::Geography, words) if !names_world(words));
    if !columns.iter().flatten().any(place) {
        return;
    }
    for (at, column) in columns.iter_mut().enumerate() {
        column.retain(|q| !matches!(q, Qualifier::Member(Split::Geography, words) if names_world(words)));
        if column.is_empty() && members[at] && names_home(rests[at]) {
            column.push(Qualifier::Member(Split::Geography, rests[at].to_owned()));
        }
    }
}

/// Beside what franchisees and licensees own, what the company does is a part, too: `Company | Franchise | Total`.
fn agree_on_owners(columns: &mut [Vec<Qualifier>], rests: &[&str], members: &[bool]) {
    let of_others = |rest: &str| ["franchis", "licens"].iter().any(|owner| rest.to_lowercase().contains(owner));
    let Some(others) = rests.iter().position(|rest| of_others(rest)) else { return };
    let Some(split) = columns[others].iter().find_map(|q| if let Qualifier::Member(split, _) = q { Some(*split) } else { None }) else {
        return;
    };
    for at in (0..columns.len()).filter(|at| members[*at] && rests[*at].eq_ignore_ascii_case("company")) {
        columns[at].push(Qualifier::Member(split, rests[at].to_owned()));
    }
}

fn names_world(words: &str) -> bool {
    ["worldwide", "ww", "total worldwide", "world", "global", "world-wide"].contains(&words.trim().to_lowercase().as_str())
}

/// Whether words name the United States and nothing else.
fn names_home(words: &str) -> bool {
    let letters: String = words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    ["us", "usa"].contains(&letters.as_str())
}

fn of_header(rest: &str, is_member: bool, of_money: bool, kind: StatementKind) -> Vec<Qualifier> {
    let lower = rest.to_lowercase();
    // a footnote's mark may be glued to a word: "Net of Tax5"
    let bare = |word| -> &str {
        if str::starts_with(word, char::is_alphabetic) { word.trim_end_matches(|c: char| c.is_ascii_digit()) } else { word }
    };
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(bare).collect();
    let has = |w: &str| words.contains(&w);
    // what a column counts is told by its unit, and digits name nothing
    if words == ["per", "share"] || !rest.contains(char::is_alphabetic) {
        return Vec::new();
    }
    // "Pro Forma Adjustments" lead to the pro forma result and are none of it; an insurer's "Loss Adjustment Expenses" adjust nothing
    let adjusts = || has("adj") || has("adjustment") || has("adjustments") || has("reconciling");
    if !lower.contains("loss adjustment") && adjusts() {
        return vec![Qualifier::Adjustment];
    }
    if lower.contains("pro forma") || lower.contains("pro-forma") || has("proforma") {
        return vec![Qualifier::ProForma];
    }
    // "Adjusted EBITDA Margin": it is called by its measure
    if is_member && has("adjusted") && ["ebitda", "ebitdar", "ebit", "oibda"].iter().any(|measure| has(measure)) {
        return vec![Qualifier::Measure(rest.to_owned())];
    }
    if lower.contains("non-gaap") || lower.contains("non gaap") || has("nongaap") || has("adjusted") {
        return vec![Qualifier::NonGaap];
    }
    if kind == StatementKind::Guidance
        && let Some(end) = end_of_range(rest)
    {
        return std::iter::once(end).chain(earlier(rest)).collect();
    }
    let guided = kind == StatementKind::Guidance && ["estimate", "estimates", "range"].iter().any(|w| has(w));
    // "Prior" and "Updated" name no segments where a company guides
    let of_guidance = kind == StatementKind::Guidance;
    let named = names_guidance(&words);
    if guided || of_guidance && named || GUIDANCE.iter().any(|w| has(w)) && (of_guidance || named) {
        return earlier(rest).into_iter().collect();
    }
    if lower.contains("previously reported") || lower.contains("originally reported") {
        return vec![Qualifier::PreviouslyReported];
    }
    // a spanner over it and its neighbours says nothing of the GAAP column
    if kind == StatementKind::Reconciliation && has("gaap") {
        return Vec::new();
    }
    if lower.contains("discontinued") {
        return vec![Qualifier::Discontinued];
    }
    let plain = [
        "gaap",
        "total",
        "consolidated",
        "reported",
        "restated",
        "actual",
        "company",
        "amount",
        "unaudited",
        "audited",
        "note",
        "us",
        "approximately",
        "approx",
    ];
    if !is_member || words.iter().all(|w| plain.contains(w) || *w == "as" || w.len() < 2) {
        return Vec::new();
    }
    if kind == StatementKind::Equity && has("total") {
        return Vec::new();
    }
    if kind == StatementKind::Equity {
        return vec![Qualifier::Member(Split::Equity, rest.to_owned())];
    }
    let split = split_of(&lower);
    // what leads from one measure to another is no part of the company
    let leads_over = kind == StatementKind::Reconciliation && split == Split::Segment && !has("segment");
    // "Outpatient Centers" over amounts of money are a part of the company
    let things = things::of_header(rest).filter(|_| !of_money);
    // growth at the same stores and what the company holds for comparable measures a part of it, and no segment
    let same = words.first().is_some_and(|w| matches!(*w, "same" | "comparable"));
    if same || is_per_share(&words) || is_measure(&words) || things.is_some() || Measured::of_header(rest).is_some() || leads_over {
        return vec![Qualifier::Measure(rest.to_owned())];
    }
    vec![Qualifier::Member(split, without_gaap(rest).to_owned())]
}

/// Words for what was said before.
const EARLIER: [&str; 5] = ["prior", "previous", "original", "former", "old"];
/// Words for what is expected.
const GUIDANCE: [&str; 3] = ["guidance", "outlook", "forecast"];

/// Whether a header says which guidance its column holds, and of no part of the company: "Previous guidance".
fn names_guidance(words: &[&str]) -> bool {
    const BESIDE: [&str; 9] = ["current", "updated", "revised", "new", "initial", "full", "year", "fiscal", "range"];
    words.iter().all(|word| [&GUIDANCE[..], &EARLIER, &BESIDE].iter().any(|list| list.contains(word)))
}

/// "Per Share", "Per diluted common share": what an amount comes to for each share, and no part of the company.
fn is_per_share(words: &[&str]) -> bool {
    const SHARES: [&str; 9] = ["per", "basic", "diluted", "common", "ordinary", "share", "shares", "unit", "ads"];
    words.contains(&"per") && words.len() > 1 && words.iter().all(|word| SHARES.contains(word))
}

/// What sets guidance apart that was given before: "Previous guidance".
fn earlier(header: &str) -> Option<Qualifier> {
    let lower = header.to_lowercase();
    let before = lower.split(|c: char| !c.is_alphanumeric()).any(|w| EARLIER.contains(&w));
    before.then_some(Qualifier::PreviouslyReported)
}

/// The end of a range that a header names: "Low", "High end of guidance".
fn end_of_range(header: &str) -> Option<Qualifier> {
    let lower = header.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    const BESIDE: [&str; 10] = ["end", "of", "the", "range", "as", "quarter", "full", "estimate", "at", "point"];
    let ends = [("low", Qualifier::Low), ("minimum", Qualifier::Low), ("high", Qualifier::High), ("maximum", Qualifier::High)];
    let (end, qualifier) = ends.into_iter().find(|(end, _)| words.contains(end))?;
    words.iter().all(|word| *word == end || BESIDE.contains(word) || names_guidance(&[*word])).then_some(qualifier)
}

/// Whether words name what is measured, and not a part of the company.
fn is_measure(words: &[&str]) -> bool {
    const MEASURES: &str = "eps fx exchange impact organic inorganic acquisition acquisitions divestitures constant current deferred \
        gross net units weather pretax tax earnings translation average balance balances interest yield rate \
        rates number shares amount income expense cost value price revenue revenues sales profit margin \
        volume high low currency outstanding dividends noi occupancy ebitda avg renewal units delivered sold ordered closed \
        deliveries closings orders backlog aum flows inflows outflows realization realizations floor ceiling ratio ratios strike swap swaps collar beg beginning end ending";
    // what a builder of homes sold
    let contracts = matches!(words, ["new" | "net", "contracts"]);
    contracts || words.iter().any(|w| MEASURES.split_whitespace().any(|measure| measure == *w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::phrase::Comparison;

    #[test]
    fn headers_set_apart() {
        assert_eq!(of_header("Non-GAAP", true, false, StatementKind::Segments), [Qualifier::NonGaap]);
        assert_eq!(
            of_header("Adjusted EBITDA Margin", true, false, StatementKind::Segments),
            [Qualifier::Measure("Adjusted EBITDA Margin".to_owned())]
        );
        assert_eq!(of_header("Adj.", true, false, StatementKind::Segments), [Qualifier::Adjustment]);
        assert_eq!(of_header("Pro Forma Adjustments", true, false, StatementKind::Segments), [Qualifier::Adjustment]);
        assert_eq!(of_header("Pro Forma", true, false, StatementKind::Segments), [Qualifier::ProForma]);
        assert_eq!(of_header("GAAP", true, false, StatementKind::Segments), []);
        for current in ["Current Guidance", "Updated outlook"] {
            assert_eq!(of_header(current, true, false, StatementKind::Segments), [], "{current}");
        }
        assert_eq!(of_header("Previous Guidance", true, false, StatementKind::Segments), [Qualifier::PreviouslyReported]);
        assert_eq!(of_header("Total", true, false, StatementKind::Segments), []);
        assert_eq!(
            of_header("Per Diluted Share", true, false, StatementKind::Segments),
            [Qualifier::Measure("Per Diluted Share".to_owned())]
        );
        assert_eq!(of_header("04", true, false, StatementKind::Segments), []);
        assert_eq!(
            of_header("Americas", true, false, StatementKind::Segments),
            [Qualifier::Member(Split::Geography, "Americas".to_owned())]
        );
        assert_eq!(of_header("Average Balance", true, false, StatementKind::Segments), [Qualifier::Measure("Average Balance".to_owned())]);
        assert_eq!(
            of_header("GAAP Casualty", true, false, StatementKind::Segments),
            [Qualifier::Member(Split::Segment, "Casualty".to_owned())]
        );
        assert!(says_ratios("GAAP Ratios") && !says_ratios("Loss ratio"));
        let centers = |of_money| of_header("Outpatient Centers", true, of_money, StatementKind::Segments);
        assert_eq!(centers(true), [Qualifier::Member(Split::Segment, "Outpatient Centers".to_owned())]);
        for header in ["New Homes Delivered", "Tons Sold", "Realization/ton", "Same Station"] {
            assert_eq!(of_header(header, true, false, StatementKind::Metrics), [Qualifier::Measure(header.to_owned())], "{header}");
        }
        assert_eq!(centers(false), [Qualifier::Measure("Outpatient Centers".to_owned())]);
    }

    #[test]
    fn places_beside_each_other() {
        let time = |rest: &str| ColumnTime {
            duration: None,
            instant: NaiveDate::from_ymd_opt(2008, 9, 30),
            comparison: Comparison::None,
            rest: rest.to_owned(),
            assumed: false,
            ahead: false,
        };
        let of = |rests: &[&str]| {
            let times: Vec<ColumnTime> = rests.iter().map(|rest| time(rest)).collect();
            of_columns(&times, &vec![false; rests.len()], StatementKind::Segments, NaiveDate::MAX)
        };
        let place = |words: &str| vec![Qualifier::Member(Split::Geography, words.to_owned())];
        assert_eq!(of(&["U.S.", "ROW", "Worldwide"]), [place("U.S."), place("ROW"), vec![]]);
        assert_eq!(of(&["US", "OUS", "Total"]), [place("US"), place("OUS"), vec![]]);
        assert_eq!(of(&["U.S. Sales", "International Sales", "Total Sales"]), [place("U.S."), place("International"), vec![]]);
        let segment = |words: &str| vec![Qualifier::Member(Split::Segment, words.to_owned())];
        assert_eq!(of(&["Company", "Franchise", "Total"]), [segment("Company"), segment("Franchise"), vec![]]);
        // the currency, and a world beside nothing smaller
        assert_eq!(of(&["US", "Total"]), [vec![], vec![]]);
        assert_eq!(of(&["Growth", "Total"])[1], []);
    }
}
