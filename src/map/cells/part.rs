//! Rows that are parts of what their total or heading names: revenue by division, operating profit by segment.

use super::Reader;
use super::named::RowTime;
use super::veto::{REVENUES, breaks_down, family};

use rust_decimal::Decimal;

use crate::map::dimension::{self, Qualifier, Split};
use crate::map::lines::{Line, folded, says_company_only, says_total_only};
use crate::map::unit::Counted;
use crate::report::{Confidence, StatementKind};
use crate::table::RowKind;
use crate::taxonomy::{Concept, QName, known_standard};

/// How sure it is that a row is a part of its total when the heading names the whole.
const SURE: f64 = 0.75;

/// Measures that headings and columns name, and that companies split by their parts.
const WHOLES: [(&str, &str); 24] = [
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
    ("incomefromoperations", "OperatingIncomeLoss"),
    ("incomelossfromoperations", "OperatingIncomeLoss"),
];

impl Reader<'_> {
    /// What a row without a measure of its own is a part of, and which part: its total says nothing but that it is one, and the heading names
    /// what it is the total of ("Net revenue: North America, Europe, Total").
    pub(super) fn part(&self, line: &Line) -> Option<((&'static Concept, Confidence), Qualifier)> {
        let (label, heading) = self.label_and_heading(line);
        let heading = heading.to_lowercase();
        if line.counted == Counted::Money && !self.weights.contains_key(&line.at) {
            return self.part_of_unsummed(line, &heading);
        }
        let (total, weight) = self.weights.get(&line.at).filter(|_| line.counted == Counted::Money)?;
        let listed = matches!(self.kind, StatementKind::Segments | StatementKind::Metrics | StatementKind::Other);
        let whole = folded(self.lines[*total].row.stub.as_str());
        let same = whole.strip_prefix("total").is_some_and(|of| of == folded(&heading));
        let only_total = says_total_only(&whole) || says_company_only(&whole) || same;
        // "Net sales: Analog, Logic, Total net sales" in a statement of income
        let other = ["gain", "loss", "interest", "dividend", "income", "equity in"].iter().any(|w| label.to_lowercase().contains(w));
        let stated = |concept: &Concept| self.kind == StatementKind::Income && same && !other && family(concept) == Some(REVENUES);
        // "Segment operating income: Home, Outdoor, Operating income"
        let result = |concept: &Concept| {
            self.kind == StatementKind::Segments
                && !line.sections.is_empty()
                && concept.name.local() == "OperatingIncomeLoss"
                && names_part_of(label)
        };
        let told = |c: &Concept| listed && only_total || stated(c) || breaks_down(&heading) || result(c);
        let concept = self.chosen(*total).filter(|c| *weight > 0 && told(c))?;
        let broken_down = self.broken_down(&heading).is_some_and(|whole| whole.name == concept.name);
        let told = names(&heading, concept) || broken_down || self.title_breaks_down(concept);
        if label.is_empty() || !told {
            return None;
        }
        let member = Qualifier::Member(self.split(&heading, label), label.to_owned());
        Some(((concept, Confidence::new(SURE)), member))
    }

    /// Whether a title says what the headings within the table leave out: "Net sales by region and product", over "Regions" and "Products".
    fn title_breaks_down(&self, concept: &Concept) -> bool {
        let titles = self.table.titles.iter().rev().take(3).map(|title| title.as_str().to_lowercase());
        titles.into_iter().any(|title| breaks_down(&title) && names(&title, concept))
    }

    /// The label of a row and the heading that says what its total is of. A subtotal without a label is called as the heading of its own parts,
    /// which stands under that of the whole.
    fn label_and_heading<'l>(&'l self, line: &'l Line) -> (&'l str, &'l str) {
        let (label, above) = match line.sections.as_slice() {
            [above @ .., own] if line.row.stub.is_empty() && !above.is_empty() => (*own, above),
            sections => (line.row.stub.as_str(), sections),
        };
        (label, above.last().copied().unwrap_or(self.title.as_str()))
    }

    /// The heading that a row stands under, or the table's title.
    pub(super) fn heading(&self, line: &Line) -> String {
        self.label_and_heading(line).1.to_lowercase()
    }

    /// A part of what a heading breaks down, where no total is printed: "Revenue by region:", over the regions alone.
    fn part_of_unsummed(&self, line: &Line, heading: &str) -> Option<((&'static Concept, Confidence), Qualifier)> {
        let label = line.row.stub.as_str();
        let named = !line.sections.is_empty() && !label.is_empty() && !is_measure(label) && !label.to_lowercase().starts_with("total");
        let whole = self.broken_down(heading).filter(|_| named)?;
        Some(((whole, Confidence::new(SURE)), Qualifier::Member(self.split(heading, label), label.to_owned())))
    }

    /// What a total without words of its own is the total of, by the heading that breaks it down: "Revenue by region: ... Total".
    pub(super) fn total_of_parts(&self, line: &Line) -> Option<(&'static Concept, Confidence)> {
        let summed = self.sums.contains_key(&line.at) && !self.weights.contains_key(&line.at);
        let total = line.counted == Counted::Money && summed && says_total_only(line.row.stub.as_str());
        let whole = self.broken_down(&self.heading(line)).filter(|_| total)?;
        Some((whole, Confidence::new(SURE)))
    }

    /// What "Operating expenses" are among other costs that add up to all costs: no total of them.
    pub(super) fn no_total(&self, line: &Line, concept: &Concept) -> Option<&'static Concept> {
        const ALL_COSTS: [&str; 3] = ["CostsAndExpenses", "CostOfRevenue", "OperatingExpenses"];
        let (total, weight) = self.weights.get(&line.at)?;
        let worded = || self.lines[*total].row.stub.as_str().to_lowercase().starts_with("cost of operations");
        let costs = || self.chosen(*total).map_or_else(worded, |whole| ALL_COSTS.contains(&whole.name.local()));
        let part = concept.name.local() == "OperatingExpenses" && *weight > 0 && !self.sums.contains_key(&line.at);
        // operations given up have names of their own for their expenses
        let part = part && !self.qualifiers.contains(&Qualifier::Discontinued);
        known_standard(&QName::us_gaap("OtherCostAndExpenseOperating")).filter(|_| part && costs())
    }

    /// What a heading breaks down: revenues "by region", or what a table of segments lists segment by segment under its bare name.
    fn broken_down(&self, heading: &str) -> Option<&'static Concept> {
        let revenues = || known_standard(&QName::us_gaap("Revenues")).filter(|revenues| breaks_down(heading) && names(heading, revenues));
        let bare = heading.split(" by ").next().map(folded)?;
        let whole = WHOLES.iter().find(|(name, _)| *name == bare).filter(|_| self.kind == StatementKind::Segments || breaks_down(heading));
        revenues().or_else(|| whole.and_then(|(_, local)| known_standard(&QName::us_gaap(local))))
    }

    /// What a column names the measure of, and which part of it a row is: "Net sales | Operating income" over the segments. The total of them is no
    /// part.
    pub(super) fn part_by_column(
        &self,
        line: &Line,
        column: usize,
        counted: &Counted,
    ) -> Option<((&'static Concept, Confidence), Option<Qualifier>)> {
        let named = self.named[line.at] != RowTime::OfColumn;
        if !(named || *counted == Counted::Money && self.lists_parts()) {
            return None;
        }
        let whole = folded(&self.times[column].rest);
        if named {
            return of_period(&whole, counted).map(|concept| ((concept, Confidence::new(SURE)), None));
        }
        let (_, local) = WHOLES.iter().find(|(name, _)| *name == whole)?;
        let concept = known_standard(&QName::us_gaap(local))?;
        let label = line.row.stub.as_str();
        let folded = folded(label);
        if says_total_only(&folded) || says_company_only(&folded) || label.is_empty() {
            let summed = !label.is_empty() || self.sums.contains_key(&line.at);
            return summed.then_some(((concept, Confidence::new(SURE)), None));
        }
        let member = Qualifier::Member(self.split(&self.heading(line), label), label.to_owned());
        Some(((concept, Confidence::new(SURE)), Some(member)))
    }

    /// Whether all rows of a table of no statement are called as parts of the company are, and none as a measure.
    fn lists_parts(&self) -> bool {
        let listed = matches!(self.kind, StatementKind::Segments | StatementKind::Metrics | StatementKind::Other);
        let listed = listed && self.named.iter().all(|time| *time == RowTime::OfColumn);
        *self
            .parts_listed
            .get_or_init(|| listed && self.lines.iter().filter(|l| l.row.has_figures()).all(|l| names_part_of(l.row.stub.as_str())))
    }

    /// The segment whose measures a table of segments lists under a heading that is its name and nothing else: `AEROSPACE`, over sales,
    /// profit and margin.
    pub(super) fn segment_above(&self, line: &Line) -> Option<Qualifier> {
        if self.kind != StatementKind::Segments || !is_measure(line.row.stub.as_str()) {
            return None;
        }
        let title = || self.table.titles.last().map(|t| t.as_str()).filter(|t| !is_entity(t));
        let name = line.sections.first().copied().or_else(title).filter(|words| names_part(words))?;
        Some(Qualifier::Member(Split::Segment, name.trim_end_matches(':').to_owned()))
    }

    /// Along what a heading splits: what it says itself; by segment where the results of segments are told, too.
    fn split(&self, heading: &str, label: &str) -> Split {
        let says = |words: &[&str]| words.iter().any(|w| heading.contains(w));
        let products = says(&["product", "categor", "service", "channel", "type", "line of business"]);
        if says(&["geograph", "region", "countr"]) && products {
            dimension::split_of_part(label)
        } else if says(&["geograph", "region", "countr", "market"]) {
            Split::Geography
        } else if products {
            Split::Product
        } else if says(&["segment", "division", "by business"]) || self.kind == StatementKind::Segments || self.tells_results() {
            Split::Segment
        } else {
            dimension::split_of_part(label)
        }
    }

    /// Whether a heading or a column of the table speaks of the results of segments.
    fn tells_results(&self) -> bool {
        let headings = || self.table.rows.iter().filter(|row| row.kind == RowKind::Section).map(|row| row.stub.as_str());
        let columns = || self.times.iter().map(|time| time.rest.as_str());
        *self.results_told.get_or_init(|| headings().chain(columns()).any(is_result))
    }

    /// Whether a row is no larger than the total that it is summed up in: revenue of which a part is taken off is no part of the rest.
    fn is_within(&self, line: &Line, total: usize) -> bool {
        let largest = |at: usize| self.plain_amounts(&self.lines[at]).iter().map(Decimal::abs).max();
        largest(line.at) <= largest(total)
    }

    /// Whether a row would be called what the total is called that it is a part of: "Subscriptions" in revenues is a part of them, not they.
    pub(super) fn is_part_of_itself(&self, line: &Line, concept: &Concept) -> bool {
        let Some((total, _)) = self.weights.get(&line.at) else { return false };
        self.is_within(line, *total) && family(concept).is_some_and(|names| self.chosen(*total).and_then(family) == Some(names))
    }
}

/// The measure of a column over rows that are called as periods: "Sales | Net income | Diluted EPS".
fn of_period(column: &str, counted: &Counted) -> Option<&'static Concept> {
    const RESULTS: [(&str, &str); 4] = [
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

/// Whether a heading speaks of a measure that companies split by their parts.
pub(super) fn names(heading: &str, concept: &Concept) -> bool {
    let says = |words: &[&str]| words.iter().any(|w| heading.contains(w));
    if says(&["percent", "growth", "change", "cost", "expense"]) {
        return false;
    }
    if family(concept) == Some(REVENUES) {
        return says(&["revenue", "sales"]);
    }
    concept.name.local() == "OperatingIncomeLoss" && is_result(heading)
}

/// Whether a heading speaks of the result that segments are measured by.
fn is_result(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    ["operating profit", "operating income", "operating earnings", "segment profit", "segment income"].iter().any(|w| heading.contains(w))
}

/// Whether a label names what segments are measured by.
fn is_measure(label: &str) -> bool {
    let lower = label.to_lowercase();
    ["sales", "revenue", "profit", "income", "earnings", "margin", "growth", "ebit"].iter().any(|w| lower.contains(w))
}

/// Whether a label may be that of a part of the company, and of no measure or time.
fn names_part_of(label: &str) -> bool {
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

/// Whether words can be nothing but the name of a part of the company.
fn names_part(words: &str) -> bool {
    const OTHER_WORDS: [&str; 34] = [
        "total",
        "sales",
        "revenue",
        "revenues",
        "income",
        "profit",
        "expense",
        "expenses",
        "cost",
        "costs",
        "asset",
        "assets",
        "margin",
        "earnings",
        "segment",
        "segments",
        "by",
        "data",
        "information",
        "results",
        "result",
        "summary",
        "highlights",
        "consolidated",
        "gaap",
        "adjusted",
        "reconciliation",
        "depreciation",
        "amortization",
        "capital",
        "quarter",
        "year",
        "change",
        "growth",
    ];
    let lower = words.to_lowercase();
    let found: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let plain = !words.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | '$' | '%' | '.'));
    plain && (1..=5).contains(&found.len()) && !found.iter().any(|w| OTHER_WORDS.contains(w)) && crate::map::date::dates(words).is_empty()
}

/// Whether a title is the name of a company.
fn is_entity(title: &str) -> bool {
    const FORMS: [&str; 11] = ["inc.", "inc", "corporation", "corp.", "company", "ltd", "plc", "llc", "subsidiaries", "trust", "bancorp"];
    title.to_lowercase().split(|c: char| c.is_whitespace() || c == ',').any(|word| FORMS.contains(&word))
}
