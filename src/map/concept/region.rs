//! Whether a balance sheet line stands among the current items: by the headings above it and the totals below it.

use super::LinkLine;

/// For each line of a balance sheet: among the current items, among the others, or not to be told.
pub(super) fn current(lines: &[LinkLine<'_>]) -> Vec<Option<bool>> {
    let classified = lines.iter().any(|line| closes(line.label));
    let mut below = None;
    let mut regions: Vec<Option<bool>> = Vec::with_capacity(lines.len());
    for line in lines.iter().rev() {
        if closes(line.label) {
            below = Some(true);
        } else if ends(line.label) {
            below = classified.then_some(false);
        }
        regions.push(by_heading(line).or(below));
    }
    regions.reverse();
    regions
}

fn by_heading(line: &LinkLine<'_>) -> Option<bool> {
    let heading = line.sections.last()?.to_ascii_lowercase();
    let other = ["non-current", "noncurrent", "long-term", "long term"].iter().any(|word| heading.contains(word));
    if other { Some(false) } else { heading.contains("current").then_some(true) }
}

/// A total of current items.
fn closes(label: &str) -> bool {
    let lower = label.to_ascii_lowercase();
    lower.contains("total current") || lower.starts_with("current assets") || lower.starts_with("current liabilities")
}

/// A total that ends a side of the balance sheet.
fn ends(label: &str) -> bool {
    let lower = label.to_ascii_lowercase();
    ["total assets", "total liabilities", "total stockholders", "total shareholders", "total equity"].iter().any(|t| lower.starts_with(t))
}

/// How likely a name makes a concept in a region: `OtherAssetsCurrent` among the current items, `OtherAssetsNoncurrent` not.
pub(super) fn weight(local: &str, region: Option<bool>) -> f64 {
    let (current, other) =
        (local.ends_with("Current") || local.contains("Current") && !local.contains("Noncurrent"), local.contains("Noncurrent"));
    match region {
        Some(true) if current => 3.0,
        Some(true) if other => 0.1,
        Some(false) if current => 0.1,
        Some(false) if other => 2.0,
        _ => 1.0,
    }
}
