//! What a label says in the words that filers use: without the particulars, the owner and the accounting that the linker does not need.

use std::borrow::Cow;

use super::{LinkLine, UnitKind, usual};
use crate::report::StatementKind;
use crate::text::{Searched, has_any};

/// The label as it is looked up: without what the linker does not need, and with its abbreviations spelled out.
pub(super) fn plain<'a>(line: &LinkLine<'a>, kind: StatementKind) -> Cow<'a, str> {
    if let Some(usual) = usual::of(line, kind).filter(|_| matches!(line.unit, UnitKind::Money | UnitKind::Unknown)) {
        return usual;
    }
    spelled_out(without_scale(without_particulars(line, kind)))
}

/// The label without a remark at its end on the scale of its figures: `Revenues ($MM)`.
fn without_scale(label: &str) -> &str {
    if label.ends_with(')') && label.rfind('(').is_some_and(|at| at > 0) { crate::table::bare(label) } else { label }
}

/// Abbreviations that filers of statements spell out, and words that the end of a line parted.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("Income tax recovery", "Income tax benefit"),
    ("income tax recovery", "income tax benefit"),
    ("Income taxes recovery", "Income tax benefit"),
    ("nontaxable", "tax-exempt"),
    ("Nontaxable", "Tax-exempt"),
    ("non-taxable", "tax-exempt"),
    ("Non-taxable", "Tax-exempt"),
    ("share-owners", "shareholders"),
    ("Share-owners", "Shareholders"),
    ("shareowners", "shareholders"),
    ("Shareowners", "Shareholders"),
    ("Avg.", "Average"),
    ("avg.", "average"),
    ("SG&A", "Selling, general and administrative"),
    ("MG&A", "Marketing, general and administrative"),
    ("R&D", "Research and development"),
    ("S&M", "Sales and marketing"),
    ("G&A", "General and administrative"),
    ("DD&A", "Depreciation, depletion and amortization"),
    ("D&A", "Depreciation and amortization"),
    ("Financing lease", "Finance lease"),
    ("financing lease", "finance lease"),
    ("Operating lease obligation", "Operating lease liability"),
    ("Operating lease obligations", "Operating lease liabilities"),
    ("before tax (benefit) expense", "before income tax (benefit) expense"),
    ("before tax expense", "before income tax expense"),
    ("PP&E", "Property, plant and equipment"),
    ("NII", "Net interest income"),
    ("ACL", "Allowance for credit losses"),
    ("ALLL", "Allowance for loan and lease losses"),
    ("COGS", "Cost of goods sold"),
    ("CapEx", "Capital expenditures"),
    ("Capex", "Capital expenditures"),
    ("A/P", "Accounts payable"),
    ("A/R", "Accounts receivable"),
    ("APIC", "Additional paid-in capital"),
    ("AOCI", "Accumulated other comprehensive income"),
    ("SBC", "Stock-based compensation"),
    ("FX", "Foreign exchange"),
    ("stock-holders", "stockholders"),
    ("share-holders", "shareholders"),
    ("Work-in-process", "Work in process"),
];

fn spelled_out(label: &str) -> Cow<'_, str> {
    let whole = |(at, found): (usize, &str)| {
        let inside = |c: char| c.is_alphanumeric() || c == '&';
        !label[..at].ends_with(inside) && !label[at + found.len()..].starts_with(inside)
    };
    let searched = Searched::of(label);
    let found = ABBREVIATIONS.iter().find(|(short, _)| searched.has(short) && label.match_indices(short).any(whole));
    found.map_or(Cow::Borrowed(label), |(short, long)| Cow::Owned(label.replacen(short, long, 1)))
}

/// The label without its particulars; in tables of all sorts of lines a bare "Total" is that of its heading.
fn without_particulars<'a>(line: &LinkLine<'a>, kind: StatementKind) -> &'a str {
    // only an amount of money is more than the particulars beside it: "Common stock, shares issued" is one
    let label = if kind.is_statement() { line.label } else { crate::map::gaap::without_marks(line.label) };
    let label = without_time(label);
    if let Some(holders) = left_to_holders(label).filter(|_| line.unit == UnitKind::Money) {
        return holders;
    }
    let label = if line.unit == UnitKind::Money { core(without_owner(label)) } else { without_owner(label) };
    if kind == StatementKind::CashFlow {
        return cash_total(label).or_else(|| headed_cash_total(line)).unwrap_or_else(|| without_step(label));
    }
    if let Some(full) = letters_set_apart(label) {
        return full;
    }
    let total = ["total", "totals"].iter().any(|w| label.eq_ignore_ascii_case(w)) || crate::map::lines::says_company_only(label);
    let bare = !kind.is_statement() && total;
    line.sections.last().filter(|_| bare).map_or(label, |heading| heading.trim_end_matches(':'))
}

/// The label without the time that every column has of its own: `Net loss for the period`.
fn without_time(label: &str) -> &str {
    let times = [" for the period", " for the year", " for the quarter"];
    let time = times.iter().find(|time| {
        let end = label.len().checked_sub(time.len()).and_then(|at| label.get(at..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(time))
    });
    time.map_or(label, |time| &label[..label.len() - time.len()])
}

/// The label without the word that says whether it is added or taken off: `Less: Capital expenditures`.
fn without_step(label: &str) -> &str {
    let steps = ["Less:", "Plus:", "Add:", "Deduct:"];
    let step = steps.iter().find(|step| label.get(..step.len()).is_some_and(|head| head.eq_ignore_ascii_case(step)));
    step.map_or(label, |step| label[step.len()..].trim_start())
}

/// The words of `S,G & A expenses`, however the letters are set apart.
fn letters_set_apart(label: &str) -> Option<&'static str> {
    let letters: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
    let shout = letters.get(..3).filter(|_| label.contains('&'))?;
    let rest = letters[3..].to_lowercase();
    (shout == "SGA" && ["", "expense", "expenses", "costs"].contains(&rest.as_str()))
        .then_some("Selling, general and administrative expenses")
}

const FROM_OPERATIONS: [&str; 4] =
    ["cash from operations", "net cash from operations", "cash flow from operations", "cash flows from operations"];

/// The usual words for the total of a section of the cash flow, however it is worded: `Cash generated by investing activities`.
fn cash_total(label: &str) -> Option<&'static str> {
    let lower = label.to_lowercase();
    if FROM_OPERATIONS.contains(&lower.as_str()) {
        return cash_total("cash from operating activities");
    }
    let partial = ["discontinued", "continuing", "adjust", "reconcil", "effect", "noncash", "non-cash", "before", "changes in"];
    if !lower.contains("cash") || has_any(&lower, &partial) {
        return None;
    }
    let totals = [
        ("operating activities", "Net cash provided by (used in) operating activities"),
        ("investing activities", "Net cash provided by (used in) investing activities"),
        ("financing activities", "Net cash provided by (used in) financing activities"),
    ];
    totals.iter().find(|(words, _)| lower.contains(words)).map(|(_, total)| *total)
}

/// The same where a heading says what the lines are totals of: `Operating activities` under `Net cash provided by (used in):`.
fn headed_cash_total(line: &LinkLine<'_>) -> Option<&'static str> {
    let of = line.label.trim_end_matches(':').to_lowercase();
    let told = line.sections.last()?.to_lowercase();
    let heads = told.starts_with("net cash") || told.starts_with("cash provided") || told.starts_with("cash flows provided");
    (heads && of.ends_with("activities") && of.split(' ').count() == 2).then(|| cash_total(&format!("net cash {of}"))).flatten()
}

/// The usual words for what is left to the holders of a company's common shares, whoever it is: "attributable to Acorn's common stockholders".
fn left_to_holders(label: &str) -> Option<&'static str> {
    const HOLDERS: [&str; 4] = ["stockholders", "shareholders", "shares", "stock"];
    let lower = label.to_ascii_lowercase();
    let (result, holders) = ["attributable to ", "available to ", "applicable to "].iter().find_map(|w| lower.split_once(w))?;
    let net = ["net income", "net loss", "net (loss)", "net earnings"].iter().any(|w| result.starts_with(w));
    let (owner, whose) = holders.split_once("common ").filter(|_| net && !holders.contains("non"))?;
    let owned = owner.contains("'s") || owner.contains("’s") || is_name(&label[label.len() - holders.len()..], owner.len());
    (owned && HOLDERS.contains(&whose.trim())).then_some("Net income available to common stockholders")
}

/// Whether words before "common stockholders" are a name: each of them has a capital and those behind have none, "Acorn Operating Co. common".
fn is_name(holders: &str, until: usize) -> bool {
    const KINDS: [&str; 4] = ["Class", "Series", "Other", "All"];
    let (owner, rest) = holders.split_at(until);
    let mut words = owner.split_whitespace();
    let capital = |word: &str| !KINDS.contains(&word) && (word == "&" || word.starts_with(char::is_uppercase));
    !owner.is_empty() && rest.starts_with('c') && words.all(capital)
}

/// "Net income attributable to" whoever the statement is of; "attributable to noncontrolling interests" stays what it is.
fn without_owner(label: &str) -> &str {
    const OTHERS: [&str; 12] = [
        "non",
        "minority",
        "common",
        "preferred",
        "parent",
        "share",
        "stock",
        "participating",
        "unvested",
        "redeemable",
        "member",
        "partner",
    ];
    let owned = [
        "Net income attributable to ",
        "Net income (loss) attributable to ",
        "Net loss attributable to ",
        "Net (loss) income attributable to ",
    ]
    .iter()
    .find(|w| label.get(..w.len()).is_some_and(|head| head.eq_ignore_ascii_case(w)));
    let Some(head) = owned else { return label };
    let owner = label[head.len()..].to_lowercase();
    let named = !has_any(&owner, &OTHERS) && owner.len() < 40;
    if named { label[..head.len() - " attributable to ".len()].trim_end() } else { label }
}

/// The label without the particulars of a line of the balance sheet: "Common stock, $.01 par value; 30,000,000 shares authorized".
fn core(label: &str) -> &str {
    let label = label.strip_prefix("GAAP ").unwrap_or(label);
    let lower = label.to_ascii_lowercase();
    const MARKS: [&str; 11] = [
        "par value",
        "authorized",
        "allowance",
        "credit losses of",
        "issued",
        "accumulated",
        "stated value",
        "reserve of",
        "fair value of",
        "market value of",
        "amortized cost of",
    ];
    if !has_any(&lower, &MARKS) {
        return label;
    }
    let particulars = [
        ", $",
        " $",
        "; ",
        ", no par",
        ", par",
        " par value",
        ", authorized",
        ", issued",
        " - authorized",
        " authorized",
        ", shares",
        " (",
    ];
    let cut = particulars.iter().filter_map(|p| lower.find(p)).filter(|at| *at >= 8).min();
    let digit = lower.find(|c: char| c.is_ascii_digit()).filter(|at| *at >= 8);
    let end = cut.into_iter().chain(digit).min().unwrap_or(label.len());
    let kept = label[..end].trim_end_matches([',', ';', ':', '-', '–', ' ', '(', '.']);
    let trailing = [", net of expected credit losses of", ", net of estimated credit losses of", " of", " at", ", net of allowance for"];
    let kept = trailing.iter().find_map(|t| kept.strip_suffix(t)).unwrap_or(kept);
    let worth = [", market value", ", fair value", ", estimated market value", ", estimated fair value", ", amortized cost", ", cost"];
    worth.iter().find_map(|t| kept.strip_suffix(t)).unwrap_or(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_label<'a>(label: &'a str, sections: &'a [&'a str], kind: StatementKind) -> Cow<'a, str> {
        plain(&LinkLine { label, sections, depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] }, kind)
    }

    #[test]
    fn labels_in_the_words_of_filers() {
        use StatementKind::{BalanceSheet, CashFlow, Income, Segments};
        for (label, sections, kind, expected) in [
            (
                "Net Interest and Dividend Income Before Provision for Loan Losses",
                &[][..],
                Income,
                "Net interest income before provision for loan losses",
            ),
            ("Loans receivable, net of allowance for loan losses of $3,801,000 and $3,209,000", &[][..], BalanceSheet, "loans, net"),
            ("Mortgage loans, net of allowance for loan losses", &[][..], BalanceSheet, "Mortgage loans, net"),
            (
                "Securities held to maturity, at amortized cost, market value of $278 and $289",
                &[][..],
                BalanceSheet,
                "Securities held to maturity, at amortized cost",
            ),
            ("Shareholders’ deficiency", &[][..], BalanceSheet, "Total stockholders' equity (deficit)"),
            ("Accounts receivable, net of expected credit losses of $9,604 and $10,904", &[][..], BalanceSheet, "Accounts receivable"),
            ("Accumulated deficit", &[][..], BalanceSheet, "Accumulated deficit"),
            ("Cash generated by investing activities", &[][..], CashFlow, "Net cash provided by (used in) investing activities"),
            ("Cash from operations", &[][..], CashFlow, "Net cash provided by (used in) operating activities"),
            ("Cash from operations before interest", &[][..], CashFlow, "Cash from operations before interest"),
            ("Adjustments to net cash from operating activities", &[], CashFlow, "Adjustments to net cash from operating activities"),
            ("Less: Capital expenditures", &[], CashFlow, "Capital expenditures"),
            ("Net income attributable to Acorn", &[], Income, "Net income"),
            ("Net loss attributable to Acorn's common stockholders", &[], Income, "Net income available to common stockholders"),
            ("Net income attributable to Acorn Oil Co. common stockholders", &[], Income, "Net income available to common stockholders"),
            (
                "Net income attributable to Class A common stockholders",
                &[],
                Income,
                "Net income attributable to Class A common stockholders",
            ),
            ("(Loss) income before tax (benefit) expense", &[], Income, "(Loss) income before income tax (benefit) expense"),
            ("Net income attributable to noncontrolling interests", &[], Income, "Net income attributable to noncontrolling interests"),
            ("GAAP gross margin", &[], Income, "gross margin"),
            ("Revenues ($MM)", &[], Income, "Revenues"),
            ("Net income (loss)", &[], Income, "Net income (loss)"),
            ("R&D expenses", &[], Income, "Research and development expenses"),
            ("Operating lease obligations, non-current", &[], BalanceSheet, "Operating lease liabilities, non-current"),
            ("Financing lease liability", &[], BalanceSheet, "Finance lease liability"),
            ("A/P", &[], BalanceSheet, "Accounts payable"),
            ("AOCI", &[], BalanceSheet, "Accumulated other comprehensive income"),
            ("FXA notes", &[], BalanceSheet, "FXA notes"),
            ("DD&A", &[], CashFlow, "Depreciation, depletion and amortization"),
            ("AR&D partners", &[], Income, "AR&D partners"),
            ("Total stock-holders' equity", &[], BalanceSheet, "Total stockholders' equity"),
            ("S,G & A expenses", &[], Income, "Selling, general and administrative expenses"),
            ("Total Company", &["Net sales"], Segments, "Net sales"),
            ("Common stock, $.01 par value; 30,000 shares authorized", &[], BalanceSheet, "Common stock"),
            ("Total", &["Net revenue:"], Segments, "Net revenue"),
            ("Total", &["Net revenue:"], Income, "Total"),
        ] {
            assert_eq!(plain_label(label, sections, kind), expected, "{label}");
        }
        let label = "Common stock, shares issued";
        let shares = LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Shares, amounts: &[], parts: &[] };
        assert_eq!(plain(&shares, BalanceSheet), label);
    }
}
