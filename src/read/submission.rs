//! Whole EDGAR submissions: the documents inside, and which of them hold results.

use crate::document::{Block, Document, Grid};
use crate::error::Error;
use crate::figure::Figure;
use crate::source::{Source, Span};
use crate::text::Text;

use super::header;

/// Whether the lower-cased head of a file looks like a submission.
pub fn looks_like(head: &str) -> bool {
    ["<sec-document>", "<sec-header>", "<ims-document>", "<ims-header>", "<submission>"].iter().any(|tag| head.contains(tag))
        || head.starts_with("-----begin privacy-enhanced message-----")
        || head.starts_with("<document>")
}

/// Reads the header and lays out the documents that hold results.
///
/// # Errors
/// When no document of the submission can be read.
pub fn document(source: &Source) -> Result<Document, Error> {
    let (head, parts) = parts(source.text());
    let readable: Vec<Part> = parts.into_iter().filter(|part| part.is_readable(source)).collect();
    let chosen = choose(source, readable);
    if chosen.is_empty() {
        let reason = "the submission holds no document that can be read as text or HTML; give the exhibit itself".to_owned();
        return Err(Error::Input { name: source.name().to_owned(), reason });
    }
    let exhibit = chosen.first().and_then(|(part, _)| part.kind.map(|span| Text::folded(source.slice(span), span.start as usize)));
    let submission = (!head.is_empty()).then(|| header::submission(source, head));
    Ok(Document { blocks: chosen.into_iter().flat_map(|(_, blocks)| blocks).collect(), submission, exhibit })
}

/// One `<DOCUMENT>`.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    kind: Option<Span>,
    filename: Option<Span>,
    description: Option<Span>,
    body: Span,
}

/// The header's span, and the documents behind it.
fn parts(text: &str) -> (Span, Vec<Part>) {
    let mut starts: Vec<usize> = memchr::memmem::find_iter(text.as_bytes(), "<DOCUMENT>").collect();
    if starts.is_empty() {
        starts = memchr::memmem::find_iter(text.as_bytes(), "<document>").collect();
    }
    let head = Span::new(0, starts.first().copied().unwrap_or(text.len()));
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = starts.iter().zip(ends).map(|(&start, end)| part(text, start, end)).collect();
    (head, parts)
}

fn part(text: &str, start: usize, end: usize) -> Part {
    let mut part = Part { body: Span::new(end, end), ..Part::default() };
    let mut at = start;
    for line in text[start..end].split_inclusive('\n') {
        let (begin, trimmed) = (at + (line.len() - line.trim_start().len()), line.trim());
        at += line.len();
        let field = |tag: &str| has_tag(trimmed, tag).then(|| Span::new(begin + tag.len(), begin + trimmed.len()));
        part.kind = part.kind.or_else(|| field("<TYPE>"));
        part.filename = part.filename.or_else(|| field("<FILENAME>"));
        part.description = part.description.or_else(|| field("<DESCRIPTION>"));
        if let Some(rest) = field("<TEXT>") {
            part.body = body(text, rest.start as usize, end);
            break;
        }
    }
    part
}

fn has_tag(line: &str, tag: &str) -> bool {
    line.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag))
}

/// What stands between `<TEXT>` and the last `</TEXT>`.
fn body(text: &str, start: usize, end: usize) -> Span {
    let inside = &text.as_bytes()[start..end];
    let close = ["</TEXT>", "</text>", "</DOCUMENT>"].iter().find_map(|tag| memchr::memmem::rfind(inside, tag.as_bytes()));
    Span::new(start, close.map_or(end, |at| start + at))
}

impl Part {
    fn kind(&self, source: &Source) -> String {
        self.kind.map_or_else(String::new, |span| source.slice(span).trim().to_ascii_uppercase())
    }

    fn described(&self, source: &Source) -> String {
        self.description.map_or_else(String::new, |span| source.slice(span).to_ascii_uppercase())
    }

    /// Whether it is text or HTML, and not a picture, a spreadsheet or data.
    fn is_readable(&self, source: &Source) -> bool {
        let kind = self.kind(source);
        let data = ["GRAPHIC", "EXCEL", "ZIP", "XML", "EX-101", "EX-27", "PDF", "COVER"].iter().any(|k| kind.starts_with(k));
        let name = self.filename.map_or_else(String::new, |span| source.slice(span).trim().to_ascii_lowercase());
        let picture = [".pdf", ".jpg", ".gif", ".png", ".xls", ".xlsx", ".zip", ".xml", ".xsd", ".fil", ".json", ".js", ".css"];
        let body = source.slice(self.body).trim_start();
        let packed = body.starts_with("begin 6") || has_tag(body, "<PDF>") || body.starts_with("%PDF") || has_tag(body, "<XML>");
        !(data || packed || body.is_empty() || picture.iter().any(|extension| name.ends_with(extension)))
    }

    fn is_exhibit_99(&self, source: &Source) -> bool {
        self.kind(source).starts_with("EX-99") && !["TRANSCRIPT", "AGREEMENT"].iter().any(|w| self.described(source).contains(w))
    }
}

/// The documents that hold results: the exhibits 99 that are releases, with prose and tables of figures. Where prose and tables are parted,
/// both count. Failing that the filing's own text; failing that the first exhibit 99, which may still tell results in prose.
fn choose(source: &Source, parts: Vec<Part>) -> Vec<(Part, Vec<Block>)> {
    let (exhibits, others): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| part.is_exhibit_99(source));
    let mut laid: Vec<(Part, Vec<Block>)> = exhibits.into_iter().map(|part| (part, super::lay_out(source, part.body, None))).collect();
    if laid.iter().any(|(_, blocks)| shows_results(blocks)) {
        let any_release = laid.iter().any(|(_, blocks)| shows_results(blocks) && tells(blocks));
        laid.retain(
            |(_, blocks)| if any_release { shows_results(blocks) && tells(blocks) } else { shows_results(blocks) || tells(blocks) },
        );
        return laid;
    }
    let main = others.into_iter().next().map(|part| (part, without_cover(super::lay_out(source, part.body, None))));
    match (main, laid.into_iter().next()) {
        (Some(main), Some(exhibit)) => vec![if shows_results(&main.1) { main } else { exhibit }],
        (main, exhibit) => main.or(exhibit).into_iter().collect(),
    }
}

/// Whether there is prose: paragraphs of several lines.
fn tells(blocks: &[Block]) -> bool {
    blocks.iter().filter(|block| matches!(block, Block::Paragraph(text) if text.as_str().len() > 200)).count() >= 2
}

/// Leaves out the form's cover and signatures where the release stands behind them in the same document.
fn without_cover(mut blocks: Vec<Block>) -> Vec<Block> {
    let begins = |block: &Block, words: &str| match block {
        Block::Heading(text) | Block::Paragraph(text) => {
            text.as_str().len() <= 60 && text.as_str().get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words))
        }
        Block::Grid(_) => false,
    };
    let signed = blocks.iter().position(|block| begins(block, "signature"));
    let exhibit = signed.and_then(|at| Some(at + blocks[at..].iter().position(|block| begins(block, "exhibit 99"))?));
    match exhibit.filter(|&at| shows_results(&blocks[at..])) {
        Some(at) => blocks.split_off(at),
        None => blocks,
    }
}

/// Whether some grid has several rows of figures beside labels.
fn shows_results(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| if let Block::Grid(grid) = block { rows_of_figures(grid) >= 3 } else { false })
}

fn rows_of_figures(grid: &Grid) -> usize {
    let has_figure = |cells: &[crate::document::Cell]| cells.iter().any(|c| c.column > 0 && Figure::from_cell(&c.text).is_some());
    grid.rows.iter().filter(|row| row.stub().is_some() && has_figure(&row.cells)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "<html><table><tr><td>Sales</td><td>$</td><td>10</td></tr><tr><td>Costs</td><td></td><td>7</td></tr>\
        <tr><td>Income</td><td>$</td><td>3</td></tr></table></html>";

    fn submission(documents: &[(&str, &str)]) -> Source {
        let mut text = String::from("<SEC-HEADER>\nCENTRAL INDEX KEY:\t\t0000000042\n</SEC-HEADER>\n");
        for (kind, body) in documents {
            text += &format!("<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>1\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n");
        }
        Source::from_text("x", text)
    }

    fn chosen(documents: &[(&str, &str)]) -> String {
        let source = submission(documents);
        let document = document(&source).unwrap();
        assert_eq!(document.submission.unwrap().cik.unwrap().as_str(), "0000000042");
        document.exhibit.unwrap().as_str().to_owned()
    }

    #[test]
    fn exhibits_with_tables_come_first() {
        let cover = ("8-K", "<html><p>Cover</p></html>");
        assert_eq!(chosen(&[cover, ("EX-10", TABLE), ("EX-99.1", "<p>Mr. A joins</p>"), ("EX-99.2", TABLE)]), "EX-99.2");
        assert_eq!(chosen(&[cover, ("EX-99.1", "<p>Net income was $3</p>")]), "EX-99.1");
        assert_eq!(chosen(&[("10-Q", TABLE), ("EX-99.1", "<p>I certify</p>")]), "10-Q");
        assert_eq!(chosen(&[cover, ("GRAPHIC", "begin 644 x.jpg\nM_]C")]), "8-K");
    }

    #[test]
    fn a_release_goes_before_a_sheet_of_figures() {
        let prose = format!("<p>{0}</p><p>{0}</p>", "Net sales rose, and so did net income. ".repeat(9));
        let release = format!("{prose}{TABLE}");
        let count = |documents: &[(&str, &str)]| document(&submission(documents)).unwrap().blocks.len();
        assert_eq!(count(&[("EX-99.1", &release), ("EX-99.2", TABLE)]), 3);
        assert_eq!(count(&[("EX-99.1", &prose), ("EX-99.2", TABLE)]), 3);
        assert_eq!(count(&[("EX-99.1", &release), ("EX-99.2", &release)]), 6);
    }

    #[test]
    fn places_count_from_the_start_of_the_file() {
        let source = submission(&[("EX-99.1", TABLE)]);
        let document = document(&source).unwrap();
        let Some(Block::Grid(grid)) = document.blocks.first() else { panic!("a grid") };
        let cell = &grid.rows[2].cells[1];
        assert_eq!(cell.text.as_str(), "$3");
        assert_eq!(source.slice(cell.text.span_of(1..2)), "3");
    }

    #[test]
    fn a_submission_of_pictures_is_refused() {
        let source = submission(&[("GRAPHIC", "begin 644 x.jpg\nM_]C")]);
        assert!(matches!(document(&source), Err(Error::Input { .. })));
    }
}
