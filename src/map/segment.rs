//! Segments by the titles and headings that name them.

mod headed;
mod prefixed;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::arithmetic::Sum;
use super::lines::folded;
use super::unit::Counted;
use crate::report::StatementKind;
use crate::table::{Row, RowKind, bare};
use crate::text::has_any;

/// The segment that a title names: `Asset Management Segment:` and `Domestic Segment Results` name one; `Segment Information`, `Results by segment`
/// and a sentence that leads to a table name none.
pub(crate) fn titled(title: &str) -> Option<String> {
    const TRAILING: &str = "results result information data performance highlights summary gaap non-gaap financial operating";
    const NO_NAMES: &str = "by per reportable operating each and of the industry following below above table tables sets set presents shows \
     summarizes summarizing our its their this these selected supplemental unaudited quarterly";
    // most titles are of no segment
    if !title.as_bytes().windows("segment".len()).any(|word| word.eq_ignore_ascii_case(b"segment")) {
        return None;
    }
    // "Multifamily Segment (dollars in thousands)", "Schedule 3 - Trucking Segment"
    let title = title.split('(').next().unwrap_or("");
    let title = [" - ", " – ", " — "].iter().filter_map(|dash| title.rsplit_once(dash)).map(|(_, rest)| rest).next().unwrap_or(title);
    let mut words: Vec<&str> = title.trim().trim_end_matches(':').split_whitespace().collect();
    // "Plant Nutrition Segment 1": the mark of a note
    let is_mark = |w: &str| w.len() == 1 && w.bytes().all(|b| b.is_ascii_digit());
    while words.last().is_some_and(|w| is_mark(w) || TRAILING.split(' ').any(|t| w.eq_ignore_ascii_case(t))) {
        words.pop();
    }
    words.pop().filter(|w| w.eq_ignore_ascii_case("segment"))?;
    let last = words.last()?.to_lowercase();
    let inside = ["and", "of", "the"];
    let names_none = |word: &&str| NO_NAMES.split(' ').any(|none| word.eq_ignore_ascii_case(none));
    let sentence = words.iter().any(|word| names_none(word) && !inside.iter().any(|w| word.eq_ignore_ascii_case(w)));
    // "Business Segment" names no segment, "Business Insurance Segment" does
    let lead = words.first().is_some_and(|word| word.eq_ignore_ascii_case("the")) || last == "business";
    let describes = |word: &&str| KINDS_OF_DATA.split(' ').any(|kind| word.eq_ignore_ascii_case(kind));
    let name = words.join(" ");
    (!sentence && !lead && !words.iter().all(describes) && !inside.contains(&last.as_str()) && name.len() < 60).then_some(name)
}

/// Whether a title, in small letters, names what is left of a company beside its segments: `Corporate & Other`.
pub(crate) fn is_rest(title: &str) -> bool {
    const NAMES: [&str; 6] =
        ["corporate", "corporate & other", "corporate and other", "corporate/other", "unallocated", "unallocated corporate"];
    NAMES.contains(&title.trim().trim_end_matches(':'))
}

/// Words that say what sort of data a title stands over: "Condensed Segment Information" is of no segment of that name.
const KINDS_OF_DATA: &str = "consolidated condensed combined gaap non-gaap total company financial reported historical adjusted interim key \
     other additional certain comparative preliminary detailed summarized & and";

/// The segment that a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Segment<'a> {
    /// Its name, as its heading prints it.
    pub(crate) name: &'a str,
    /// Whether the row is the total without a label that closes the segment's rows.
    pub(crate) closes: bool,
}

impl Segment<'_> {
    /// A label without the name of the segment: `Operating income from Homebuilding`, `Total assets - Homebuilding`.
    pub(super) fn without_name<'l>(&self, label: &'l str) -> Cow<'l, str> {
        if let Some(rest) = self.after_name(label) {
            return Cow::Owned(rest);
        }
        let at = label.len().saturating_sub(self.name.len());
        let named = label.is_char_boundary(at) && label[at..].eq_ignore_ascii_case(self.name);
        let led = |lead: &&str| label[..at].to_ascii_lowercase().ends_with(*lead);
        let lead = [" from ", " of ", " - ", " – ", ", "].into_iter().find(|lead| named && led(lead));
        Cow::Borrowed(lead.map(|lead| label[..at - lead.len()].trim_end()).filter(|rest| !rest.is_empty()).unwrap_or(label))
    }

    /// The words behind the name at the beginning of a label, or behind "Total" and the name: `Homebuilding pretax income`,
    /// `Total homebuilding assets`.
    fn after_name(&self, label: &str) -> Option<String> {
        let total = "Total ";
        let start = if label.get(..total.len()).is_some_and(|start| start.eq_ignore_ascii_case(total)) { total.len() } else { 0 };
        let end = start + self.name.len();
        label.get(start..end).filter(|name| name.eq_ignore_ascii_case(self.name))?;
        let rest = label[end..].strip_prefix(' ').map(str::trim_start).filter(|rest| rest.starts_with(char::is_alphabetic))?;
        Some(format!("{}{rest}", &label[..start]))
    }
}

/// The segment that each row is of, where headings part a table by segments: `Contract drilling:` and `Pressure pumping:`, each over revenues and
/// costs of its own. A heading's words alone prove nothing: two of them must stand over the same measure.
pub(super) fn of_rows<'a>(rows: &'a [Row], kind: StatementKind, counts: &[Counted], sums: &[Sum]) -> Vec<Option<Segment<'a>>> {
    let mut found = vec![None; rows.len()];
    if matches!(kind, StatementKind::CashFlow | StatementKind::Equity | StatementKind::PerShare | StatementKind::Guidance) {
        return found;
    }
    prefixed::name(rows, &mut found);
    headed::name(rows, &mut found);
    let heads = |at: &usize| rows[*at].kind == RowKind::Section && names_part(bare(rows[*at].stub.as_str()));
    let mut headings: Vec<usize> = (0..rows.len()).filter(heads).collect();
    if headings.len() < 2 {
        return found;
    }
    let sums = sums.iter().map(|sum| (sum.total, sum)).collect();
    let within = Within { rows, kind, counts, sums, repeated: repeated(rows, &headings, counts) };
    let proven = within.proven(&within.blocks(&headings));
    // what stands between two segments' headings and is none itself only parts the rows of the first: "Inventories"
    headings.retain(|at| proven.contains(&folded(bare(rows[*at].stub.as_str()))));
    for block in within.blocks(&headings) {
        for at in block.rows.clone() {
            let closes = at + 1 == block.rows.end && rows[at].kind == RowKind::Total && rows[at].stub.is_empty();
            found[at] = Some(Segment { name: block.name, closes });
        }
    }
    found
}

/// The rows under a heading that may name a segment.
struct Block<'a> {
    name: &'a str,
    rows: Range<usize>,
    /// Whether the last of them is their total.
    closed: bool,
    /// Whether that begins with the name and says of what it is the result: `Homebuilding income before income taxes`.
    named: bool,
    /// The labels of its rows that only parts of a company or all of it have figures of.
    measures: BTreeSet<String>,
}

/// A table in which blocks are looked for.
struct Within<'a, 't> {
    rows: &'a [Row],
    kind: StatementKind,
    counts: &'t [Counted],
    /// Each by the row of its total.
    sums: BTreeMap<usize, &'t Sum>,
    /// The labels of money that stand under more than one heading.
    repeated: BTreeSet<String>,
}

impl<'a> Within<'a, '_> {
    fn blocks(&self, headings: &[usize]) -> Vec<Block<'a>> {
        let block = |(nth, &at): (usize, &usize)| {
            let limit = headings[nth + 1..].iter().copied().find(|next| self.rows[*next].depth <= self.rows[at].depth);
            let rows = self.extent(at, limit.unwrap_or(self.rows.len()));
            let last = rows.clone().last();
            let closed = last.is_some_and(|last| self.rows[last].stub.is_empty() || self.is_result_of(last, at));
            let named = last.is_some_and(|last| self.is_named_result(last, at));
            Block { name: bare(self.rows[at].stub.as_str()), closed: closed || named, named, measures: self.measures(rows.clone()), rows }
        };
        headings.iter().enumerate().map(block).collect()
    }

    /// The names of segments: those over the same measure as another, and those whose totals are summed up with theirs.
    fn proven(&self, blocks: &[Block]) -> BTreeSet<String> {
        let mut over: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for block in blocks {
            block.measures.iter().for_each(|measure| {
                over.entry(measure).or_default().insert(folded(block.name));
            });
        }
        let mut proven: BTreeSet<String> = over.into_values().filter(|names| names.len() > 1).flatten().collect();
        // each closes with a result that says its name
        let named: BTreeSet<String> = blocks.iter().filter(|block| block.named).map(|block| folded(block.name)).collect();
        if named.len() > 1 {
            proven.extend(named);
        }
        let closing: BTreeMap<usize, String> =
            blocks.iter().filter(|block| block.closed).map(|block| (block.rows.end - 1, folded(block.name))).collect();
        let measured = proven.clone();
        for sum in self.sums.values() {
            let names: Vec<&String> = sum.parts.iter().filter_map(|(part, _)| closing.get(part)).collect();
            if names.iter().any(|name| measured.contains(*name)) {
                proven.extend(names.into_iter().cloned());
            }
        }
        proven
    }

    /// The rows under a heading: up to the total that says its name or has no words, else as far as they stand under it. In a statement, where rows
    /// of the whole company follow, rows that nothing parts from those are none of it.
    fn extent(&self, heading: usize, limit: usize) -> Range<usize> {
        let first = heading + 1;
        let named = || (first..limit).rev().find(|at| self.is_named_result(*at, heading));
        let total = (first..limit).find(|at| self.is_result_of(*at, heading)).max(named());
        if let Some(total) = total.or_else(|| self.nameless_total(first..limit)) {
            return first..total + 1;
        }
        let depth = self.rows[heading].depth;
        let indents = (first..limit).find(|at| self.rows[*at].has_figures()).is_some_and(|at| self.rows[at].depth > depth);
        if self.kind.is_statement() && !indents {
            return first..self.repeated_rows(first..limit);
        }
        let ends = |at: &usize| {
            let row = &self.rows[*at];
            let beside = row.depth < depth || row.depth == depth && (indents || row.kind == RowKind::Section);
            beside || self.is_total_of_all(*at, first)
        };
        first..(first..limit).find(ends).unwrap_or(limit)
    }

    /// The end of the rows right under a heading that stand under another, too; none where that is one row alone.
    fn repeated_rows(&self, rows: Range<usize>) -> usize {
        let again = |at: &usize| self.rows[*at].has_figures() && self.repeated.contains(&folded(self.rows[*at].stub.as_str()));
        let end = rows.clone().find(|at| !again(at)).unwrap_or(rows.end);
        if end > rows.start + 1 { end } else { rows.start }
    }

    /// Whether a row is the result of what a heading names: `Operating income from Homebuilding`, `Total Homebuilding`.
    fn is_result_of(&self, at: usize, heading: usize) -> bool {
        const RESULTS: [&str; 8] = ["total", "operating", "income", "loss", "earnings", "segment", "net", "pretax"];
        let words = |text: &str| -> Vec<String> {
            text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 3).map(str::to_owned).collect()
        };
        let label = self.rows[at].stub.as_str().to_lowercase();
        let said = words(&label);
        let name = words(self.rows[heading].stub.as_str());
        let result = RESULTS.iter().any(|word| label.starts_with(word));
        self.rows[at].has_figures() && result && !name.is_empty() && name.iter().all(|word| said.contains(word))
    }

    /// Whether a row is called as the heading and then as a result: `Financial services pretax income`.
    fn is_named_result(&self, at: usize, heading: usize) -> bool {
        const RESULTS: [&str; 4] = ["income", "loss", "earnings", "profit"];
        let name = bare(self.rows[heading].stub.as_str());
        let label = self.rows[at].stub.as_str();
        let rest = label.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| label[name.len()..].to_lowercase());
        let result = |rest: String| rest.starts_with(' ') && has_any(&rest, &RESULTS);
        self.rows[at].has_figures() && self.counts[at] == Counted::Money && rest.is_some_and(result)
    }

    /// The total without a label that sums up the first row of a block.
    fn nameless_total(&self, block: Range<usize>) -> Option<usize> {
        let first = block.clone().find(|at| self.rows[*at].has_figures())?;
        let sums = self.sums.range(block.clone()).map(|(_, sum)| *sum).filter(|sum| self.rows[sum.total].stub.is_empty());
        let of_block =
            |sum: &&Sum| sum.parts.iter().any(|(part, _)| *part == first) && sum.parts.iter().all(|(part, _)| block.contains(part));
        sums.filter(of_block).map(|sum| sum.total).max()
    }

    /// Whether a row is a total, and not of the rows of the block: that of all segments.
    fn is_total_of_all(&self, at: usize, first: usize) -> bool {
        let lower = self.rows[at].stub.as_str().to_lowercase();
        let total = ["total ", "consolidated "].iter().any(|word| lower.starts_with(word)) && self.counts[at] == Counted::Money;
        let inside = |sum: &&Sum| sum.parts.iter().all(|(part, _)| *part >= first);
        total && !self.sums.get(&at).is_some_and(inside)
    }

    fn measures(&self, block: Range<usize>) -> BTreeSet<String> {
        let told = |at: &usize| self.rows[*at].has_figures() && self.counts[*at] == Counted::Money;
        let labels = block.filter(told).map(|at| self.rows[at].stub.as_str()).filter(|label| self.is_measure(label));
        labels.map(folded).collect()
    }

    /// Whether a label is that of a measure that each part of a company has: of its own cash, in a balance sheet.
    fn is_measure(&self, label: &str) -> bool {
        const MEASURES: [&str; 12] = [
            "sales",
            "revenue",
            "income",
            "profit",
            "earnings",
            "expense",
            "cost",
            "depreciation",
            "capital expenditures",
            "ebit",
            "selling",
            "administrative",
        ];
        let lower = label.to_lowercase();
        match self.kind {
            StatementKind::BalanceSheet => lower.starts_with("cash"),
            _ => has_any(&lower, &MEASURES) && !lower.starts_with("total"),
        }
    }
}

/// The labels of rows of money that stand under more than one of the headings.
fn repeated(rows: &[Row], headings: &[usize], counts: &[Counted]) -> BTreeSet<String> {
    let mut under: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = BTreeSet::new();
    let mut heading = None;
    for (at, row) in rows.iter().enumerate() {
        if headings.binary_search(&at).is_ok() {
            heading = Some(at);
        }
        let Some(heading) = heading.filter(|_| row.has_figures() && counts[at] == Counted::Money) else { continue };
        let label = folded(row.stub.as_str());
        if *under.entry(label.clone()).or_insert(heading) != heading {
            found.insert(label);
        }
    }
    found
}

/// Whether words can be nothing but the name of a part of the company.
pub(super) fn names_part(words: &str) -> bool {
    let lower = words.to_lowercase();
    let found: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    // "St. Louis" has the point of a short word
    let ends = |word: &str| word.ends_with('.') && word.len() > "Bros.".len();
    let plain = !words.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | '$' | '%')) && !words.split(' ').any(ends);
    let rest = found == ["other"] || found == ["all", "other"];
    plain
        && (1..=MOST_WORDS).contains(&found.len())
        && !rest
        && !found.iter().any(|w| OTHER_WORDS.split(' ').any(|other| other == *w))
        && super::date::dates(words).is_empty()
        && !super::phrase::Phrase::parse(words).is_period()
}

/// How many words the name of a segment has at most.
const MOST_WORDS: usize = 8;

/// Words that no name of a segment holds, but headings of statements and tables do.
const OTHER_WORDS: &str = "total sales revenue revenues income profit expense expenses cost costs asset assets margin margins earnings segment \
     segments by data information results result summary highlights consolidated gaap adjusted adjustments reconciliation \
     depreciation amortization capital quarter year change changes growth liabilities liability equity current noncurrent \
     basic diluted primary numerator denominator continuing discontinued before after excluding including special items \
     reported forma actual guidance outlook prior previous previously predecessor successor months weeks per share shares \
     loans deposits interest tax taxes paid supplemental statement statements balance balances metrics statistics ratio \
     ratios average noninterest operating nonoperating net gross low high add less plus include includes included impact";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_named_by_titles() {
        assert_eq!(titled("Asset Management Segment:").as_deref(), Some("Asset Management"));
        assert_eq!(titled("Domestic Segment Non-GAAP Results").as_deref(), Some("Domestic"));
        assert_eq!(titled("Financial Services Segment").as_deref(), Some("Financial Services"));
        assert_eq!(titled("Business Insurance Segment Financial Results").as_deref(), Some("Business Insurance"));
        assert_eq!(titled("Multifamily Segment (dollars in thousands)").as_deref(), Some("Multifamily"));
        assert_eq!(titled("Plant Nutrition Segment 1").as_deref(), Some("Plant Nutrition"));
        assert_eq!(titled("Schedule 4 - Bread and Pastry Segment").as_deref(), Some("Bread and Pastry"));
        for title in [
            "Results by Segment",
            "Segment Information",
            "The following table sets forth segment results",
            "Schedule 4 - Segment Data",
            "Condensed Consolidated Segment Information",
            "GAAP Segment Results",
        ] {
            assert_eq!(titled(title), None, "{title}");
        }
    }

    #[test]
    fn titles_name_what_is_left_beside_the_segments() {
        assert!(is_rest("corporate & other") && is_rest("unallocated:"));
        assert!(!is_rest("corporate information") && !is_rest("other"));
    }

    #[test]
    fn a_label_says_the_name_of_its_segment() {
        let segment = Segment { name: "Homebuilding", closes: false };
        for (label, rest) in [
            ("Operating income from homebuilding", "Operating income"),
            ("Total assets - Homebuilding", "Total assets"),
            ("Homebuilding", "Homebuilding"),
            ("Homebuilding pretax income", "pretax income"),
            ("Total homebuilding assets", "Total assets"),
            ("Income before income taxes", "Income before income taxes"),
        ] {
            assert_eq!(segment.without_name(label), rest, "{label}");
        }
    }

    #[test]
    fn parts_of_a_company_are_named_by_nothing_else() {
        for words in ["Contract Drilling", "Oil and Natural Gas Production and Exploration", "Corporate and Other"] {
            assert!(names_part(words), "{words}");
        }
        for words in ["Operating expenses", "Diluted", "Nine months", "Other", "LIABILITIES", "As reported", "Underwriting gain includes"] {
            assert!(!names_part(words), "{words}");
        }
    }
}
