//! The review page: one self-contained HTML file with the release as printed, every figure marked by what became of it, and every finding
//! at its place.
//!
//! Nothing of the release runs in it: its markup is copied element by element from a list of harmless ones into a shadow tree, and the page's
//! Content-Security-Policy lets only our own style and script run.

mod data;
mod marks;
mod sheet;

use sha2::{Digest, Sha256};

use self::marks::Marks;
use super::exhibit::exhibits;
use super::{File, Output, WriteOptions};
use crate::coverage::coverage;
use crate::error::Error;
use crate::report::Report;

const FORMAT: &str = "html";
const STYLE: &str = include_str!("page.css");
const SHEET_STYLE: &str = include_str!("sheet.css");
const SCRIPT: &str = include_str!("page.js");
const BODY: &str = include_str!("body.html");

/// Writes the page.
///
/// # Errors
/// None in practice: the data always serialise.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let tokens = coverage(report, &options.findings);
    let marks = Marks::new(report, &options.findings, &tokens);
    let data = serde_json::to_string(&data::data(report, &options.findings, &tokens)).map_err(|e| Error::format(FORMAT, e))?;
    let page = [
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
        &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", policy()),
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n",
        &format!("<title>{}</title>\n<style>{STYLE}</style>\n</head>\n", escaped(&title(report))),
        &body(report, &marks),
        // a data block: no script to the browser, and `<` can't end it
        &format!("<script type=\"application/json\" id=\"data\">{}</script>\n", data.replace('<', "\\u003c")),
        &format!("<script>{SCRIPT}</script>\n</body>\n</html>\n"),
    ];
    let name = format!("{}-review.html", super::base_name(report));
    Ok(Output { files: vec![File { name, bytes: page.concat().into_bytes() }], diagnostics: Vec::new() })
}

/// The body, with the release in its place.
fn body(report: &Report, marks: &Marks) -> String {
    let kind = if exhibits(report).iter().any(|exhibit| exhibit.html) { "html" } else { "text" };
    let (before, after) = BODY.split_once("{sheet}").unwrap_or((BODY, ""));
    let before =
        before.replace("{kind}", kind).replace("{end}", &report.period.end().to_string()).replace("{name}", &escaped(name(report)));
    [&before, &sheet::sheet(report, marks, SHEET_STYLE), after].concat()
}

/// Only our own style and script, by their hashes; style attributes of the release's elements do no harm.
fn policy() -> String {
    let (style, sheet, script) = (hash(STYLE), hash(SHEET_STYLE), hash(SCRIPT));
    format!(
        "default-src 'none'; script-src 'sha256-{script}'; style-src-elem 'sha256-{style}' 'sha256-{sheet}'; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )
}

fn hash(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().enumerate().fold(0u32, |word, (i, byte)| word | u32::from(*byte) << (16 - 8 * i));
        for i in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * i) & 63) as usize] as char;
            text.push(if i <= chunk.len() { digit } else { '=' });
        }
    }
    text
}

fn title(report: &Report) -> String {
    format!("{}, {}", name(report), report.period.end())
}

fn name(report: &Report) -> &str {
    if report.entity.name.is_empty() { report.source.name() } else { &report.entity.name }
}

/// Text for HTML, in elements and in quoted attributes.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    push_escaped(&mut safe, text);
    safe
}

fn push_escaped(to: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\'' => to.push_str("&#39;"),
            '\0' => to.push('\u{fffd}'),
            c => to.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads() {
        assert_eq!([base64(b"a"), base64(b"ab"), base64(b"abc")], ["YQ==", "YWI=", "YWJj"]);
    }
}
