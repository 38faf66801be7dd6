//! Rows that are parts of what their total or heading names: revenue by division, operating profit by segment.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Reader;
use super::measure::{
    WHOLES, comparable, is_entity, is_measure, is_result, is_total_of, measure_of, names, names_axis, names_part_of, of_period,
    says_reported_only, says_revenue_only, says_total_revenue,
};
use super::named::RowTime;
use super::veto::{REVENUES, breaks_down, family};
use crate::map::dimension::{self, Qualifier, Split};
use crate::map::lines::{Line, folded, says_company_only, says_total_only};
use crate::map::segment::names_part;
use crate::map::unit::Counted;
use crate::report::{Confidence, StatementKind};
use crate::table::RowKind;
use crate::taxonomy::{Concept, QName, known_standard};

/// How sure it is that a row is a part of its total when the heading names the whole.
pub(super) const SURE: f64 = 0.75;

/// How far above its total a part stands at most.
const MOST_PARTS: usize = 12;

/// A row that is a part of what its total or heading names.
pub(super) struct Part {
    /// What it is a part of, where the taxonomy has it.
    pub(super) whole: Option<(&'static Concept, Confidence)>,
    /// The words for what it is a part of.
    pub(super) measure: String,
    /// Which part it is, and of which part before that.
    pub(super) members: Vec<Qualifier>,
}

/// Whether a label names a part of the company, and not the rest of them or what is between them.
fn names_part_beside(label: &str) -> bool {
    let lower = label.to_lowercase();
    names_part_of(label) && !lower.starts_with("other") && dimension::split_of(&lower) != Split::Consolidation
}

impl Reader<'_> {
    /// What a row without a measure of its own is a part of, and which part: its total says nothing but that it is one, and the heading names
    /// what it is the total of ("Net revenue: North America, Europe, Total").
    pub(super) fn part(&self, line: &Line) -> Option<Part> {
        self.part_of_group(line).or_else(|| self.part_of_whole(line))
    }

    /// A part of a part: "Net revenue: Client computing: Desktop, Notebook", summed up without a label before the next of the parts.
    fn part_of_group(&self, line: &Line) -> Option<Part> {
        let (total, _) = self.weights.get(&line.at).filter(|(_, weight)| *weight > 0)?;
        let group = &self.lines[*total];
        let grouped = line.sections.len() > 1 && group.row.stub.is_empty() && group.sections == line.sections;
        if !grouped || line.row.stub.is_empty() || line.counted != Counted::Money {
            return None;
        }
        let mut part = self.part_of_whole(group)?;
        part.members.push(Qualifier::Member(dimension::split_of_part(line.row.stub.as_str()), line.row.stub.as_str().to_owned()));
        Some(part)
    }

    fn part_of_whole(&self, line: &Line) -> Option<Part> {
        let (label, heading) = self.label_and_heading(line);
        let printed = self.telling(heading);
        let heading = printed.to_lowercase();
        if !self.weights.contains_key(&line.at) || line.counted != Counted::Money {
            return self.part_of_unsummed(line, printed);
        }
        let (total, _) = self.weights.get(&line.at).filter(|(_, weight)| *weight > 0)?;
        let whole = folded(self.lines[*total].row.stub.as_str());
        let same = is_total_of(self.lines[*total].row.stub.as_str(), &heading);
        let listed = matches!(self.kind, StatementKind::Segments | StatementKind::Metrics | StatementKind::Other);
        let total_label = self.lines[*total].row.stub.as_str();
        let only_total = says_total_only(&whole) || says_company_only(&whole) || same;
        // "Revenue: Truckload, Managed freight, Total consolidated revenue"
        let only_total = only_total || says_total_revenue(total_label) && says_revenue_only(measure_of(&heading));
        // "Net sales: Analog, Logic, Total net sales" in a statement of income
        let other =
            ["gain", "loss", "interest", "dividend", "income", "equity in", "change in"].iter().any(|w| label.to_lowercase().contains(w));
        let stated = |concept: &Concept| self.kind == StatementKind::Income && same && !other && family(concept) == Some(REVENUES);
        // "Gross profit: Home sales, Land sales"
        let charged = ["impairment", "write", "charge", "cost", "expense"].iter().any(|w| label.to_lowercase().contains(w));
        let headed = self.kind == StatementKind::Income && !line.sections.is_empty();
        let margin = |concept: &Concept| concept.name.local() == "GrossProfit" && headed && !charged;
        // "Segment operating income: Home, Outdoor, Operating income"
        let result = |concept: &Concept| {
            let stated = self.kind == StatementKind::Income && (whole == folded(&heading) || same && self.has_revenue(label));
            let segments = self.kind == StatementKind::Segments || stated;
            segments && !line.sections.is_empty() && concept.name.local() == "OperatingIncomeLoss" && names_part_of(label)
        };
        let gross = total_label.is_empty() && says_revenue_only(measure_of(&heading)) && !other && self.leads_to_net_revenue(*total);
        // "Revenues: Housing sales, Land sales" and their total without a label
        let nameless = |c: &Concept| {
            self.kind == StatementKind::Income
                && total_label.is_empty()
                && !other
                && !line.sections.is_empty()
                && family(c) == Some(REVENUES)
        };
        // "Geographic: Domestic, International, Total net sales"
        let by_axis = |c: &Concept| family(c) == Some(REVENUES) && says_total_revenue(total_label) && names_axis(&heading);
        let told = |c: &Concept| {
            by_axis(c) || listed && only_total || nameless(c) || stated(c) || margin(c) || breaks_down(&heading) || result(c) || gross
        };
        if label.is_empty() {
            return None;
        }
        let broken_down = self.broken_down(&heading);
        let named = |c: &Concept| {
            by_axis(c) || names(&heading, c) || broken_down.is_some_and(|whole| whole.name == c.name) || self.title_breaks_down(c)
        };
        let revenues = || known_standard(&QName::us_gaap("Revenues")).filter(|_| gross);
        let concept = self.chosen(*total).or(broken_down.filter(|_| listed)).or_else(revenues).filter(|c| told(c) && named(c));
        let own = breaks_down(&heading) && (self.after_tax.is_named(measure_of(&heading)) || listed && only_total && is_measure(&heading));
        let measured = (self.kind == StatementKind::Segments && only_total && is_measure(&heading) || own) && names_part_of(label);
        (concept.is_some() || measured && self.chosen(*total).is_none()).then(|| self.part_of(printed, line, label, concept))
    }

    /// Whether a part of the company that has a result has revenue as well, as far as it sells anything.
    fn has_revenue(&self, label: &str) -> bool {
        dimension::split_of(&label.to_lowercase()) == Split::Consolidation || self.sells(label)
    }

    /// Whether a label stands under a heading of revenue, too.
    pub(super) fn sells(&self, label: &str) -> bool {
        self.labels_under(|heading| says_revenue_only(measure_of(heading)), &self.asked.revenue_labels).contains(&folded(label))
    }

    fn part_of(&self, heading: &str, line: &Line, label: &str, whole: Option<&'static Concept>) -> Part {
        let member = Qualifier::Member(self.split(&heading.to_lowercase(), line, label), label.to_owned());
        Part {
            whole: whole.map(|concept| (concept, Confidence::new(SURE))),
            measure: measure_of(heading).to_owned(),
            members: vec![member],
        }
    }

    /// The heading that tells what is broken down: a title does where one within the table only groups the parts.
    fn telling<'h>(&'h self, heading: &'h str) -> &'h str {
        let told = |title: &&str| breaks_down(title) && (is_measure(title) || self.broken_down(&title.to_lowercase()).is_some());
        let titles = || self.table.titles.iter().rev().take(3).map(|title| title.as_str());
        let Some(title) = *self.asked.breakdown.get_or_init(|| titles().find(told)) else { return heading };
        let lower = heading.to_lowercase();
        let silent = !breaks_down(&lower) && !is_measure(&lower) && self.broken_down(&lower).is_none();
        if silent { title } else { heading }
    }

    /// The nearest titles, in lower case.
    fn titles(&self) -> impl Iterator<Item = String> + '_ {
        self.table.titles.iter().rev().take(3).map(|title| title.as_str().to_lowercase())
    }

    /// Whether a title says what the headings within the table leave out: "Net sales by region and product", over "Regions" and "Products".
    fn title_breaks_down(&self, concept: &Concept) -> bool {
        self.titles().any(|title| breaks_down(&title) && names(&title, concept))
    }

    /// Whether a title says that a flow is broken down: its parts are of a stretch of time, even under columns that name days alone.
    pub(super) fn breaks_down_a_flow(&self) -> bool {
        let flow = |title: &str| breaks_down(title) && ["revenue", "sales"].iter().any(|w| measure_of(title).contains(w));
        self.titles().any(|title| flow(&title))
    }

    /// The label of a row and the heading that says what its total is of. A subtotal without a label is called as the heading of its own parts,
    /// which stands under that of the whole.
    fn label_and_heading<'l>(&'l self, line: &'l Line) -> (&'l str, &'l str) {
        let grouped = |own: &str| breaks_down(&self.title) && !breaks_down(own) && !is_measure(own) && self.sums.contains_key(&line.at);
        let (label, above) = match line.sections.as_slice() {
            [above @ .., own] if line.row.stub.is_empty() && (!above.is_empty() || grouped(own)) => (*own, above),
            sections => (line.row.stub.as_str(), sections),
        };
        (label, above.last().copied().unwrap_or(self.title.as_str()))
    }

    /// The heading that a row stands under, or the table's title.
    pub(super) fn heading(&self, line: &Line) -> String {
        self.telling(self.label_and_heading(line).1).to_lowercase()
    }

    /// A part of what a heading breaks down, where no total is printed: "Revenue by region:", over the regions alone. Shares of it have no concept but
    /// the entity's own.
    fn part_of_unsummed(&self, line: &Line, printed: &str) -> Option<Part> {
        let label = line.row.stub.as_str();
        let heading = printed.to_lowercase();
        let named = !line.sections.is_empty() && !label.is_empty() && !is_measure(label) && !label.to_lowercase().starts_with("total");
        // "Consolidated" is no part
        let named = named && !says_company_only(label);
        if line.counted == Counted::Percent {
            let share = (named && heading.starts_with("percent") && breaks_down(&heading)).then_some(printed).or_else(|| comparable(line));
            return share.filter(|_| names_part_of(label)).map(|of| self.part_of(of, line, label, None));
        }
        let whole = self.broken_down(&heading).filter(|_| named && line.counted == Counted::Money)?;
        Some(self.part_of(printed, line, label, Some(whole)))
    }

    /// What the total without a label is that closes the rows of a segment: in a balance sheet it is of what the segments sum up to.
    pub(super) fn total_of_segment(&self, line: &Line) -> Option<(&'static Concept, Confidence)> {
        let (total, weight) = self.weights.get(&line.at)?;
        self.chosen(*total).filter(|_| *weight > 0).map(|concept| (concept, Confidence::new(SURE)))
    }

    /// What a total without words of its own is the total of, by the heading that breaks it down: "Revenue by region: ... Total".
    pub(super) fn total_of_parts(&self, line: &Line) -> Option<(&'static Concept, Confidence)> {
        let (label, heading) = (line.row.stub.as_str(), self.heading(line));
        // "Revenues: Home sales, Land sales" and their total without a label, of which costs are taken off
        let named = self.kind == StatementKind::Income && label.is_empty() && says_revenue_only(measure_of(&heading));
        let part = self.weights.get(&line.at).is_some_and(|(_, weight)| !named || *weight < 0);
        let summed = self.sums.contains_key(&line.at) && !part;
        // "Operating income: Home, Outdoor, Total operating income"
        let same = || is_total_of(label, measure_of(&heading));
        let total = line.counted == Counted::Money
            && summed
            && (says_total_only(label) || says_company_only(label) || says_total_revenue(label) || same());
        // "Total consolidated revenue", whatever it sums up
        let all_revenue = says_total_revenue(label) || says_revenue_only(label);
        let of_company = all_revenue && ["consolidated", "company"].iter().any(|w| label.to_lowercase().contains(w));
        if of_company && line.counted == Counted::Money && !self.kind.is_statement() {
            return known_standard(&QName::us_gaap("Revenues")).map(|whole| (whole, Confidence::new(SURE)));
        }
        if line.segment.is_some() && label.is_empty() && self.sums_up_revenue(line) {
            return known_standard(&QName::us_gaap("Revenues")).map(|whole| (whole, Confidence::new(SURE)));
        }
        let revenues = || known_standard(&QName::us_gaap("Revenues")).filter(|_| named);
        let whole = self.broken_down(&heading).or_else(revenues).filter(|_| total)?;
        Some((whole, Confidence::new(SURE)))
    }

    /// Whether nothing but revenue is summed up in a total.
    fn sums_up_revenue(&self, line: &Line) -> bool {
        let parts =
            (line.at.saturating_sub(MOST_PARTS)..line.at).filter(|at| self.weights.get(at).is_some_and(|(total, _)| *total == line.at));
        let mut parts = parts.map(|at| self.chosen(at).and_then(family) == Some(REVENUES)).peekable();
        parts.peek().is_some() && parts.all(|revenue| revenue)
    }

    /// What a heading breaks down: revenues "by region", or what a table of segments lists segment by segment under its bare name.
    fn broken_down(&self, heading: &str) -> Option<&'static Concept> {
        let revenues = || known_standard(&QName::us_gaap("Revenues")).filter(|revenues| breaks_down(heading) && names(heading, revenues));
        let bare = heading.split(" by ").next().map(folded)?;
        let whole = WHOLES.iter().find(|(name, _)| *name == bare).filter(|_| self.kind == StatementKind::Segments || breaks_down(heading));
        let whole = whole.filter(|_| !self.after_tax.is_named(&bare));
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
        // "As reported", under "Income before income taxes | Net income | Diluted earnings per share"
        let named = matches!(self.named[line.at], RowTime::Named(_) | RowTime::Months(..) | RowTime::Untold)
            || says_reported_only(line.row.stub.as_str());
        if !(named || *counted == Counted::Money && self.lists_parts()) {
            return None;
        }
        let whole = folded(&self.times[column].rest);
        if named {
            return of_period(&whole, counted).map(|concept| ((concept, Confidence::new(SURE)), None));
        }
        let (_, local) = WHOLES.iter().find(|(name, _)| *name == whole).filter(|_| !self.after_tax.is_named(&whole))?;
        let concept = known_standard(&QName::us_gaap(local))?;
        let label = line.row.stub.as_str();
        let folded = folded(label);
        if says_total_only(&folded) || says_company_only(&folded) || label.is_empty() {
            let summed = !label.is_empty() || self.sums.contains_key(&line.at);
            return summed.then_some(((concept, Confidence::new(SURE)), None));
        }
        let member = Qualifier::Member(self.split(&self.heading(line), line, label), label.to_owned());
        Some(((concept, Confidence::new(SURE)), Some(member)))
    }

    /// Whether all rows of a table of no statement are called as parts of the company are, and none as a measure or as what leads to one.
    fn lists_parts(&self) -> bool {
        let listed = matches!(self.kind, StatementKind::Segments | StatementKind::Metrics | StatementKind::Other);
        let listed = listed && self.named.iter().all(|time| *time == RowTime::OfColumn);
        let part = |label: &str| names_part_of(label) && !crate::map::gaap::is_outside_gaap(label) && !says_reported_only(label);
        *self
            .asked
            .parts_listed
            .get_or_init(|| listed && self.lines.iter().filter(|l| l.row.has_figures()).all(|l| part(l.row.stub.as_str())))
    }

    /// The segment whose measures a table of segments lists under a heading that is its name and nothing else: `AEROSPACE`, over sales,
    /// profit and margin.
    pub(super) fn segment_above(&self, line: &Line) -> Option<Qualifier> {
        if let Some(segment) = line.segment {
            let places = ["geograph", "region", "countr"].iter().any(|word| self.title.to_lowercase().contains(word));
            let split = match dimension::split_of(&segment.name.to_lowercase()) {
                Split::Consolidation => Split::Consolidation,
                _ if places => Split::Geography,
                _ => Split::Segment,
            };
            return Some(Qualifier::Member(split, segment.name.to_owned()));
        }
        if self.kind != StatementKind::Segments || !is_measure(line.row.stub.as_str()) {
            return None;
        }
        let title = || self.table.titles.last().map(|t| t.as_str()).filter(|t| !is_entity(t));
        let name = line.sections.first().copied().or_else(title).filter(|words| names_part(words))?;
        Some(Qualifier::Member(Split::Segment, name.trim_end_matches(':').to_owned()))
    }

    /// Along what a heading splits: what it says itself; by segment where the results of segments are told, too.
    fn split(&self, heading: &str, line: &Line, label: &str) -> Split {
        // "Net sales:", in a table of net sales by product
        let told = if breaks_down(heading) { None } else { self.titles().find(|title| breaks_down(title) && is_measure(title)) };
        let heading = told.as_deref().unwrap_or(heading);
        // "Product revenue by geography" splits by places alone
        let heading = heading.split_once(" by ").map_or(heading, |(_, by)| by);
        let says = |words: &[&str]| words.iter().any(|w| heading.contains(w));
        let industries = ["end market", "end-market", "industr", "sector", "vertical"];
        let products = says(&["product", "categor", "service", "channel", "type", "line of business"]) || says(&industries);
        if says(&["geograph", "region", "countr"]) && products {
            dimension::split_of_part(label)
        } else if says(&["geograph", "region", "countr"]) || says(&["market"]) && !says(&industries) {
            Split::Geography
        } else if products {
            Split::Product
        } else if says(&["segment", "division", "by business"]) || self.kind == StatementKind::Segments || self.tells_results(line) {
            Split::Segment
        } else {
            dimension::split_of_part(label)
        }
    }

    /// Along what a row splits the total that would be called as the row is: by segment where the results of the same parts are told, too.
    pub(super) fn split_of_part(&self, line: &Line) -> Split {
        match dimension::split_of_part(line.row.stub.as_str()) {
            Split::Product if self.have_results(line) => Split::Segment,
            split => split,
        }
    }

    /// Whether parts of the company beside a row have results of their own: their labels stand under a heading of operating profit as well.
    fn have_results(&self, line: &Line) -> bool {
        let label = line.row.stub.as_str();
        match self.weights.get(&line.at) {
            Some((total, _)) => self.asked.results.get_or_init(|| self.totals_with_results()).contains(total),
            None => names_part_beside(label) && self.labels_under(is_result, &self.asked.result_labels).contains(&folded(label)),
        }
    }

    /// The totals all of whose parts have results of their own, as far as their labels name parts.
    fn totals_with_results(&self) -> BTreeSet<usize> {
        let known = self.labels_under(is_result, &self.asked.result_labels);
        let mut told: BTreeMap<usize, bool> = BTreeMap::new();
        for line in self.lines.iter().filter(|line| names_part_beside(line.row.stub.as_str())) {
            if let Some((total, _)) = self.weights.get(&line.at) {
                *told.entry(*total).or_insert(true) &= known.contains(&folded(line.row.stub.as_str()));
            }
        }
        told.into_iter().filter(|(_, all)| *all).map(|(total, _)| total).collect()
    }

    /// The labels that stand under headings of a kind, folded; looked up once.
    fn labels_under<'c>(&self, kind: impl Fn(&str) -> bool, known: &'c OnceCell<HashSet<String>>) -> &'c HashSet<String> {
        let labels = || self.lines.iter().filter(|l| kind(l.section())).map(|l| folded(l.row.stub.as_str())).collect();
        known.get_or_init(labels)
    }

    /// Whether a heading or a column of the table speaks of the results of segments.
    fn tells_results(&self, line: &Line) -> bool {
        if self.kind == StatementKind::Income {
            return self.have_results(line);
        }
        let headings = || self.table.rows.iter().filter(|row| row.kind == RowKind::Section).map(|row| row.stub.as_str());
        let columns = || self.times.iter().map(|time| time.rest.as_str());
        *self.asked.results_told.get_or_init(|| headings().chain(columns()).any(is_result))
    }

    /// The name of what was sold, where the total that it is a part of has the name of all revenues.
    pub(super) fn sold(&self, line: &Line, concept: &'static Concept) -> &'static Concept {
        let whole = self.weights.get(&line.at).and_then(|(total, _)| self.chosen(*total));
        let sold = || known_standard(&QName::us_gaap("RevenueFromContractWithCustomerExcludingAssessedTax"));
        whole.filter(|whole| whole.name.local() == "Revenues").and_then(|_| sold()).unwrap_or(concept)
    }

    /// Whether a kind of revenue is summed up in a kind of them that has a name of its own, and with that in all: "Maintenance revenue" in "Total
    /// lease revenue".
    fn is_part_of_part_of_revenue(&self, line: &Line, concept: &Concept, total: usize) -> bool {
        let whole = self.weights.get(&total).filter(|(_, weight)| *weight > 0).and_then(|(whole, _)| self.chosen(*whole)).and_then(family);
        let kind = !says_revenue_only(line.row.stub.as_str()) && self.chosen(total).and_then(family) != Some(REVENUES);
        family(concept) == Some(REVENUES) && whole == Some(REVENUES) && kind
    }

    /// Whether a row would be called what the total is called that it is a part of: "Subscriptions" in revenues is a part of them, not they.
    pub(super) fn is_part_of_itself(&self, line: &Line, concept: &Concept) -> bool {
        // what there was a year before and what came to it are no parts of the company
        let Some((total, _)) = self.weights.get(&line.at).filter(|_| self.named[line.at] == RowTime::OfColumn) else { return false };
        let gross = family(concept) == Some(REVENUES) && self.lines[*total].row.stub.is_empty() && self.leads_to_net_revenue(*total);
        let same = || family(concept).is_some_and(|names| self.chosen(*total).and_then(family) == Some(names));
        self.is_within(line, *total) && (gross || same() || self.is_part_of_part_of_revenue(line, concept, *total))
    }
}
