//! Columns of a reconciliation that are parts of the company: which parts other tables say they are, and which lines their rows say again.

use rust_decimal::Decimal;

use super::Reader;

use crate::figure::Figure;
use crate::map::dimension::{Qualifier, Split};
use crate::map::gaap;
use crate::map::graph::Graph;
use crate::map::lines::{Line, folded};
use crate::map::unit::Counted;
use crate::report::{Confidence, Fact, StatementKind};
use crate::taxonomy::{Concept, PeriodType, QName, known_standard};

impl Reader<'_> {
    /// Makes segments of columns that are called as places or products, where their figures are those that another table states of the segments
    /// so called: `Domestic | International | Consolidated`.
    pub(super) fn settle_members(&mut self, graph: &Graph) {
        if self.kind != StatementKind::Reconciliation {
            return;
        }
        let segment = |q: &Qualifier| match q {
            Qualifier::Member(Split::Geography | Split::Product, name) => graph.member_called(&Split::Segment.axis().0, name),
            _ => None,
        };
        let named: Vec<Option<QName>> = self.columns.iter().map(|column| column.iter().find_map(segment)).collect();
        let shown = named.iter().enumerate().any(|(at, member)| member.as_ref().is_some_and(|member| self.shows(at, member, graph)));
        for (column, _) in self.columns.iter_mut().zip(&named).filter(|(_, member)| shown && member.is_some()) {
            for qualifier in column {
                if let Qualifier::Member(split @ (Split::Geography | Split::Product), _) = qualifier {
                    *split = Split::Segment;
                }
            }
        }
    }

    /// Whether a figure of a column is one that is stated of a member.
    fn shows(&self, column: usize, member: &QName, graph: &Graph) -> bool {
        let of_member = |fact: &Fact| fact.aspects.dimensions.iter().any(|(_, said)| said == member);
        self.lines.iter().any(|line| self.said_at(line, column, graph).is_some_and(|mut said| said.any(of_member)))
    }

    /// The facts that state the amount of a cell for the time of its column, where it is large enough to be no chance.
    fn said_at<'g>(&self, line: &Line, column: usize, graph: &'g Graph) -> Option<impl Iterator<Item = &'g Fact> + use<'g>> {
        let figure = line.row.figures.get(column)?.as_ref().filter(|_| line.counted == Counted::Money && self.times[column].is_plain())?;
        let (amount, ..) = self.scales.amount(&line.counted, line.row, column, figure);
        let period = self.period(PeriodType::Duration, line, column).filter(|_| amount.abs() >= Decimal::from(1000))?;
        Some(graph.with_amount(amount).iter().map(|id| &graph.facts[id.index()]).filter(move |fact| fact.aspects.period == period))
    }

    /// The standard concept of a row whose figures other tables state of the very parts that the columns are of, under its label.
    pub(super) fn repeated_in_columns(&self, line: &Line, graph: &Graph) -> Option<(&'static Concept, Confidence)> {
        if self.kind != StatementKind::Reconciliation
            || line.segment.is_some()
            || gaap::is_outside_gaap(line.row.stub.as_str())
            || !self.table_qualifiers(line).is_empty()
        {
            return None;
        }
        let label = folded(gaap::without_marks(line.row.stub.as_str()));
        let is_part = |column: usize| matches!(self.columns[column].as_slice(), [Qualifier::Member(..)]);
        let figured = |(column, figure): (usize, &Option<Figure>)| figure.as_ref().filter(|f| !f.style.dash).map(|_| column);
        let mut parts = line.row.figures.iter().enumerate().filter_map(figured).filter(|column| is_part(*column));
        let of = |column: usize| {
            let same =
                |fact: &&Fact| fact.aspects.concept.is_standard() && !fact.aspects.dimensions.is_empty() && folded(&fact.label) == label;
            self.said_at(line, column, graph)?.find(same).map(|fact| &fact.aspects.concept)
        };
        let named = of(parts.next()?)?;
        let mut others = parts.map(of).peekable();
        let agreed = others.peek().is_some() && others.all(|other| other == Some(named));
        known_standard(named).filter(|_| agreed).map(|concept| (concept, Confidence::new(0.85)))
    }
}
