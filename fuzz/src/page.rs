//! A release whose words are the fuzzer's: the frame makes facts of them, so that they get all the way to the writers.

/// A page of the input's lines: the company, the place, the title, the scale, three headers, then labels each with two figures.
pub fn release(text: &str) -> String {
    let mut lines = text.split('\n').map(|line| line.replace(['\r', '\u{c}'], " "));
    let mut next = |usual: &str| lines.next().filter(|line| !line.trim().is_empty()).unwrap_or_else(|| usual.to_owned());
    let (company, place, title) = (next("ACME INC."), next("DENVER, May 13, 2004"), next("Statements of Operations"));
    let (scale, over, left, right) = (next("(in thousands)"), next("Three Months Ended March 31,"), next("2004"), next("2003"));
    let mut page = format!(
        "{company} REPORTS FIRST QUARTER RESULTS\n\n{place} -- {company} (NASDAQ: ABCD) today reported results for the first quarter of 2004.\n\n\
         {title}\n{scale}\n\n{:40}{over}\n{:40}{left:>14}{right:>14}\n",
        "", ""
    );
    let rest: Vec<String> = lines.take(200).collect();
    for row in rest.chunks(3) {
        let figure = |at: usize| row.get(at).map_or("1,234", String::as_str);
        page.push_str(&format!("{:<40}{:>14}{:>14}\n", row[0], figure(1), figure(2)));
    }
    page.push_str("Net income                                       1,234         1,100\n");
    page
}
