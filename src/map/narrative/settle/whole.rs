//! A part of revenue against the whole: more than all of it is of a longer time than it was taken to be of.

use super::super::aspects::Topic;
use super::super::clause::Mention;
use super::Settler;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::grouped;
use crate::report::{Aspects, Dimensions, Fact, Value};

/// What no part of the company can have more of than the company.
const REVENUES: [&str; 2] = ["Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax"];

impl Settler<'_> {
    /// Whether a part whose time is not said would be more than the whole of the time that it was taken to be of, and says so:
    /// "U.S. Retail sales were $2.9 billion" of a quarter in which all sales were $1.1 billion.
    pub(super) fn exceeds_whole(&mut self, mention: &Mention, aspects: &Aspects, value: &Value) -> bool {
        if !mention.whens.is_empty() || aspects.dimensions.is_empty() || !REVENUES.contains(&aspects.concept.local()) {
            return false;
        }
        let Value::Number { amount, .. } = value else { return false };
        let all_of_it = Topic { concept: aspects.concept.clone(), dimensions: Dimensions::default() };
        let same = |fact: &&Fact| fact.aspects.period == aspects.period && fact.aspects.unit == aspects.unit;
        let whole = self.of_topic(&all_of_it).find(same);
        let Some((Value::Number { amount: all, .. }, place)) = whole.map(|fact| (fact.value.clone(), fact.origins[0].span())) else {
            return false;
        };
        if *amount <= all {
            return false;
        }
        let message = format!(
            "the text gives a part of {} as {} without saying of when; all of it is {} up to {}",
            aspects.concept.local(),
            grouped(amount.normalize()),
            grouped(all.normalize()),
            aspects.period.end()
        );
        let doubt = Diagnostic::new(Code::AmbiguousPeriod, message)
            .at(mention.amount.figure.span, "a part")
            .and_at(place, "all of it")
            .help("the figure is left out: it may be of a longer time");
        self.doubts.push(doubt);
        true
    }
}
