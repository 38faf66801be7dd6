//! Shares bought back, and what is left of the programs for it and of credit.

use super::amount::{self, Amount, AmountKind};
use super::credit;
use super::token::Token;
use super::when::{self, When};
use crate::text::Text;

/// How many words are read behind the verb.
const REACH: usize = 40;

/// What is available without being borrowed.
const OTHER: [&str; 4] = ["liquidity", "cash", "funds", "capital"];

/// An amount with what it is of and when.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    /// The us-gaap concept.
    pub(super) concept: &'static str,
    /// How much, or how many.
    pub(super) amount: Amount,
    /// What the words call it.
    pub(super) label: &'static str,
    /// When, as said.
    pub(super) when: When,
}

/// What a sentence states that says when, or stands under a heading that does.
pub(super) fn stated(text: &Text, tokens: &[Token], headed: bool) -> Vec<Stated> {
    let bought = (0..tokens.len()).find(|&at| buys_back(tokens, at));
    let credit = credit::lines(text, tokens);
    // "available liquidity" is cash, too
    let there =
        |at: usize| tokens[at].is_any(&["remaining", "remained", "remains"]) || tokens[at].is("available") && !next(tokens, at, &OTHER);
    let left = (0..tokens.len()).find(|&at| there(at));
    if bought.is_none() && credit.is_empty() && left.is_none() {
        return Vec::new();
    }
    // over the whole life of a programme nothing is told of a period
    let to_date = |at: usize| tokens[at].is("date") && !(at > 1 && tokens[at - 2].is("year"));
    let for_good = |at: usize| to_date(at) || tokens[at].is_any(&["since", "inception", "cumulative", "cumulatively"]);
    let Some(when) = time(tokens).or(headed.then_some(When::ThisPeriod)).filter(|_| !(0..tokens.len()).any(for_good)) else {
        return Vec::new();
    };
    let mut found = bought.map(|at| repurchase(text, &tokens[..tokens.len().min(at + REACH)], at, &when)).unwrap_or_default();
    found.extend(credit.into_iter().map(|line| Stated {
        concept: line.concept,
        amount: line.amount,
        label: line.label,
        when: when.clone(),
    }));
    let there = left.and_then(|at| still_there(text, tokens, at, &when));
    found.extend(there.filter(|there| found.iter().all(|stated| stated.concept != there.concept)));
    found
}

/// Whether a verb of shares bought back stands at a token: "repurchased", "bought back", "purchased 610,400 shares of its common stock".
fn buys_back(tokens: &[Token], at: usize) -> bool {
    let own = |at: usize| {
        let owner = tokens[at..].iter().skip(2).find(|t| !t.is_any(&["the", "own"]));
        tokens[at].is("shares") && next(tokens, at, &["of"]) && owner.is_some_and(|t| t.is_any(&["its", "our", "company"]))
    };
    let of_own = || (at + 1..tokens.len().min(at + 8)).any(own);
    tokens[at].is("repurchased") || tokens[at].is("bought") && next(tokens, at, &["back"]) || tokens[at].is("purchased") && of_own()
}

/// "$84.8 million remained available under the share repurchase program", "$250 million available under its credit facility".
fn still_there(text: &Text, tokens: &[Token], left: usize, when: &When) -> Option<Stated> {
    let money = |at: usize| amount::at(text, tokens, at).filter(|(amount, _)| matches!(amount.kind, AmountKind::Money(_)));
    let before = (left.saturating_sub(6)..left).find_map(|at| money(at).filter(|(_, behind)| *behind <= left && left - behind <= 2));
    let (amount, behind) = before.or_else(|| (left + 1..tokens.len().min(left + 8)).find_map(money))?;
    let reach = tokens.len().min(behind.max(left) + 20);
    let said = |words: &[&str]| tokens[left..reach].iter().any(|t| t.is_any(words));
    let bought_back = said(&["repurchase", "repurchases", "buyback", "buybacks"]);
    let program = said(&["program", "programs", "programme", "authorization", "authorizations", "plan", "authority"]);
    let credit = said(&["revolver", "revolving", "credit"]) && said(&["facility", "facilities", "line", "agreement", "revolver"]);
    let (concept, label) = match (bought_back && program, credit) {
        (true, false) => ("StockRepurchaseProgramRemainingAuthorizedRepurchaseAmount1", "remaining authorization to repurchase shares"),
        (false, true) => ("LineOfCreditFacilityRemainingBorrowingCapacity", "available under credit"),
        _ => return None,
    };
    (!amount.rough).then(|| Stated { concept, amount, label, when: when.clone() })
}

/// The first time that is none seen from another.
fn time(tokens: &[Token]) -> Option<When> {
    (0..tokens.len()).find_map(|at| when::at(&tokens[at..]).map(|(when, _)| when).filter(|when| !when.is_relative()))
}

fn next(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    tokens.get(at + 1).is_some_and(|t| t.is_any(words))
}

/// "repurchased 35,932 shares at an average price of $47.71, for a total of $1.7 million".
fn repurchase(text: &Text, tokens: &[Token], verb: usize, when: &When) -> Vec<Stated> {
    let mut found: Vec<Stated> = Vec::new();
    let mut at = verb + 1;
    while at < tokens.len() {
        if tokens[at].is_any(&["compared", "versus", ";", "while"]) {
            break;
        }
        // a time holds numbers that count nothing
        if let Some((_, len)) = when::at(&tokens[at..]) {
            at += len;
            continue;
        }
        let Some((amount, behind)) = amount::at(text, tokens, at) else {
            at += 1;
            continue;
        };
        let said = |words: &[&str], most: usize| tokens[at.saturating_sub(most)..at].iter().any(|t| t.is_any(words));
        // "under its total program of $100 million"
        let of_program = said(&["program", "programs", "programme", "authorization", "plan"], 4);
        let named = match amount.kind {
            AmountKind::Money(_) if of_program => None,
            AmountKind::Count if tokens[behind..].iter().take(4).any(|t| t.is_any(&["shares", "share"])) => {
                Some(("StockRepurchasedDuringPeriodShares", "shares repurchased"))
            }
            AmountKind::Money(_) | AmountKind::PerShare(_) if said(&["average"], 5) => {
                Some(("TreasuryStockAcquiredAverageCostPerShare", "average price of shares repurchased"))
            }
            // "at an aggregate purchase price of approximately $2,700,000"
            AmountKind::Money(_) if said(&["aggregate", "total"], 6) && said(&["price"], 5) => {
                Some(("PaymentsForRepurchaseOfCommonStock", "repurchases"))
            }
            AmountKind::Money(_) if at == verb + 1 || said(&["for", "cost", "total", "aggregate", "totaling"], 3) => {
                Some(("PaymentsForRepurchaseOfCommonStock", "repurchases"))
            }
            _ => None,
        };
        let stated = named.filter(|(concept, _)| !amount.rough && !found.iter().any(|s| s.concept == *concept));
        found.extend(stated.map(|(concept, label)| Stated { concept, amount, label, when: when.clone() }));
        at = behind;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(words: &str) -> Vec<(&'static str, String)> {
        let text = Text::verbatim(words, 0);
        stated(&text, &tokens(words, 0..words.len()), false).into_iter().map(|s| (s.concept, s.amount.size.to_string())).collect()
    }

    #[test]
    fn shares_bought_back() {
        let all = "During the quarter, Acme repurchased 35,932 shares of its common stock at an average price of $47.71 per share, \
                   for a total of $1.7 million.";
        assert_eq!(
            read(all),
            [
                ("StockRepurchasedDuringPeriodShares", "35932".to_owned()),
                ("TreasuryStockAcquiredAverageCostPerShare", "47.71".to_owned()),
                ("PaymentsForRepurchaseOfCommonStock", "1700000".to_owned()),
            ]
        );
        let value = "In the first quarter of 2004 Acme repurchased $50 million of its common stock.";
        assert_eq!(read(value), [("PaymentsForRepurchaseOfCommonStock", "50000000".to_owned())]);
        assert_eq!(read("Since the programme began in the first quarter of 2003, Acme repurchased 2,000,000 shares."), []);
        assert_eq!(read("Acme repurchased 35,932 shares."), []);
        let bullet = "Repurchased 400,000 shares for $9.6 million";
        let text = Text::verbatim(bullet, 0);
        let headed = stated(&text, &tokens(bullet, 0..bullet.len()), true);
        assert_eq!(
            headed.iter().map(|s| (s.concept, s.when.clone())).collect::<Vec<_>>(),
            [("StockRepurchasedDuringPeriodShares", When::ThisPeriod), ("PaymentsForRepurchaseOfCommonStock", When::ThisPeriod)]
        );
    }

    #[test]
    fn own_shares_purchased() {
        let shares = "StockRepurchasedDuringPeriodShares";
        let paid = "PaymentsForRepurchaseOfCommonStock";
        let cost = "During the first quarter, Acme bought back 98,300 shares at a cost of $2.4 million.";
        assert_eq!(read(cost), [(shares, "98300".to_owned()), (paid, "2400000".to_owned())]);
        let purchased =
            "During the first quarter, Acme also purchased 610,400 shares of its common stock at an average cost of $10.92 per share.";
        assert_eq!(read(purchased), [(shares, "610400".to_owned()), ("TreasuryStockAcquiredAverageCostPerShare", "10.92".to_owned())]);
        let so_far = "Year-to-date, Acme has repurchased 1,021,300 shares for approximately $30.1 million.";
        assert_eq!(read(so_far), [(shares, "1021300".to_owned()), (paid, "30100000".to_owned())]);
        assert_eq!(read("In the first quarter to date, Acme has repurchased 1,021,300 shares."), []);
        assert_eq!(read("During the first quarter, Acme purchased 610,400 shares of Oakly for $2.4 million."), []);
    }

    #[test]
    fn what_is_left_of_a_program_or_a_credit() {
        assert_eq!(
            read("As of September 28, 2024, $84.8 million remained available under the Company's share repurchase authorization."),
            [("StockRepurchaseProgramRemainingAuthorizedRepurchaseAmount1", "84800000".to_owned())]
        );
        assert_eq!(
            read("At March 31, 2004 the Company had $250 million available under its revolving credit facility."),
            [("LineOfCreditFacilityRemainingBorrowingCapacity", "250000000".to_owned())]
        );
        assert_eq!(read("At March 31, 2004 total available liquidity was $180 million, cash and our revolving credit facility."), []);
        assert_eq!(read("At March 31, 2004 the Company had $250 million of cash available for the repurchase of land."), []);
    }

    #[test]
    fn credit_drawn() {
        assert_eq!(
            read("At March 31, 2004 there was $23.0 million outstanding under our line of credit."),
            [("LineOfCredit", "23000000".to_owned())]
        );
        assert_eq!(read("At March 31, 2004 there were 23,000,000 shares outstanding on a credit to Acme."), []);
    }
}
