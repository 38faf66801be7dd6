//! Income of which others than the parent have a share, before that is taken off: "Income before minority interests".

use super::{LinkLine, Linked};
use crate::report::{Candidate, Confidence};
use crate::taxonomy::QName;

/// How sure the words and the order of the statement are.
const SURE: f64 = 0.8;

const PRETAX: &str = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments";
const CONTINUING: &str = "IncomeLossFromContinuingOperationsIncludingPortionAttributableToNoncontrollingInterest";
const WHOLE: &str = "ProfitLoss";

/// Names the income before the share of others by what stands above it and below: taxes, operations that were given up. By its words alone it
/// would pass for that share.
pub(super) fn name(lines: &[LinkLine<'_>], linked: &mut [Linked]) {
    name_pretax(lines, linked);
    for at in 0..lines.len() {
        if !is_before_others(lines[at].label) {
            continue;
        }
        let is_tax = |linked: &Linked| linked.candidates.first().is_some_and(|c| c.concept.local() == "IncomeTaxExpenseBenefit");
        // where nothing is taxed, this is income before taxes, too
        let first = linked[at].candidates.first().is_some_and(|c| is_share(c.concept.local()));
        if !first && !linked.iter().any(is_tax) {
            continue;
        }
        let gives_up = |line: &LinkLine| ["discontinued", "extraordinary", "cumulative"].iter().any(|w| contains(line.label, w));
        let local = match () {
            () if !linked[..at].iter().any(is_tax) && linked[at..].iter().any(is_tax) => PRETAX,
            () if lines[at + 1..].iter().any(gives_up) => CONTINUING,
            () => WHOLE,
        };
        linked[at].candidates.retain(|c| !is_share(c.concept.local()));
        put_first(&mut linked[at], local);
    }
}

fn put_first(linked: &mut Linked, local: &str) {
    linked.candidates.retain(|c| c.concept.local() != local);
    linked.candidates.insert(0, Candidate { concept: QName::us_gaap(local), confidence: Confidence::new(SURE) });
}

/// Names what is left to the controlling interest, by the labels as printed, and the result before that of others.
pub(super) fn name_controlling(lines: &[LinkLine<'_>], linked: &mut [Linked]) {
    const RESULTS: [&str; 5] = ["net income", "net income (loss)", "net (loss) income", "net loss", "net earnings"];
    let controlling = |line: &LinkLine| {
        let given = contains(line.label, "attributable to controlling interest")
            || contains(line.label, "attributable to the controlling interest");
        given && line.label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("net "))
    };
    let Some(at) = lines.iter().position(controlling) else { return };
    let whole = lines[..at].iter().rposition(|line| RESULTS.iter().any(|result| line.label.trim().eq_ignore_ascii_case(result)));
    if let Some(whole) = whole {
        put_first(&mut linked[whole], WHOLE);
        put_first(&mut linked[at], "NetIncomeLoss");
    }
}

/// Whether a concept is what others have of the result.
fn is_share(local: &str) -> bool {
    local.contains("AttributableToNoncontrolling")
}

/// Names the income before taxes and the share of others, where another line states it before taxes alone.
fn name_pretax(lines: &[LinkLine<'_>], linked: &mut [Linked]) {
    let is_pretax = |at: &usize| linked[*at].candidates.first().is_some_and(|c| c.concept.local().contains("BeforeIncomeTaxes"));
    let pretax: Vec<usize> = (0..lines.len()).filter(is_pretax).collect();
    let [first, second] = pretax[..] else { return };
    if contains(lines[first].label, "minority interest") && !contains(lines[second].label, "minority interest") {
        linked[first].candidates[0].concept = QName::us_gaap(PRETAX);
    }
}

/// Whether a label names a result before the share of others, and nothing else that it is before.
fn is_before_others(label: &str) -> bool {
    const OTHERS: [&str; 3] = ["before minority interest", "before noncontrolling interest", "before non-controlling interest"];
    const BESIDE: [&str; 6] = ["tax", "equity in", "extraordinary", "cumulative", "discontinued", "depreciation"];
    label.len() >= OTHERS[0].len()
        && OTHERS.iter().any(|w| contains(label, w))
        && ["income", "loss", "earnings", "profit"].iter().any(|w| contains(label, w))
        && !BESIDE.iter().any(|w| contains(label, w))
}

/// Whether a label contains words in lower case, in whatever case it is printed.
fn contains(label: &str, words: &str) -> bool {
    label.as_bytes().windows(words.len()).any(|window| window.eq_ignore_ascii_case(words.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::super::{Linker, UnitKind};
    use super::*;
    use crate::report::StatementKind;

    fn first(labels: &[&str], at: usize) -> String {
        let line = |label| LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] };
        let lines: Vec<LinkLine> = labels.iter().map(|label| line(*label)).collect();
        Linker::default().link(StatementKind::Income, &lines)[at][0].concept.local().to_owned()
    }

    #[test]
    fn what_is_left_to_the_controlling_interest() {
        let labels =
            ["Income before income taxes", "Income tax provision", "Net income", "Net income attributable to controlling interest"];
        assert_eq!((first(&labels, 2).as_str(), first(&labels, 3).as_str()), (WHOLE, "NetIncomeLoss"));
    }

    #[test]
    fn income_before_the_share_of_others_is_no_share() {
        let (pretax, tax, minority) = ("Income before income taxes", "Provision for income taxes", "Minority interest");
        assert_eq!(first(&[pretax, tax, "Loss before minority interests", minority, "Net loss"], 2), WHOLE);
        let given_up = "Discontinued operations";
        assert_eq!(first(&[pretax, tax, "INCOME BEFORE MINORITY INTEREST", minority, given_up, "Net income"], 2), CONTINUING);
        assert_eq!(first(&["Revenues", "Income before minority interest", minority, pretax, tax, "Net income"], 1), PRETAX);
        assert!(!is_before_others("Income before income taxes and minority interest") && !is_before_others("Minority interest"));
    }
}
