//! The words of a label that tell what its figures count.

use crate::text::{Letters, Searched, has_any};

/// What is spelled out before words are looked for.
const SHORT: [(&str, &str); 5] = [("’", "'"), ("avg.", "average"), ("avg ", "average "), ("wtd. ", "weighted "), ("wtd ", "weighted ")];

/// A label with the words that matter for its unit.
pub(super) struct Words {
    pub(super) lower: String,
    letters: Letters,
}

impl Words {
    pub(super) fn new(label: &str) -> Self {
        let mut lower = label.to_lowercase();
        let mut letters = Letters::of(&lower);
        for (short, long) in SHORT {
            if Searched::with(&lower, letters).has(short) {
                lower = lower.replace(short, long);
                letters = Letters::of(&lower);
            }
        }
        // "($ in millions, except per share data)" says nothing of what stands under it
        if Searched::with(&lower, letters).has("except") {
            let said = lower.find(", except").or_else(|| lower.find("(except")).unwrap_or(lower.len());
            lower.truncate(said);
        }
        Self { lower, letters }
    }

    pub(super) fn has(&self, words: &[&str]) -> bool {
        let searched = Searched::with(&self.lower, self.letters);
        words.iter().any(|word| searched.has(word))
    }

    pub(super) fn begins(&self, words: &[&str]) -> bool {
        let start = self.lower.trim_start_matches(|c: char| !c.is_alphanumeric());
        words.iter().any(|w| start.starts_with(w))
    }

    /// Whether nothing but a remark in brackets follows a word.
    pub(super) fn is_only(&self, word: &str) -> bool {
        let rest = self.lower.trim().strip_prefix(word).map(str::trim_start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
    }

    /// `(in basis points)`, `(bps)`.
    pub(super) fn basis_points(&self) -> bool {
        self.has(&["in basis points", "(basis points", "(bps)", "(bp)", "in bps"])
    }

    /// Ratios that are multiples, not percentages.
    pub(super) fn is_multiple(&self) -> bool {
        // "Net debt to Adjusted EBITDA"
        let of_debt = || self.lower.split_once(" to ").is_some_and(|(debt, rest)| debt.contains("debt") && rest.contains("ebitda"));
        self.has(&[
            "to-bill",
            "to bill",
            "to surplus",
            "to statutory surplus",
            "current ratio",
            "coverage ratio",
            "fixed charges",
            "times interest earned",
            "inventory turn",
        ]) || self.has(&["debt/", "debt-to-ebitda", "debt-to-adjusted"]) && self.has(&["ebitda"])
            || of_debt()
    }

    /// What money of one country is worth in that of another: no amount, and no effect on amounts.
    pub(super) fn is_exchange_rate(&self) -> bool {
        self.has(&["exchange rate"]) && !self.has(&["effect", " change", "gain", "loss", "impact", "fluctuation", "cash", "adjust"])
    }

    /// Shares by a name alone that, among a company's equity, is that of the money paid for them.
    pub(super) fn is_share_capital(&self) -> bool {
        ["common shares", "ordinary shares", "preferred shares", "capital shares"].iter().any(|name| self.lower.trim() == *name)
    }

    /// "per share", "per diluted common share", "EPS".
    pub(super) fn per_share(&self) -> bool {
        let per = self.lower.split("per ").skip(1).any(|after| {
            let words: Vec<&str> = after.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(6).collect();
            // a flat's rent is money per unit, too
            let unit = || !self.has(&["rent", "revenue", "cost", "price"]) && words.contains(&"unit");
            (words.iter().any(|w| matches!(*w, "share" | "shares" | "ads")) || unit()) && !matches!(words.first(), Some(&"cent"))
        });
        // what earnings per share are divided from
        let per = per && !self.has(&["numerator"]);
        per || self.lower.split(|c: char| !c.is_alphanumeric()).any(|w| w == "eps") || self.has(&["per-share", "a share"])
    }

    /// Whether shares are counted that are held by somebody, or would be: "Diluted shares outstanding".
    pub(super) fn holds_shares(&self) -> bool {
        self.shares() && self.has(&["shares outstanding", "outstanding shares", "diluted shares", "basic shares"])
    }

    pub(super) fn shares(&self) -> bool {
        if self.has(&["price", "exercise", "value", "proceeds", "repurchase of", "purchase of", "issuance of", "$"]) {
            return false;
        }
        let begins = self.begins(&[
            "shares",
            "share count",
            "weighted",
            "average shares",
            "average number of",
            "average common",
            "average basic",
            "average diluted",
            "number of shares",
            "number of common",
            "common shares",
            "diluted shares",
            "basic shares",
            "diluted weighted",
            "basic weighted",
            "diluted average",
            "basic average",
            "total shares",
            "actual shares",
            "period end shares",
            "ending shares",
            "outstanding shares",
            "antidilutive shares",
            "anti-dilutive shares",
            "dilutive shares",
        ]);
        let to_be = self.has(&["outstanding"]) && self.has(&["options", "warrants"]);
        let average = self.has(&["weighted average number", "weighted-average number", "average number of"]);
        (begins || average) && self.has(&["share", "outstanding", "common", "units"]) && !self.has(&["rate", "yield", "interest", "cost"])
            || to_be
            || self.has(&[
                "share count",
                "sharecount",
                "equivalent shares",
                "shares outstanding",
                "outstanding shares",
                "shares used",
                "shares issued",
                "shares for diluted",
                "shares for basic",
                "dilutive shares",
                "weighted average shares",
                "common share equivalents",
                "common stock equivalents",
            ]) && !self.begins(&["common stock,", "common stock -", "preferred stock", "treasury", "capital stock", "class "])
    }

    /// A label that says nothing alone: "Basic", "- Diluted", "Assuming dilution".
    pub(super) fn leans_on_section(&self) -> bool {
        let plain: String = self.lower.chars().filter(|c| c.is_alphabetic() || *c == ' ').collect();
        plain.trim().is_empty()
            || plain.trim().len() <= 12 && self.begins(&["gaap", "non-gaap", "as reported", "as adjusted"])
            || self.begins(&["basic", "diluted", "primary", "fully diluted", "assuming", "total", "class a", "class b"])
                && plain.trim().len() < 40
    }

    /// A percent sign or word that says what the figures are: not the "25% stock dividend" that a row is about, no "supercenter".
    pub(super) fn names_percent(&self) -> bool {
        let signs = self.lower.match_indices('%').any(|(at, _)| !self.lower[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()));
        let words = |w: &str| matches!(w, "percent" | "percentage" | "percentages" | "pct");
        // landlords' "percentage rents" are money, and so is what "zero-percent financing" costs
        signs || !self.has(&["percentage rent", "-percent "]) && self.lower.split(|c: char| !c.is_alphanumeric()).any(words)
    }

    /// One amount in terms of another: "Allowance for loan losses to total loans"; nothing that goes to someone.
    pub(super) fn is_quotient(&self) -> bool {
        const WHOLES: [&str; 14] = [
            "npls",
            "npas",
            "assets",
            "loans",
            "leases",
            "equity",
            "deposits",
            "revenue",
            "revenues",
            "sales",
            "income",
            "capital",
            "capitalization",
            "owned",
        ];
        const GIVEN: [&str; 13] = [
            "available",
            "attributable",
            "due",
            "transferred",
            "paid",
            "payable",
            "related",
            "applicable",
            "allocable",
            "contributed",
            "allocated",
            "reclassified",
            "from",
        ];
        let Some((before, after)) = self.lower.split_once(" to ").or_else(|| self.lower.split_once('/')) else { return false };
        let has = |words: &str, list: &[&str]| words.split(|c: char| !c.is_alphanumeric()).any(|w| list.contains(&w));
        const TAILS: [&str; 5] = [" at end of period", " at period end", " at end of year", " at year end", " outstanding"];
        let named = after.split(['(', ',']).next().unwrap_or("").trim();
        let named = TAILS.iter().find_map(|tail| named.strip_suffix(tail)).unwrap_or(named);
        let whole = named.rsplit(' ').next().is_some_and(|last| WHOLES.contains(&last));
        whole && !has(before, &GIVEN)
    }

    /// What a bank's capital is measured by: `Common equity tier 1`, `Total risk-based capital`.
    pub(super) fn is_of_capital(&self) -> bool {
        self.has(&["tier 1", "tier i", "tier 2", "tier one", "cet1", "cet 1", "risk-based capital", "risk based capital"])
    }

    /// Words of measures in percent; `amounts` where margins and occupancy are printed as money beside others with a fraction.
    pub(super) fn percent(&self, amounts: bool) -> bool {
        let word = |name: &str| self.lower.split(|c: char| !c.is_alphanumeric()).any(|w| w == name);
        self.names_percent()
            || self.has(&["yield", "return on", "growth rate", "interest rate", "cost of funds", "rate spread"])
            || self.tells_tax_rate()
            || word("ratio")
            || word("ratios")
            || self.has(&["interest margin", "profit margin"])
            || !amounts && self.has(&["margin", "occupancy"])
    }

    /// A rate of taxes, and no amount that is computed with one: "Earnings (at 35% tax rate)".
    fn tells_tax_rate(&self) -> bool {
        let stated = |at: usize| self.lower[..at].trim_end().trim_end_matches("effective").trim_end().ends_with('%');
        self.lower.match_indices("tax rate").any(|(at, _)| !stated(at))
    }
}

/// Whether a heading announces percentages: `Year over Year % Change`.
pub(in crate::map) fn heads_percentages(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    // "Loss ratio (%)"
    let signed = ["(%)", "(in %)"].iter().any(|sign| lower.trim_end_matches([':', ' ']).ends_with(sign));
    signed
        || has_any(
            &lower,
            &["% change", "percent change", "percentage change", "growth rate", "percentage point", "% growth", "combined ratio"],
        )
}

/// Whether a heading says whether shares are diluted and nothing else: "Primary", "Basic and diluted".
pub(crate) fn names_dilution(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).peekable();
    words.peek().is_some() && words.all(|w| ["primary", "basic", "fully", "and", "assuming", "diluted", "dilution"].contains(&w))
}
