//! The page's own style sheet, as far as single classes go: `.hidden { display: none }`, `td.num { text-align: right }`.

use std::collections::HashMap;

use crate::markup::Tag;

/// What the rules of a page say of elements by their class.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Declarations by class, each with the element's name it holds for, empty for all.
    rules: HashMap<String, Vec<(String, String)>>,
}

impl Sheet {
    /// Reads every `<style>` of a page. Rules for print and for places inside other elements are passed over.
    pub fn of(markup: &str) -> Self {
        let mut sheet = Self::default();
        let mut rest = markup;
        while let Some(at) = find_ignoring_case(rest, "<style") {
            let Some(open) = rest[at..].find('>').map(|i| at + i + 1) else { break };
            let end = find_ignoring_case(&rest[open..], "</style").map_or(rest.len(), |i| open + i);
            sheet.read(&rest[open..end]);
            rest = &rest[end..];
        }
        sheet
    }

    /// A tag with the declarations of its classes in front of its own; `None` where they say nothing.
    pub fn styled(&self, tag: &Tag) -> Option<Tag> {
        let classes = tag.attribute("class").filter(|_| !self.rules.is_empty())?;
        let found = classes.split_whitespace().filter_map(|class| self.rules.get(class)).flatten();
        let mut style: String = found.filter(|(name, _)| name.is_empty() || *name == tag.name).flat_map(|(_, css)| [css, ";"]).collect();
        if style.is_empty() {
            return None;
        }
        style.push_str(tag.attribute("style").unwrap_or(""));
        let others = tag.attributes.iter().filter(|(name, _)| name != "style").cloned();
        Some(Tag { name: tag.name.clone(), attributes: others.chain([("style".to_owned(), style)]).collect(), span: tag.span })
    }

    fn read(&mut self, css: &str) {
        let mut rest = css;
        while let Some(open) = rest.find('{') {
            let close = rest[open..].find('}').map_or(rest.len(), |i| open + i);
            let selectors = rest[..open].rsplit(['}', ';']).next().unwrap_or("");
            let selectors = selectors.rsplit("*/").next().unwrap_or(selectors).trim_start_matches("<!--");
            if selectors.trim_start().starts_with('@') {
                rest = &rest[skipped(rest, open)..];
                continue;
            }
            for selector in selectors.split(',') {
                self.rule(selector.trim(), rest[open + 1..close].trim());
            }
            rest = rest.get(close + 1..).unwrap_or("");
        }
    }

    fn rule(&mut self, selector: &str, declarations: &str) {
        let Some((name, class)) = selector.split_once('.') else { return };
        let plain = |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        if !class.is_empty() && plain(name) && plain(class) {
            self.rules.entry(class.to_owned()).or_default().push((name.to_ascii_lowercase(), declarations.to_owned()));
        }
    }
}

/// One past the block of an at-rule whose first brace stands at `open`.
fn skipped(css: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in css.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return at + 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    css.len()
}

/// Where ASCII words stand in a text, in any case.
fn find_ignoring_case(text: &str, words: &str) -> Option<usize> {
    let is_here = |at: &usize| text.as_bytes().get(*at..at + words.len()).is_some_and(|found| found.eq_ignore_ascii_case(words.as_bytes()));
    memchr::memchr_iter(b'<', text.as_bytes()).find(is_here)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(sheet: &str, name: &str, class: &str) -> Option<String> {
        let attributes = vec![("class".to_owned(), class.to_owned()), ("style".to_owned(), "color:red".to_owned())];
        let tag = Tag { name: name.to_owned(), attributes, ..Tag::default() };
        Sheet::of(sheet).styled(&tag)?.attribute("style").map(str::to_owned)
    }

    #[test]
    fn classes_have_their_declarations() {
        let sheet = "<head><STYLE type=text/css><!-- /* all */ .h, td.n { display:none } @media print { .p { display:none } } .i{padding-left:9pt}\n--></STYLE>";
        assert_eq!(style(sheet, "tr", "x h").unwrap(), "display:none;color:red");
        assert_eq!(style(sheet, "td", "n i").unwrap(), "display:none;padding-left:9pt;color:red");
        assert_eq!(style(sheet, "p", "n"), None);
        assert_eq!(style(sheet, "p", "p"), None);
        assert_eq!(style("<style>.h{", "p", "h").as_deref(), Some(";color:red"));
    }
}
