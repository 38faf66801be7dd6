//! Small reports for the tests of checks.

use std::sync::Arc;

use chrono::NaiveDate;
use indexmap::IndexMap;
use rust_decimal::Decimal;

use crate::figure::{Currency, Figure, FigureStyle, Suffix};
use crate::report::{
    Aspects, Confidence, Decimals, Dimensions, Entity, Fact, FactId, Line, LineKind, Origin, Period, Relation, Report, Sentence, Stated,
    Statement, StatementKind, Unit, Value,
};
use crate::source::{Source, Span};
use crate::taxonomy::{Concept, DataType, PeriodType, QName};

/// A report under construction; every fact stands at a place of its own.
#[derive(Default)]
pub(super) struct Fixture {
    facts: Vec<Fact>,
    relations: Vec<Relation>,
    statements: Vec<Statement>,
}

impl Fixture {
    /// An amount of money in a table, of a concept of the entity's own.
    pub(super) fn money(&mut self, local: &str, amount: i64, places: i8) -> FactId {
        self.fact(QName::new("own", local), Decimal::from(amount), places, Unit::currency(Currency::USD), false)
    }

    /// An amount of money in the text.
    pub(super) fn said(&mut self, local: &str, amount: i64, places: i8) -> FactId {
        self.fact(QName::new("own", local), Decimal::from(amount), places, Unit::currency(Currency::USD), true)
    }

    /// An amount of money of a us-gaap concept.
    pub(super) fn standard(&mut self, local: &str, amount: i64, places: i8) -> FactId {
        self.fact(QName::us_gaap(local), Decimal::from(amount), places, Unit::currency(Currency::USD), false)
    }

    /// An amount of money of a us-gaap concept, in the text.
    pub(super) fn said_standard(&mut self, local: &str, amount: i64, places: i8) -> FactId {
        self.fact(QName::us_gaap(local), Decimal::from(amount), places, Unit::currency(Currency::USD), true)
    }

    /// A number with a unit of a us-gaap concept.
    pub(super) fn number(&mut self, local: &str, amount: &str, places: i8, unit: Unit) -> FactId {
        self.fact(QName::us_gaap(local), Decimal::from_str_exact(amount).unwrap(), places, unit, false)
    }

    /// A share of one, printed in percent.
    pub(super) fn percent(&mut self, amount: &str, places: i8) -> FactId {
        let id = self.fact(QName::new("own", "Percent"), Decimal::from_str_exact(amount).unwrap(), places, Unit::pure(), false);
        if let Origin::Cell { figure, .. } = &mut self.facts[id.index()].origins[0] {
            figure.style.suffix = Suffix::Percent;
        }
        id
    }

    /// A share of one, stated in the text.
    pub(super) fn said_percent(&mut self, amount: &str, places: i8) -> FactId {
        self.fact(QName::new("own", "Percent"), Decimal::from_str_exact(amount).unwrap(), places, Unit::pure(), true)
    }

    /// Gives a fact another label.
    pub(super) fn label(&mut self, id: FactId, label: &str) {
        self.facts[id.index()].label = label.to_owned();
    }

    /// Makes a fact one of the quarter's last day.
    pub(super) fn at_end(&mut self, id: FactId) {
        self.facts[id.index()].aspects.period = Period::Instant(quarter().end());
    }

    /// Puts a fact under an axis.
    pub(super) fn member(&mut self, id: FactId, axis: &str, member: &str) {
        self.facts[id.index()].aspects.dimensions.insert(QName::us_gaap(axis), QName::new("own", member));
    }

    /// Gives a fact another period.
    pub(super) fn during(&mut self, id: FactId, start: (i32, u32), months: u32) {
        let start = NaiveDate::from_ymd_opt(start.0, start.1, 1).unwrap();
        let end = start.checked_add_months(chrono::Months::new(months)).unwrap().pred_opt().unwrap();
        self.facts[id.index()].aspects.period = Period::Duration { start, end };
    }

    fn fact(&mut self, concept: QName, amount: Decimal, places: i8, unit: Unit, narrative: bool) -> FactId {
        let at = self.facts.len() * 10;
        let figure = Figure { span: Span::new(at, at + 5), amount, style: FigureStyle::default() };
        let origin = if narrative {
            Origin::Sentence { figure, sentence: Span::new(0, 100_000), scale: 0 }
        } else {
            Origin::Cell { figure, stub: None, column: None, scale: 0 }
        };
        self.facts.push(Fact {
            aspects: Aspects { period: quarter(), unit: Some(unit), dimensions: Dimensions::default(), concept: concept.clone() },
            value: Value::Number { amount, decimals: Decimals::Places(places) },
            label: concept.local().to_owned(),
            origins: vec![origin],
            confidence: Confidence::CERTAIN,
            candidates: Default::default(),
        });
        FactId::new(self.facts.len() - 1)
    }

    pub(super) fn relate(&mut self, relation: Relation) {
        self.relations.push(relation);
    }

    /// A statement of lines, each a label and its cells.
    pub(super) fn statement(&mut self, kind: StatementKind, lines: &[(&str, &[Option<FactId>])]) {
        let line = |(label, cells): &(&str, &[Option<FactId>])| Line {
            label: (*label).to_owned(),
            depth: 0,
            kind: LineKind::Item,
            concept: cells.iter().flatten().next().map(|id| self.facts[id.index()].aspects.concept.clone()),
            cells: cells.to_vec(),
            candidates: Default::default(),
        };
        let lines: Vec<Line> = lines.iter().map(line).collect();
        let columns = vec![String::new(); lines.first().map_or(0, |l| l.cells.len())];
        self.statements.push(Statement { kind, title: String::new(), columns, lines, span: Span::new(0, 100_000) });
    }

    /// A sentence of the running text, without comparisons.
    pub(super) fn sentence(span: Span, words: &str, amounts: Vec<Stated>) -> Sentence {
        Sentence { span, words: words.to_owned(), headed: None, headline: false, amounts, comparisons: Vec::new() }
    }

    /// An amount at a place of a sentence.
    pub(super) fn stated(at: usize, amount: &str, places: i8, unit: Option<Unit>, change: bool) -> Stated {
        Stated {
            span: Span::new(500 + at, 503 + at),
            at,
            amount: Decimal::from_str_exact(amount).unwrap(),
            decimals: Decimals::Places(places),
            unit,
            change,
            rough: false,
        }
    }

    pub(super) fn report(self) -> Report {
        let concept = |fact: &Fact| {
            let name = fact.aspects.concept.clone();
            let label = name.local().to_owned();
            (name.clone(), Concept { name, label, data_type: DataType::Monetary, period_type: PeriodType::Duration, balance: None })
        };
        let concepts: IndexMap<QName, Concept> = self.facts.iter().map(concept).collect();
        Report {
            source: Arc::new(Source::from_text("a", " ".repeat(100_000))),
            entity: Entity {
                scheme: Entity::CIK_SCHEME.to_owned(),
                identifier: "0000000001".to_owned(),
                name: String::new(),
                prefix: "own".to_owned(),
                authority: "example.com".to_owned(),
            },
            period: quarter(),
            facts: self.facts,
            relations: self.relations,
            sentences: Vec::new(),
            days: Vec::new(),
            quarters: Vec::new(),
            statements: self.statements,
            concepts,
            axes: IndexMap::new(),
        }
    }
}

fn quarter() -> Period {
    Period::Duration { start: NaiveDate::from_ymd_opt(2004, 1, 1).unwrap(), end: NaiveDate::from_ymd_opt(2004, 3, 31).unwrap() }
}
