//! Names made of printed words (EFM 6.8.5: LC3, camel case, ASCII).

/// Longest local name we make; EDGAR takes 200 characters.
const LONGEST: usize = 120;

/// Camel case of a label's words: "Provision (benefit) for income taxes" gives `ProvisionBenefitForIncomeTaxes`.
pub(crate) fn camel(label: &str) -> String {
    let mut name = String::new();
    let unquoted = label.replace(['\'', '’'], "").replace('%', " Percent ").replace('&', " And ").replace('$', " Dollar ");
    let words: Vec<&str> = unquoted.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    for (at, word) in words.iter().enumerate() {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        // a number after a number would run together with it
        if first.is_ascii_digit() && name.ends_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        name.push(first.to_ascii_uppercase());
        // short words in capitals are acronyms, but among long ones
        let shout = is_shout(word, 1) && (at.saturating_sub(1)..=at + 1).any(|near| words.get(near).is_some_and(|w| is_shout(w, 5)));
        name.extend(chars.map(|c| if shout { c.to_ascii_lowercase() } else { c }));
        if name.len() >= LONGEST {
            name.truncate(LONGEST);
            break;
        }
    }
    name
}

/// Whether a word of so many letters at least is all in capitals.
fn is_shout(word: &str, letters: usize) -> bool {
    word.len() >= letters && word.chars().all(|c| !c.is_lowercase())
}

/// A name that XML accepts: never empty, never led by a digit.
pub(crate) fn nc_name(name: &str, lead: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name.to_owned() } else { format!("{lead}{name}") }
}

/// The local name of a member: `BloodProductsMember`.
pub(crate) fn member_name(label: &str) -> String {
    format!("{}Member", nc_name(&camel(label), "Item"))
}

/// What tells one member's label from another's: "United States" and "U.S." are one, and so are "Royalty" and "Royalties".
pub(crate) fn likened(label: &str) -> String {
    let words = label.to_lowercase().replace("united states", "us").replace(['.', '\'', '’'], "").replace('&', " and ");
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let likened: Vec<String> = words.map(|word| if word == "usa" { "us".to_owned() } else { singular(word) }).collect();
    likened.join(" ")
}

/// A noun in the singular, as far as its end tells: "services", "royalties"; "gas" and "business" stay.
fn singular(word: &str) -> String {
    match word {
        _ if word.len() > 4 && word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        _ if word.len() > 3 && word.ends_with('s') && !["ss", "us", "is", "as"].iter().any(|end| word.ends_with(end)) => {
            word[..word.len() - 1].to_owned()
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_names() {
        assert_eq!(camel("Provision (benefit) for income taxes"), "ProvisionBenefitForIncomeTaxes");
        assert_eq!(camel("Shareholders' equity"), "ShareholdersEquity");
        assert_eq!(camel("TOTAL ASSETS"), "TotalAssets");
        assert_eq!(camel("RESERVE FOR LOAN LOSSES Balance"), "ReserveForLoanLossesBalance");
        assert_eq!(camel("Net income (GAAP)"), "NetIncomeGAAP");
        assert_eq!(camel("% of revenue, 2004 2003"), "PercentOfRevenue2004_2003");
        assert_eq!(nc_name(&camel("401(k) plan"), "Item"), "Item401KPlan");
        assert_eq!(nc_name("", "Item"), "Item");
        assert_eq!(member_name("U.S. Retail"), "USRetailMember");
    }

    #[test]
    fn labels_are_likened() {
        for (one, other) in
            [("United States", "U.S."), ("Royalty", "Royalties"), ("Product", "Products"), ("R&D Services", "R & D Service")]
        {
            assert_eq!(likened(one), likened(other), "{one}");
        }
        for (one, other) in [("Gas", "Ga"), ("Business", "Busines"), ("U.S. Retail", "U.S. Wholesale"), ("Oil", "Oil and gas")] {
            assert_ne!(likened(one), likened(other), "{one}");
        }
    }
}
