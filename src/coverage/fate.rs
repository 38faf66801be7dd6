//! What becomes of numbers: every fate with its name and its meaning, said once.

use crate::report::FactId;

macro_rules! fates {
    ($($(#[doc = $doc:literal])* $variant:ident $(($fact:ty))? = $name:literal, $meaning:literal;)*) => {
        /// What became of a number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Fate { $($(#[doc = $doc])* $variant $(($fact))?,)* }

        impl Fate {
            /// Names and meanings in a few words, in the order in which totals are shown.
            const KINDS: &[(&str, &str)] = &[$(($name, $meaning),)*];

            /// Its name: `fact`, `mention`, `period`, `prose-figure` ...
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant { .. } => $name,)* }
            }
        }
    };
}

fates! {
    /// A fact, at its first place.
    Fact(FactId) = "fact", "in facts, each at its first place";
    /// Another place of a fact.
    Mention(FactId) = "mention", "in further places of facts";
    /// The stated change from one fact to another.
    Change(FactId) = "change", "in stated changes between facts";
    /// Part of a date, a time, a year, the length of a period.
    Period = "period", "in dates, times, years, lengths of periods";
    /// The scale of a table.
    Scale = "scale", "scales of tables";
    /// Part of the label of a row or the heading of a column.
    Label = "label", "numbers in labels and headings";
    /// The number of a page.
    Page = "page", "page numbers";
    /// The number of an item of a list.
    List = "list", "numbers of lists";
    /// The mark of a footnote.
    Footnote = "footnote", "marks of footnotes";
    /// Part of a phone number, an address, a web address, a code to dial.
    Contact = "contact", "phone numbers, addresses, codes to dial";
    /// The number of a form, a rule, a standard, an exhibit.
    Reference = "reference", "numbers of forms, rules, exhibits; parts of names";
    /// An amount or a percentage in running text that became no fact.
    ProseFigure = "prose-figure", "amounts and percentages of the text that became no fact";
    /// Another number in running text.
    Prose = "prose", "other numbers of the text";
    /// A figure of a table that became no fact, as a finding says.
    Unread = "unread", "figures of tables that became no fact, as findings say";
    /// A figure of a table that became no fact, and the reading did not notice.
    Unaccounted = "unaccounted", "figures of tables that the reading did not notice";
    /// In a part of a submission that is no exhibit.
    Outside = "outside", "in parts of the submission that are not read";
}

impl Fate {
    /// The fact that it is or belongs to.
    pub fn fact(self) -> Option<FactId> {
        match self {
            Self::Fact(id) | Self::Mention(id) | Self::Change(id) => Some(id),
            _ => None,
        }
    }
}

/// How many numbers met a fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The fate's name.
    pub name: &'static str,
    /// What it means, in a few words.
    pub meaning: &'static str,
    /// How many numbers.
    pub count: usize,
}

/// The totals of all fates, those that no number met among them.
pub fn counts(fates: impl Iterator<Item = Fate>) -> Vec<Count> {
    let mut counts: Vec<Count> = Fate::KINDS.iter().map(|&(name, meaning)| Count { name, meaning, count: 0 }).collect();
    for fate in fates {
        let name = fate.name();
        counts.iter_mut().filter(|known| known.name == name).for_each(|known| known.count += 1);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fate_is_counted_under_its_name() {
        let met = counts([Fate::Mention(FactId::new(3)), Fate::Mention(FactId::new(4)), Fate::Outside].into_iter());
        let met: Vec<_> = met.iter().filter(|c| c.count > 0).map(|c| (c.name, c.count)).collect();
        assert_eq!(met, [("mention", 2), ("outside", 1)]);
    }
}
