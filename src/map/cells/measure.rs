//! What measures are called, and what parts of the company are: the words of headings, columns and rows.

use super::veto::{REVENUES, family};

use crate::map::lines::{Line, folded};
use crate::map::unit::Counted;
use crate::table::bare;
use crate::taxonomy::{Concept, QName, known_standard};
use crate::text::{first_of, has_any};

/// Measures that headings and columns name, and that companies split by their parts.
pub(super) const WHOLES: [(&str, &str); 32] = [
    ("incomebeforeincometaxes", PRETAX),
    ("incomelossbeforeincometaxes", PRETAX),
    ("earningsbeforeincometaxes", PRETAX),
    ("earningslossbeforeincometaxes", PRETAX),
    ("incomefromoperations", "OperatingIncomeLoss"),
    ("incomelossfromoperations", "OperatingIncomeLoss"),
    ("earningsfromoperations", "OperatingIncomeLoss"),
    ("earningslossfromoperations", "OperatingIncomeLoss"),
    ("netpremiumswritten", "PremiumsWrittenNet"),
    ("netpremiumsearned", "PremiumsEarnedNet"),
    ("premiumsearned", "PremiumsEarnedNet"),
    ("depreciationandamortization", "DepreciationDepletionAndAmortization"),
    ("depreciation", "Depreciation"),
    ("capitalexpenditures", "PaymentsToAcquirePropertyPlantAndEquipment"),
    ("capitalspending", "PaymentsToAcquirePropertyPlantAndEquipment"),
    ("totalassets", "Assets"),
    ("identifiableassets", "Assets"),
    ("assets", "Assets"),
    ("sales", "Revenues"),
    ("netsales", "Revenues"),
    ("revenues", "Revenues"),
    ("revenue", "Revenues"),
    ("netrevenues", "Revenues"),
    ("netrevenue", "Revenues"),
    ("grossprofit", "GrossProfit"),
    ("operatingincome", "OperatingIncomeLoss"),
    ("operatingincomeloss", "OperatingIncomeLoss"),
    ("operatingprofit", "OperatingIncomeLoss"),
    ("operatingprofitloss", "OperatingIncomeLoss"),
    ("operatingearnings", "OperatingIncomeLoss"),
    ("incomefromoperationsbeforeinterestandincometaxes", "OperatingIncomeLoss"),
    ("incomelossfromoperationsbeforeinterestandincometaxes", "OperatingIncomeLoss"),
];

/// The measure of a column over rows that are called as periods: "Sales | Net income | Diluted EPS".
pub(super) fn of_period(column: &str, counted: &Counted) -> Option<&'static Concept> {
    const RESULTS: [(&str, &str); 7] = [
        ("incomebeforetaxes", PRETAX),
        ("incometaxexpense", "IncomeTaxExpenseBenefit"),
        ("incometaxes", "IncomeTaxExpenseBenefit"),
        ("netincome", "NetIncomeLoss"),
        ("netincomeloss", "NetIncomeLoss"),
        ("netearnings", "NetIncomeLoss"),
        ("netearningsloss", "NetIncomeLoss"),
    ];
    const PER_SHARE: [(&str, &str); 6] = [
        ("dilutedeps", "EarningsPerShareDiluted"),
        ("dilutedearningspershare", "EarningsPerShareDiluted"),
        ("earningspersharediluted", "EarningsPerShareDiluted"),
        ("basiceps", "EarningsPerShareBasic"),
        ("basicearningspershare", "EarningsPerShareBasic"),
        ("earningspersharebasic", "EarningsPerShareBasic"),
    ];
    let known: &[&[(&str, &str)]] = match counted {
        Counted::Money => &[&WHOLES, &RESULTS],
        Counted::PerShare => &[&PER_SHARE],
        _ => &[],
    };
    let (_, local) = known.iter().copied().flatten().find(|(name, _)| *name == column)?;
    known_standard(&QName::us_gaap(local))
}

const PRETAX: &str = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest";

/// Whether a label says that figures are those of GAAP, and not of what.
pub(super) fn says_reported_only(label: &str) -> bool {
    ["asreported", "gaap", "reported", "gaapasreported", "asreportedgaap", "gaapreported", "reportedgaap"].contains(&folded(label).as_str())
}

/// Whether a label is that of the total of revenues and says nothing of a kind of them: "Total net sales".
pub(super) fn says_total_revenue(label: &str) -> bool {
    label.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("total ")) && says_revenue_only(&label[6..])
}

/// Whether words name revenues and no kind of them: "Net sales".
pub(super) fn says_revenue_only(words: &str) -> bool {
    const WORDS: [&str; 8] = ["net", "sales", "revenue", "revenues", "operating", "company", "consolidated", "worldwide"];
    let lower = words.to_lowercase();
    let mut found = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    ["sales", "revenue"].iter().any(|word| lower.contains(word)) && found.all(|word| WORDS.contains(&word))
}

/// Whether a heading tells along what a total is split, and nothing else: "Geographic", "Product lines", "By end market".
pub(super) fn names_axis(heading: &str) -> bool {
    const WORDS: &str = "by and of end business line lines product products service services geography geographic geographical area areas region \
        regions segment segments market markets channel channels brand brands category categories type types customer customers distribution \
        location locations country countries";
    let lower = heading.to_lowercase();
    let mut found = lower.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2).peekable();
    found.peek().is_some() && found.all(|word| WORDS.split_whitespace().any(|axis| axis == word))
}

/// Whether words name a step on the way to a result, which holds a part of each expense: gross profit, one kind of costs.
pub(super) fn names_step(words: &str) -> bool {
    const STEPS: [&str; 8] =
        ["gross profit", "gross margin", "cost of", "research", "marketing", "general and admin", "operating expenses", "selling"];
    let lower = words.to_lowercase();
    has_any(&lower, &STEPS) && !has_any(&lower, &["income", "ebitda", "earnings"])
}

/// What a cost is the cost of, where its label names a kind of what is sold: "subscription services" of "Costs of subscription services".
pub(super) fn kind_of_cost(label: &str) -> Option<&str> {
    const SOLD: &str = "product products service services subscription subscriptions license licenses maintenance support hardware software \
        fees systems equipment rental rentals membership advertising platform";
    let start = ["cost of ", "costs of "].into_iter().find(|lead| label.get(..lead.len()).is_some_and(|l| l.eq_ignore_ascii_case(lead)))?;
    let rest = bare(label[start.len()..].trim());
    let lower = rest.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    if !words.any(|word| SOLD.split_whitespace().any(|sold| sold == word)) || lower.contains("goods") || lower.contains("excluding") {
        return None;
    }
    // "product revenue", "products sold"
    let ends = [" revenues", " revenue", " sales", " sold"].into_iter().find(|end| lower.ends_with(end));
    Some(ends.map_or(rest, |end| &rest[..rest.len() - end.len()]))
}

/// The words of a heading for what it breaks down: "Percent of revenue" of "Percent of revenue by region:".
pub(super) fn measure_of(heading: &str) -> &str {
    let lower = heading.to_ascii_lowercase();
    let end = first_of(&lower, &[" by ", " and percent", " (in ", " (dollars", " (000"]);
    bare(&heading[..end.unwrap_or(heading.len())])
}

/// The heading of a row that says that what is below it is how sales of the same stores grew: "Comparable restaurant sales:", over the brands.
pub(super) fn comparable<'a>(line: &Line<'a>) -> Option<&'a str> {
    let told = |heading: &str| {
        let lower = heading.to_lowercase();
        let same = ["comparable ", "same-", "same store", "same restaurant"].iter().any(|same| lower.starts_with(same));
        same && ["sales", "revenue"].iter().any(|of| lower.contains(of))
    };
    line.sections.iter().rev().find(|heading| told(heading)).and_then(|heading| heading.split('(').next()).map(str::trim_end)
}

/// Whether a heading speaks of a measure that companies split by their parts.
pub(super) fn names(heading: &str, concept: &Concept) -> bool {
    // "Revenue and percentage of sales by industry"
    let heading = heading.split(" and percent").next().unwrap_or(heading);
    let says = |words: &[&str]| has_any(heading, words);
    if says(&["percent", "growth", "change", "cost", "expense"]) {
        return false;
    }
    if family(concept) == Some(REVENUES) {
        return says(&["revenue", "sales"]);
    }
    if concept.name.local() == "GrossProfit" {
        return says(&["gross profit", "gross margin"]);
    }
    concept.name.local() == "OperatingIncomeLoss" && is_result(heading)
}

/// Whether a heading speaks of the result that segments are measured by.
pub(super) fn is_result(heading: &str) -> bool {
    // what properties bring before the costs of the company is another measure: "Net operating income"
    let heading = heading.to_lowercase().replace("net operating income", "");
    ["operating profit", "operating income", "operating earnings", "segment profit", "segment income"].iter().any(|w| heading.contains(w))
}

/// Whether a label is that of the total of what a heading names: "Total earnings before taxes" below "Earnings (loss) before taxes".
pub(super) fn is_total_of(label: &str, heading: &str) -> bool {
    let plain = |words: &str| folded(&words.to_lowercase().replace("(loss)", ""));
    ["total", "consolidated"].iter().any(|whole| plain(label).strip_prefix(whole).is_some_and(|of| of == plain(heading)))
}

/// Whether a label names what segments are measured by.
pub(super) fn is_measure(label: &str) -> bool {
    let lower = label.to_lowercase();
    ["sales", "revenue", "profit", "income", "earnings", "margin", "growth", "ebit"].iter().any(|w| lower.contains(w))
}

/// Whether a label may be that of a part of the company, and of no measure or time.
pub(super) fn names_part_of(label: &str) -> bool {
    const MEASURES: [&str; 17] = [
        "cost",
        "expense",
        "asset",
        "cash",
        "depreciation",
        "amortization",
        "loss",
        "tax",
        "interest",
        "per share",
        "shares",
        "capital",
        "charge",
        "gain",
        "compensation",
        "impairment",
        "adjustment",
    ];
    let lower = label.to_lowercase();
    // "1998", "March" and "Third quarter" are no parts of the company
    let timed = crate::map::phrase::Phrase::parse(label).is_period();
    !timed && !is_measure(label) && !MEASURES.iter().any(|word| lower.contains(word))
}

/// Whether a title is the name of a company.
pub(super) fn is_entity(title: &str) -> bool {
    const FORMS: [&str; 11] = ["inc.", "inc", "corporation", "corp.", "company", "ltd", "plc", "llc", "subsidiaries", "trust", "bancorp"];
    title.to_lowercase().split(|c: char| c.is_whitespace() || c == ',').any(|word| FORMS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_name_what_they_are_the_cost_of() {
        for (label, kind) in [
            ("Costs of subscription services", Some("subscription services")),
            ("Cost of product revenue", Some("product")),
            ("Cost of products sold", Some("products")),
            ("Cost of revenue", None),
            ("Cost of goods and services sold", None),
            ("Costs and expenses", None),
        ] {
            assert_eq!(kind_of_cost(label), kind, "{label}");
        }
    }

    #[test]
    fn what_a_heading_breaks_down() {
        assert_eq!(measure_of("Percent of revenue by region:"), "Percent of revenue");
        assert_eq!(measure_of("Segment income (loss)"), "Segment income (loss)");
        assert_eq!(measure_of("Revenue and percentage of sales by industry (in millions)"), "Revenue");
        assert!(says_total_revenue("Total net sales") && !says_total_revenue("Total product revenue"));
    }
}
