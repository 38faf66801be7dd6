//! Headlines: lines of their own at the top that state amounts. No facts come of them; the checks hold them against the rest.

use super::comparison;
use super::passage::is_bulleted;
use super::token::tokens;
use super::wording::speaks_of_the_future;
use crate::document::{Block, Document};
use crate::figure::Currency;
use crate::report::Sentence;

/// How many blocks from the top may hold headlines.
const TOP: usize = 16;
/// How many words a headline may have.
const WORDS: usize = 30;

/// What the headlines of a document state; a bare `$` is of `dollars`.
pub(super) fn headlines(document: &Document, dollars: Currency) -> Vec<Sentence> {
    // "For the full year 2015, the Company expects:" over a list
    let mut to_come = false;
    let lines = document.blocks.iter().take(TOP).filter_map(|block| {
        let (Block::Heading(text) | Block::Paragraph(text)) = block else { return None };
        let words = text.as_str().trim_end();
        if !is_bulleted(words) {
            to_come = words.ends_with(':') && speaks_of_the_future(&tokens(words, 0..words.len()));
        }
        (!to_come && (matches!(block, Block::Heading(_)) || !words.ends_with('.'))).then_some(text)
    });
    let short = lines.filter(|text| text.as_str().split_whitespace().count() <= WORDS && text.as_str().contains(['$', '%']));
    let stated = short.filter_map(|text| {
        let range = 0..text.as_str().len();
        let tokens = tokens(text.as_str(), range.clone());
        let sentence = (!speaks_of_the_future(&tokens)).then(|| comparison::sentence(text, range, &tokens, None, dollars))??;
        Some(Sentence { headline: true, ..sentence })
    });
    stated.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn lines_at_the_top_that_state_amounts() {
        let heading = |words: &str| Block::Heading(Text::verbatim(words, 0));
        let paragraph = |words: &str| Block::Paragraph(Text::verbatim(words, 0));
        let blocks = vec![
            heading("ACME REPORTS RESULTS"),
            heading("NET SALES RISE 53% TO $28.7 MILLION"),
            paragraph("Net sales were $28.7 million."),
        ];
        let found = headlines(&Document { blocks, ..Document::default() }, Currency::USD);
        assert_eq!(found.len(), 1);
        assert!(found[0].headline && found[0].amounts.len() == 2);
    }
}
