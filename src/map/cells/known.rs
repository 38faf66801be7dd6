//! What other tables say already: a line said again, what a row leaves open that the statement tells.

use rust_decimal::Decimal;

use super::Reader;
use super::choice::fits;
use super::fact::negated;
use super::measure::names;
use super::veto::{REVENUES, family};

use crate::figure::{Figure, Suffix};
use crate::map::dimension::Qualifier;
use crate::map::gaap;
use crate::map::graph::{Graph, agree};
use crate::map::lines::{Line, balance_label, folded, says_company_only, says_total_only};
use crate::map::unit::Counted;
use crate::report::{Aspects, Confidence, Fact, Period, Unit, Value};
use crate::taxonomy::{Concept, PeriodType, QName, known_standard};

impl Reader<'_> {
    /// The standard concept of a row that says again what another table said under it: every column states the same amount for the same time,
    /// and the label is the same but for its end, or says no more than "Total". Under the very same label columns of other times may stand beside.
    pub(super) fn repeated(&self, line: &Line, graph: &Graph) -> Option<(&'static Concept, Confidence)> {
        if !matches!(line.counted, Counted::Money | Counted::PerShare | Counted::Shares | Counted::Percent)
            || line.segment.is_some()
            || self.is_average(line)
            || !self.table_qualifiers(line).is_empty()
            || gaap::is_outside_gaap(line.row.stub.as_str())
        {
            return None;
        }
        let mut named: Option<QName> = None;
        let mut columns = 0;
        let mut beside: Vec<(usize, &Figure)> = Vec::new();
        let mut same_label = true;
        for (column, figure) in line.row.figures.iter().enumerate() {
            let plain = self.times[column].is_plain() && self.columns[column].is_empty();
            // a percentage beside an amount is its share of the total
            let share = |figure: &&Figure| figure.style.suffix == Suffix::Percent && line.counted == Counted::Money;
            // a dash under no time says nothing
            let timeless = |figure: &&Figure| figure.style.dash && self.times[column].end().is_none();
            let counts = |figure: &&Figure| plain && !share(figure) && !timeless(figure);
            let Some(figure) = figure.as_ref().filter(counts) else { continue };
            let (amount, ..) = self.scales.amount(&line.counted, line.row, column, figure);
            let told = self.told.get(&(line.at, column)).copied();
            let said = graph.with_amount(amount).iter().chain(graph.with_amount(-amount)).map(|id| &graph.facts[id.index()]);
            let fits = |fact: &&Fact| {
                let aspects = &fact.aspects;
                aspects.concept.is_standard()
                    && aspects.dimensions.is_empty()
                    && named.as_ref().is_none_or(|n| *n == aspects.concept)
                    && [self.period(PeriodType::Instant, line, column), self.times[column].duration, told].contains(&Some(aspects.period))
                    && aspects.unit.as_ref() == Some(&line.counted.unit(self.scales.currency(column, figure)))
                    && repeats(line.row.stub.as_str(), &fact.label)
                    && !says_other_dilution(line, aspects.concept.local())
            };
            let Some(found) = said.into_iter().find(fits) else {
                beside.push((column, figure));
                continue;
            };
            same_label &= self.is_called(line, &found.label, &found.aspects.concept);
            if line.counted == Counted::Money && !amount.is_zero() && amount.abs() < Decimal::from(1000) {
                return None;
            }
            named = Some(found.aspects.concept.clone());
            columns += usize::from(!amount.is_zero());
        }
        let concept = named.and_then(|n| known_standard(&n))?;
        let all = beside.is_empty() && (columns >= 2 || columns == 1 && (0..self.times.len()).any(|column| self.is_gaap(column)));
        let some = columns > 0 && same_label && beside.iter().all(|(column, figure)| self.is_untold(line, *column, figure, concept, graph));
        (all || some).then_some((concept, Confidence::new(0.85)))
    }

    /// The same for key figures that are rounded: a statement says under the very same label, of one of the concepts that the row may stand for, what
    /// agrees with every column.
    pub(super) fn repeated_rounded(&self, line: &Line, graph: &Graph) -> Option<(&'static Concept, Confidence)> {
        let label = folded(gaap::without_marks(line.row.stub.as_str()));
        let free = line.segment.is_none() && line.counted == Counted::Money && self.table_qualifiers(line).is_empty();
        if self.kind.is_statement() || !free || label.len() < 8 || self.is_average(line) {
            return None;
        }
        let figures = || line.row.figures.iter().enumerate().filter_map(|(column, figure)| Some((column, figure.as_ref()?)));
        let said = |concept: &Concept| {
            figures().all(|(column, figure)| {
                let (amount, decimals, _) = self.scales.amount(&line.counted, line.row, column, figure);
                let (value, unit) = (Value::Number { amount, decimals }, Some(line.counted.unit(self.scales.currency(column, figure))));
                let plain = self.times[column].is_plain() && self.columns[column].is_empty();
                let period = self.period(concept.period_type, line, column).filter(|_| plain);
                let aspects = period.map(|period| Aspects { unit, ..Aspects::of(concept.name.clone(), period) });
                let facts = aspects.map(|aspects| graph.with_aspects(&aspects).map(|id| &graph.facts[id.index()]).collect::<Vec<_>>());
                facts.is_some_and(|facts| facts.iter().any(|fact| agree(&fact.value, &value) && folded(&fact.label) == label))
            })
        };
        let mut concepts = line.candidates.iter().filter_map(|candidate| known_standard(&candidate.concept));
        concepts.find(|concept| figures().count() > 1 && said(concept)).map(|concept| (concept, Confidence::new(0.8)))
    }

    /// The same where the other table states the line of a part: a row of key figures that says again, in every column and under the very same label,
    /// what the statement says of one product. A table without a title is no statement.
    pub(super) fn repeated_of_part(&self, line: &Line, graph: &Graph) -> Option<(&'static Concept, Vec<Qualifier>)> {
        let label = folded(gaap::without_marks(line.row.stub.as_str()));
        let free = line.segment.is_none() && line.counted == Counted::Money && self.table_qualifiers(line).is_empty();
        let states = self.kind.is_statement() && !self.table.titles.is_empty();
        if states || !free || label.len() < 8 {
            return None;
        }
        let heading = self.heading(line);
        let mut named: Option<&Aspects> = None;
        for (column, figure) in line.row.figures.iter().enumerate() {
            let of_money = |figure: &&Figure| figure.style.suffix != Suffix::Percent;
            let Some(figure) = figure.as_ref().filter(of_money).filter(|_| self.times[column].is_plain()) else { continue };
            let (amount, ..) = self.scales.amount(&line.counted, line.row, column, figure);
            let periods = [self.period(PeriodType::Duration, line, column), self.period(PeriodType::Instant, line, column)];
            let same = |fact: &&Fact| {
                fact.aspects.concept.is_standard()
                    && periods.contains(&Some(fact.aspects.period))
                    && (folded(&fact.label) == label || is_of_member(line.row.stub.as_str(), &heading, &fact.aspects, graph))
            };
            let said = graph.with_amount(amount).iter().map(|id| &graph.facts[id.index()]).find(same)?;
            let other = named.is_some_and(|n| n.concept != said.aspects.concept || n.dimensions != said.aspects.dimensions);
            if other || said.aspects.dimensions.is_empty() || !self.columns[column].is_empty() || amount.abs() < Decimal::from(1000) {
                return None;
            }
            named = Some(&said.aspects);
        }
        let named = named?;
        let members = named.dimensions.iter().map(|(axis, member)| Qualifier::Known(axis.clone(), member.clone())).collect();
        Some((known_standard(&named.concept)?, members))
    }

    /// Whether a row is called as another, or is the total of what its heading calls as the concept is called. A part of revenues that does not say
    /// that it is one may be measured otherwise in another table.
    fn is_called(&self, line: &Line, label: &str, concept: &QName) -> bool {
        let printed = gaap::without_marks(line.row.stub.as_str());
        // "Unearned revenue, end of period"
        let balance = balance_label(printed, "");
        let words = balance.as_deref().unwrap_or(printed);
        let (own, Some(concept)) = (folded(words), known_standard(concept)) else { return false };
        let revenues = family(concept) == Some(REVENUES);
        let told = !revenues || ["revenue", "sales"].iter().any(|w| own.contains(w));
        let of_heading = (says_total_only(&own) || says_company_only(&own)) && names(&self.heading(line), concept);
        let (own, other) = (own.strip_prefix("total").unwrap_or(&own), folded(label));
        let same = own == other.strip_prefix("total").unwrap_or(&other);
        own.len() >= 8 && told && (same || same_words(words, label)) || of_heading
    }

    /// Whether nothing is said yet of a concept for the time of a column.
    fn is_untold(&self, line: &Line, column: usize, figure: &Figure, concept: &Concept, graph: &Graph) -> bool {
        let unit = Some(line.counted.unit(self.scales.currency(column, figure)));
        let period = self.period(concept.period_type, line, column);
        period.is_some_and(|period| graph.with_aspects(&Aspects { unit, ..Aspects::of(concept.name.clone(), period) }).next().is_none())
    }

    /// Whether other columns of a row state again what another table states of its concept under its label, and with which sign.
    pub(super) fn agrees_elsewhere(&self, line: &Line, concept: &Concept, graph: &mut Graph) -> Option<Agreement> {
        let plain = |column: usize| self.times[column].is_plain() && self.columns[column].is_empty();
        let figures = line.row.figures.iter().enumerate().filter_map(|(c, f)| Some((c, f.as_ref()?))).filter(|(c, _)| plain(*c));
        for (column, figure) in figures {
            let cell = self.cell(line, column, figure, self.chosen[line.at]);
            let (value, _) = self.value(line, column, &cell);
            let Some(period) = self.period(concept.period_type, line, column) else { continue };
            let telling = matches!(value, Value::Number { amount, .. } if amount.abs() >= Decimal::from(1000));
            let aspects = self.aspects(concept.name.clone(), period, &cell, graph);
            let facts = graph.with_aspects(&aspects).map(|id| &graph.facts[id.index()]);
            let mut said = facts.filter(|fact| telling && repeats(line.row.stub.as_str(), &fact.label)).map(|fact| &fact.value).peekable();
            if said.peek().is_some_and(|said| agree(said, &value)) {
                return Some(Agreement::Same);
            }
            if said.any(|said| agree(said, &negated(&value))) {
                return Some(Agreement::Turned);
            }
        }
        None
    }

    /// Net income said again in the same table further down: a reconciliation below a statement begins with it.
    pub(super) fn said_above(&self, line: &Line) -> Option<(&'static Concept, Confidence)> {
        if self.chosen[line.at].is_some() || gaap::is_outside_gaap(line.row.stub.as_str()) || line.row.stub.is_empty() {
            return None;
        }
        let section = line.section().to_lowercase();
        if ["gaap", "pro forma", "adjusted"].iter().any(|w| section.contains(w)) {
            return None;
        }
        let amounts = |line: &Line| line.row.figures.iter().map(|f| f.as_ref().map(|f| f.amount)).collect::<Vec<_>>();
        let same = |other: &&Line| other.row.stub.as_str() == line.row.stub.as_str() && amounts(other) == amounts(line);
        let above = self.lines[line.at.saturating_sub(FAR_ABOVE)..line.at].iter().rev().find(same)?;
        self.chosen[above.at]
            .filter(|(concept, _)| fits(concept.data_type, &line.counted) && concept.name.local().starts_with("NetIncomeLoss"))
    }

    /// Whether a row says again, in every column, what another statement says under the same label and a name of the entity's own.
    pub(super) fn is_own_already(&self, line: &Line, graph: &Graph) -> bool {
        let label = folded(line.row.stub.as_str());
        let plain = |column: &usize| self.times[*column].is_plain() && self.columns[*column].is_empty();
        let own = |column: usize, figure: &Figure| {
            let (amount, ..) = self.scales.amount(&line.counted, line.row, column, figure);
            let said = graph.with_amount(amount).iter().chain(graph.with_amount(-amount)).map(|id| &graph.facts[id.index()]);
            // a half year and its last quarter end alike
            let of_time = |period: Period| match period.start() {
                Some(_) => self.times[column].duration.is_none_or(|own| own == period) && self.times[column].end() == Some(period.end()),
                None => self.times[column].end() == Some(period.end()),
            };
            let mut same = said.filter(|f| of_time(f.aspects.period) && folded(&f.label) == label);
            amount.abs() >= Decimal::from(1000)
                && same.next().is_some_and(|f| !f.aspects.concept.is_standard() && f.aspects.dimensions.is_empty())
        };
        let figures = line.row.figures.iter().enumerate().filter_map(|(c, f)| Some((c, f.as_ref()?)));
        let mut told = figures.filter(|(c, f)| plain(c) && !f.amount.is_zero()).peekable();
        label.len() >= 8 && line.counted == Counted::Money && told.peek().is_some() && told.all(|(c, f)| own(c, f))
    }

    /// The name that a statement has for what a row leaves open: earnings per share that are not said to be diluted or basic, revenues and costs
    /// under another of their names, in the same amounts for the same time.
    pub(super) fn named_already(&self, line: &Line, graph: &Graph) -> Option<(&'static Concept, Confidence)> {
        let (names, chosen, confidence) = self.open_names(line)?;
        if chosen.is_some() && confidence == Confidence::CERTAIN || !self.table_qualifiers(line).is_empty() || line.segment.is_some() {
            return None;
        }
        let mut named: Option<&QName> = None;
        for (column, figure) in line.row.figures.iter().enumerate() {
            let Some(figure) = figure.as_ref().filter(|_| self.times[column].is_plain()) else { continue };
            let (amount, ..) = self.scales.amount(&line.counted, line.row, column, figure);
            let period = self.period(PeriodType::Duration, line, column);
            let facts = graph.with_amount(amount).iter().map(|id| &graph.facts[id.index()].aspects);
            let mut said = facts.filter(|a| names.contains(&a.concept.local()) && Some(a.period) == period && a.dimensions.is_empty());
            let Some(first) = said.next().map(|a| &a.concept) else {
                let unit = Some(line.counted.unit(self.scales.currency(column, figure)));
                if names.iter().any(|local| says(graph, local, period, &unit)) {
                    return None;
                }
                continue;
            };
            if said.any(|a| a.concept != *first) || named.is_some_and(|n| n != first) || chosen.is_some_and(|c| c.name == *first) {
                return None;
            }
            named = Some(first);
        }
        known_standard(named?).filter(|c| fits(c.data_type, &line.counted)).map(|c| (c, confidence))
    }

    /// The names between which a row does not decide, and the one chosen so far.
    fn open_names(&self, line: &Line) -> Option<(&'static [&'static str], Option<&Concept>, Confidence)> {
        let label = line.row.stub.as_str().to_lowercase();
        let says = |words: &[&str]| words.iter().any(|w| label.contains(w));
        let chosen = self.chosen[line.at];
        if line.counted == Counted::Money {
            let (concept, confidence) = chosen?;
            return family(concept).map(|names| (names, Some(concept), confidence));
        }
        let per_share = line.counted == Counted::PerShare && !says(&["basic", "primary", "dilut"]) && !gaap::is_outside_gaap(&label);
        match chosen.filter(|_| per_share) {
            Some((concept, confidence)) if EARNINGS.contains(&concept.name.local()) => Some((EARNINGS, Some(concept), confidence)),
            None if per_share && says(&["earnings per share", "income per share", "loss per share", "earnings per common share"]) => {
                Some((EARNINGS, None, Confidence::new(0.8)))
            }
            _ => None,
        }
    }
}

/// Whether a fact is the measure that a heading names of the one member that a label calls: "Domestic segment" under "Revenue".
fn is_of_member(label: &str, heading: &str, aspects: &Aspects, graph: &Graph) -> bool {
    let mut dimensions = aspects.dimensions.iter();
    let (Some((axis, member)), None) = (dimensions.next(), dimensions.next()) else { return false };
    let called = label.strip_suffix(" segment").or_else(|| label.strip_suffix(" Segment")).unwrap_or(label);
    graph.member_called(axis, called).as_ref() == Some(member)
        && known_standard(&aspects.concept).is_some_and(|concept| names(heading, concept))
}

/// Whether anything is said under a name for a time.
fn says(graph: &Graph, local: &str, period: Option<Period>, unit: &Option<Unit>) -> bool {
    let aspects = |period| Aspects { unit: unit.clone(), ..Aspects::of(QName::us_gaap(local), period) };
    period.is_none_or(|period| graph.with_aspects(&aspects(period)).next().is_some())
}

/// How a row says again what another table states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// With the same sign.
    Same,
    /// With the opposite sign: a reconciliation takes it off again.
    Turned,
}

/// How many rows above a row may say what it says again.
const FAR_ABOVE: usize = 40;

const EARNINGS: &[&str] = &["EarningsPerShareBasic", "EarningsPerShareDiluted", "EarningsPerShareBasicAndDiluted"];

/// Whether a row or a heading over it says that its shares are basic, and a name that they are diluted, or the other way round.
fn says_other_dilution(line: &Line, name: &str) -> bool {
    let says = |word: &str| line.sections.iter().chain([&line.row.stub.as_str()]).any(|words| words.to_lowercase().contains(word));
    match (name.contains("Basic"), name.contains("Diluted")) {
        (false, true) => says("basic") && !says("diluted"),
        (true, false) => says("diluted") && !says("basic"),
        _ => false,
    }
}

/// Whether a label says another again: the same words but for the end, or "Total" alone.
pub(super) fn repeats(printed: &str, said: &str) -> bool {
    let (label, other) = (folded(gaap::without_marks(printed)), folded(said));
    if ["", "total", "subtotal"].contains(&label.as_str()) || says_company_only(&label) {
        return true;
    }
    let long = label.len().min(other.len()) >= 8;
    // "Other" says nothing, "Net loss" enough
    label.len() >= 7 && label == other
        || same_words(printed, said)
        || long && (label.starts_with(&other) || other.starts_with(&label) || label.ends_with(&other) || other.ends_with(&label))
}

/// Whether two labels are the same words in another order: "Net interest expense", "Interest expense, net".
fn same_words(label: &str, other: &str) -> bool {
    let words = |label: &str| {
        let lower = label.to_lowercase();
        let mut words: Vec<String> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    label.len().abs_diff(other.len()) <= 4 && label.len() >= 8 && words(label) == words(other)
}
