//! People: officers by their titles, and whom investors may turn to.

use std::ops::Range;

use super::notice::Notice;
use super::page::Passage;
use super::phone;
use crate::map::narrative::token::Token;

/// Titles that make an officer, in words.
const CHIEFS: [(&str, &[&[&str]]); 2] = [
    ("ChiefExecutiveOfficerName", &[&["chief", "executive", "officer"], &["ceo"]]),
    ("ChiefFinancialOfficerName", &[&["chief", "financial", "officer"], &["cfo"]]),
];

/// Officers named with their titles, in order: "Judi Irving, President and CEO", "Oracle CEO Larry Ellison".
pub(super) fn officers(passages: &[Passage<'_>], own: &[String]) -> Vec<Notice> {
    let mut found = Vec::new();
    for passage in passages {
        for (concept, titles) in CHIEFS {
            for at in titles.iter().flat_map(|title| places(&passage.tokens, title).map(|at| (at, title.len())).collect::<Vec<_>>()) {
                let name =
                    name_before_title(passage, at.0, own).or_else(|| name_behind_title(passage, at.0, at.1, own).filter(|_| !passage.head));
                if let Some(name) = name {
                    let bytes = passage.bytes(name);
                    found.push(Notice::name(concept, &passage.words()[bytes.clone()], passage.span(bytes)).sure(0.85));
                }
            }
        }
    }
    found.sort_by_key(|n| n.spans[0]);
    found
}

fn places<'a>(tokens: &'a [Token], title: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
    (0..tokens.len()).filter(move |&i| title.iter().enumerate().all(|(k, word)| tokens.get(i + k).is_some_and(|t| t.is(word))))
}

/// "Name, President and" before the title: only words of a title may stand between.
fn name_before_title(passage: &Passage<'_>, title: usize, own: &[String]) -> Option<Range<usize>> {
    let tokens = &passage.tokens;
    let mut at = title;
    let mut steps = 0;
    while at > 0 && !tokens[at - 1].is(",") {
        let word = &tokens[at - 1];
        let of_title = word.is_any(&[
            "president",
            "and",
            "&",
            "chairman",
            "chair",
            "executive",
            "vice",
            "senior",
            "chief",
            "the",
            "operating",
            "treasurer",
            "secretary",
            "founder",
            "co",
            "board",
            "of",
            "interim",
            "acting",
            "officer",
            "director",
            "managing",
            "company",
            "corporation",
            "administrative",
            "finance",
            "corporate",
            "inc",
            ".",
            "chairwoman",
            "bank",
            "holding",
            "ceo",
            "cfo",
            "coo",
        ]) || own.contains(&word.lower);
        steps += 1;
        if !of_title || steps > 12 {
            return None;
        }
        at -= 1;
    }
    let comma = at.checked_sub(1)?;
    let former = tokens[comma..title].iter().any(|t| t.is_any(&["former", "retiring", "retired"]));
    // "Chairman, President and Chief Executive Officer": the words before the comma are of the title, too
    if tokens.get(comma.checked_sub(1)?).is_some_and(|t| t.is_any(&["chairman", "president", "chair", "officer", "director"])) {
        return name_before_title(passage, comma, own);
    }
    (!former).then(|| name_ending(passage, comma, own)).flatten()
}

/// "CEO Larry Ellison".
fn name_behind_title(passage: &Passage<'_>, title: usize, len: usize, own: &[String]) -> Option<Range<usize>> {
    let start = title + len;
    let start = start + usize::from(passage.tokens.get(start).is_some_and(|t| t.is(",")));
    let end = start + passage.tokens.get(start..)?.iter().take(4).take_while(|t| name_word(t, own) || t.is(".")).count();
    let name = trim_points(&passage.tokens, start..end);
    let comma_before = start > title + len;
    let closed = passage.tokens.get(name.end).is_none_or(|t| !t.is("'"));
    // behind a comma a name must be closed by one: "Asta's CFO, Mitchell Cohen, said"
    let shut = !comma_before || passage.tokens.get(name.end).is_some_and(|t| t.is_any(&[",", "said", "stated", "commented", "added"]));
    (whole_name(&passage.tokens, &name) && closed && shut).then_some(name)
}

/// A name that ends before token `end`: "John D. Milton, Jr." counts as one.
pub(super) fn name_ending(passage: &Passage<'_>, end: usize, own: &[String]) -> Option<Range<usize>> {
    let tokens = &passage.tokens;
    let mut start = end;
    while start > 0
        && end - start < 6
        && (name_word(&tokens[start - 1], own) || tokens[start - 1].is(".") && start > 1 && tokens[start - 2].lower.len() <= 2)
    {
        start -= 1;
    }
    let mut name = trim_points(tokens, start..end);
    // a longer run is no name but a heading; its last two or three words may be one behind the entity's own name
    if name.len() > 4 {
        return None;
    }
    while whole_name(tokens, &name)
        && tokens[name.start].is_any(&["contact", "contacts", "mr", "ms", "mrs", "dr", "commenting", "said", "stated"])
    {
        name.start += 1;
        name = trim_points(tokens, name);
    }
    whole_name(tokens, &name).then_some(name)
}

fn trim_points(tokens: &[Token], mut name: Range<usize>) -> Range<usize> {
    while name.start < name.end && !tokens[name.start].is_word() {
        name.start += 1;
    }
    while name.start < name.end && !tokens[name.end - 1].is_word() {
        name.end -= 1;
    }
    name
}

/// Two to four words with capitals.
fn whole_name(tokens: &[Token], name: &Range<usize>) -> bool {
    let words = tokens[name.clone()].iter().filter(|t| t.is_word()).count();
    (2..=4).contains(&words) && tokens[name.start].lower.len() + tokens[name.end - 1].lower.len() > 4
}

fn name_word(token: &Token, own: &[String]) -> bool {
    let office = token.is_any(&[
        "president",
        "chief",
        "executive",
        "officer",
        "inc",
        "corporation",
        "company",
        "the",
        "investor",
        "relations",
        "contact",
        "contacts",
        "chairman",
        "vice",
        "director",
        "ceo",
        "coo",
        "cfo",
        "senior",
        "corp",
        "financial",
        "media",
        "operating",
        "and",
        "in",
        "on",
        "commenting",
        "said",
        "mr",
        "ms",
        "mrs",
        "quarter",
        "results",
        "news",
        "release",
        "treasurer",
        "co",
        "bank",
    ]);
    let possessive = token.lower.ends_with("'s") || token.lower.ends_with("’s");
    token.is_word() && token.capital && !possessive && !office && !own.contains(&token.lower)
}

/// Whom investors may turn to, with the telephone number: behind "Contact", with a title of investor relations or finance.
pub(super) fn contact(passages: &[Passage<'_>], own: &[String]) -> Vec<Notice> {
    let Some(first) = passages.iter().position(|p| p.tokens.iter().take(4).any(|t| t.is_any(&["contact", "contacts"]))) else {
        return Vec::new();
    };
    let near = &passages[first..passages.len().min(first + 8)];
    let mut found = Vec::new();
    for passage in near {
        let title = passage.tokens.windows(2).position(|w| w[0].is("investor") && w[1].is("relations"));
        let Some(title) = title.or_else(|| title_of_finance(&passage.tokens)) else { continue };
        let Some(name) = contact_name(passage, title, own) else { continue };
        let bytes = passage.bytes(name);
        found.push(Notice::name("InvestorContactName", &passage.words()[bytes.clone()], passage.span(bytes.clone())).sure(0.8));
        let later = near.iter().skip_while(|p| !std::ptr::eq(*p, passage));
        let number = later
            .take(3)
            .find_map(|p| phone::phones(p).into_iter().find(|n| !std::ptr::eq(p, passage) || n.bytes.start > bytes.end).map(|n| (p, n)));
        if let Some((place, number)) = number {
            found.push(Notice::name("InvestorContactPhoneNumber", number.value, place.span(number.bytes)).sure(0.8));
        }
        break;
    }
    found
}

fn title_of_finance(tokens: &[Token]) -> Option<usize> {
    places(tokens, &["chief", "financial", "officer"]).next().or_else(|| places(tokens, &["cfo"]).next())
}

/// "JoAnn Mannise, Director of Investor Relations": the name before the comma before the title.
fn contact_name(passage: &Passage<'_>, title: usize, own: &[String]) -> Option<Range<usize>> {
    let comma = passage.tokens[..title].iter().rposition(|t| t.is(","))?;
    (title - comma <= 8).then(|| name_ending(passage, comma, own)).flatten()
}
