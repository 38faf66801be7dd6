//! Headlines: lines that tell what the release has to say, and head nothing below them.

/// Verbs of a headline.
const TIDINGS: [&str; 17] = [
    "raises",
    "reaffirms",
    "reiterates",
    "narrows",
    "lifts",
    "increases",
    "updates",
    "provides",
    "announces",
    "reports",
    "issues",
    "maintains",
    "lowers",
    "affirms",
    "confirms",
    "delivers",
    "posts",
];

/// Whether a line in lower case has a verb of a headline: "Raises Full-Year Guidance" heads no guidance.
pub(crate) fn tells_news(lower: &str) -> bool {
    lower.split(|c: char| !c.is_alphabetic()).any(|word| TIDINGS.contains(&word))
}
