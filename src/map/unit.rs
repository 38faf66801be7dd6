//! What the figures of a row count, and how far their scale and accuracy go.

use rust_decimal::Decimal;

use super::ReadOptions;
use crate::figure::{Currency, Figure, Suffix};
use crate::report::{Decimals, StatementKind, Unit};
use crate::table::{Row, Table};
use crate::taxonomy::DataType;

/// What a row counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Money.
    Money,
    /// Money for each share.
    PerShare,
    /// Shares.
    Shares,
    /// A fraction printed in percent.
    Percent,
    /// A plain ratio or multiple.
    Ratio,
    /// Things, by their name: `employees`.
    Things(&'static str),
}

impl Counted {
    /// The type of a concept whose facts are counted so.
    pub(crate) fn data_type(&self) -> DataType {
        match self {
            Self::Money => DataType::Monetary,
            Self::PerShare => DataType::PerShare,
            Self::Shares => DataType::Shares,
            Self::Percent => DataType::Percent,
            Self::Ratio => DataType::Pure,
            Self::Things(_) => DataType::Integer,
        }
    }

    /// The unit of such facts.
    pub(crate) fn unit(&self, currency: Currency) -> Unit {
        match self {
            Self::Money => Unit::currency(currency),
            Self::PerShare => Unit::per_share(currency),
            Self::Shares => Unit::shares(),
            Self::Percent | Self::Ratio => Unit::pure(),
            Self::Things(name) => Unit::other(*name),
        }
    }
}

/// A label with the words that matter for its unit.
struct Words {
    lower: String,
}

impl Words {
    fn new(label: &str) -> Self {
        Self { lower: label.to_lowercase().replace('’', "'") }
    }

    fn has(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.lower.contains(w))
    }

    fn begins(&self, words: &[&str]) -> bool {
        let start = self.lower.trim_start_matches(|c: char| !c.is_alphanumeric());
        words.iter().any(|w| start.starts_with(w))
    }

    /// "per share", "per diluted common share", "EPS".
    fn per_share(&self) -> bool {
        let per = self.lower.split("per ").skip(1).any(|after| {
            let words: Vec<&str> = after.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(6).collect();
            words.iter().any(|w| matches!(*w, "share" | "shares" | "ads" | "unit")) && !matches!(words.first(), Some(&"cent"))
        });
        per || self.lower.split(|c: char| !c.is_alphanumeric()).any(|w| w == "eps") || self.has(&["per-share", "a share"])
    }

    fn shares(&self) -> bool {
        if self.has(&["price", "exercise", "value", "proceeds", "repurchase of", "purchase of", "issuance of", "$"]) {
            return false;
        }
        let begins = self.begins(&[
            "shares",
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
        ]);
        begins && self.has(&["share", "outstanding", "common", "units"]) && !self.has(&["rate", "yield", "interest", "cost"])
            || self.has(&[
                "shares outstanding",
                "outstanding shares",
                "shares used",
                "shares issued",
                "weighted average shares",
                "common share equivalents",
                "common stock equivalents",
            ]) && !self.begins(&["common stock,", "common stock -", "preferred stock", "treasury", "capital stock", "class "])
    }

    /// A label that says nothing alone: "Basic", "- Diluted", "Assuming dilution".
    fn leans_on_section(&self) -> bool {
        let plain: String = self.lower.chars().filter(|c| c.is_alphabetic() || *c == ' ').collect();
        plain.trim().is_empty()
            || self.begins(&["basic", "diluted", "primary", "fully diluted", "assuming", "total", "class a", "class b"])
                && plain.trim().len() < 40
    }

    fn percent(&self) -> bool {
        self.has(&[
            "%",
            "percent",
            "margin",
            "yield",
            "return on",
            "ratio",
            "tax rate",
            "growth rate",
            "interest rate",
            "cost of funds",
            "rate spread",
            "occupancy",
        ])
    }
}

const THINGS: [(&str, &str); 16] = [
    ("headcount", "employees"),
    ("number of employees", "employees"),
    ("full-time equivalent", "employees"),
    ("fte", "employees"),
    ("total employees", "employees"),
    ("number of stores", "stores"),
    ("stores open", "stores"),
    ("store count", "stores"),
    ("number of branches", "branches"),
    ("number of restaurants", "restaurants"),
    ("number of customers", "customers"),
    ("number of subscribers", "subscribers"),
    ("number of offices", "offices"),
    ("number of units", "units"),
    ("units sold", "units"),
    ("square feet", "sqft"),
];

/// What a row counts, by its label, the headings over it and how its figures are printed.
pub(crate) fn counted(row: &Row, section: &str, kind: StatementKind, table: &Table) -> Counted {
    let (label, section) = (Words::new(row.stub.as_str()), Words::new(section));
    let print = Print::of(row);
    if print.percent {
        return Counted::Percent;
    }
    if print.times {
        return Counted::Ratio;
    }
    if print.cents {
        return Counted::PerShare;
    }
    if !print.currency && kind != StatementKind::CashFlow {
        if label.shares() && !print.fractions
            || section.shares() && (label.leans_on_section() || label.per_share()) && !print.small_fractions()
        {
            return Counted::Shares;
        }
        if let Some(things) = things(&label).or_else(|| things(&section)).filter(|_| !print.fractions) {
            return Counted::Things(things);
        }
    }
    if label.per_share() && print.may_be_per_share() || section.per_share() && print.small_fractions() {
        return Counted::PerShare;
    }
    if print.small_fractions() && !print.currency && label.percent() {
        return Counted::Percent;
    }
    if print.small_fractions() && print.hundredths && label.leans_on_section() && !fractions_are_usual(table) {
        return Counted::PerShare;
    }
    if label.has(&["%", "percent"]) && !print.currency { Counted::Percent } else { Counted::Money }
}

fn things(words: &Words) -> Option<&'static str> {
    THINGS
        .iter()
        .find(|(name, _)| {
            words
                .lower
                .split(|c: char| !c.is_alphanumeric() && c != '-' && c != ' ')
                .any(|part| part.contains(name) && (name.len() > 3 || part.split(' ').any(|w| w == *name)))
        })
        .map(|(_, unit)| *unit)
}

/// Whether most figures of a table have a fraction: amounts in millions with a decimal.
fn fractions_are_usual(table: &Table) -> bool {
    let figures = || table.rows.iter().flat_map(|r| &r.figures).flatten().filter(|f| f.style.suffix == Suffix::None && !f.style.dash);
    figures().filter(|f| f.style.fraction_digits > 0).count() * 2 > figures().count()
}

/// How the figures of a row are printed.
struct Print {
    percent: bool,
    times: bool,
    cents: bool,
    currency: bool,
    fractions: bool,
    hundredths: bool,
    largest: Decimal,
    any: bool,
}

impl Print {
    fn of(row: &Row) -> Self {
        let figures: Vec<&Figure> = row.figures.iter().flatten().filter(|f| !f.style.dash).collect();
        let plain: Vec<&&Figure> = figures.iter().filter(|f| f.style.suffix != Suffix::Percent).collect();
        let all = |suffix: Suffix| !figures.is_empty() && figures.iter().all(|f| f.style.suffix == suffix);
        Self {
            percent: all(Suffix::Percent),
            times: all(Suffix::Times),
            cents: all(Suffix::Cents),
            currency: figures.iter().any(|f| f.style.currency.is_some()),
            fractions: plain.iter().any(|f| f.style.fraction_digits > 0),
            hundredths: !plain.is_empty() && plain.iter().all(|f| f.style.fraction_digits >= 2 || f.amount.is_zero()),
            largest: plain.iter().map(|f| f.amount.abs()).max().unwrap_or_default(),
            any: !plain.is_empty(),
        }
    }

    fn may_be_per_share(&self) -> bool {
        !self.any || self.fractions || self.largest < Decimal::from(100)
    }

    fn small_fractions(&self) -> bool {
        self.fractions && self.largest < Decimal::from(2000)
    }
}

/// The power of ten and the accuracy of a table's figures.
pub(crate) struct Scales<'a> {
    table: &'a Table,
    options: &'a ReadOptions,
    /// Places to which all unscaled amounts of money, and of shares, are rounded.
    money_places: i8,
    share_places: i8,
}

impl<'a> Scales<'a> {
    /// Looks over a table whose rows count what is given.
    pub(crate) fn new(table: &'a Table, counted: &[Counted], options: &'a ReadOptions) -> Self {
        Self {
            table,
            options,
            money_places: rounding(table, counted, &Counted::Money),
            share_places: rounding(table, counted, &Counted::Shares),
        }
    }

    /// The currency of a figure.
    pub(crate) fn currency(&self, figure: &Figure) -> Currency {
        figure
            .style
            .currency
            .filter(|c| *c != Currency::USD)
            .or(self.options.currency)
            .or(self.table.scale.currency)
            .or(figure.style.currency)
            .unwrap_or(Currency::USD)
    }

    /// The full amount of a printed figure, its accuracy, and the power of ten put on it.
    pub(crate) fn amount(&self, counted: &Counted, row: &Row, column: usize, figure: &Figure) -> (Decimal, Decimals, i8) {
        let power = self.power(counted, row, column, figure);
        let amount = scaled(figure.amount, power);
        let places = figure.style.fraction_digits as i8 - power;
        let unscaled = power == 0 && figure.style.fraction_digits == 0;
        let places = match counted {
            Counted::Money if unscaled => self.money_places,
            Counted::Shares if unscaled => self.share_places,
            _ => places,
        };
        (amount, Decimals::Places(places), power)
    }

    fn power(&self, counted: &Counted, row: &Row, column: usize, figure: &Figure) -> i8 {
        match figure.style.suffix {
            Suffix::Percent => return -2,
            Suffix::BasisPoints => return -4,
            Suffix::Cents => return -2,
            Suffix::PowerOfTen(power) => return power as i8,
            Suffix::Times => return 0,
            Suffix::None => {}
        }
        let scales = [row.scale.as_ref(), self.table.columns[column].scale.as_ref(), Some(&self.table.scale)];
        let said = |pick: fn(&crate::table::Scale) -> Option<u8>| scales.iter().flatten().find_map(|s| pick(s)).map(|p| p as i8);
        match counted {
            Counted::Money => said(|s| s.money).or(self.options.scale.map(|s| s as i8)).unwrap_or(0),
            Counted::Shares if row.scale.is_none() && prints_full_shares(row) => 0,
            Counted::Shares => said(|s| s.shares).unwrap_or(0),
            Counted::Percent => -2,
            Counted::Things(_) => said(|s| s.others).unwrap_or(0),
            Counted::PerShare | Counted::Ratio => 0,
        }
    }
}

/// Whether a row of shares is printed in full though its table is scaled: no company has billions of thousands of shares.
fn prints_full_shares(row: &Row) -> bool {
    row.figures.iter().flatten().any(|f| f.amount.abs() >= Decimal::from(20_000_000))
}

/// The places to which every figure of a sort is rounded: -3 where all end in three zeros.
fn rounding(table: &Table, counted: &[Counted], sort: &Counted) -> i8 {
    let rows = table.rows.iter().zip(counted).filter(|(_, c)| *c == sort).map(|(r, _)| r);
    let figures = rows.flat_map(|r| &r.figures).flatten().filter(|f| !f.amount.is_zero() && f.style.suffix == Suffix::None);
    let zeros = figures.map(|f| if f.style.fraction_digits > 0 { 0 } else { f.style.trailing_zeros }).min().unwrap_or(0);
    -((zeros / 3 * 3).min(9) as i8)
}

/// An amount with its point moved; `None` is not possible for amounts and powers as printed.
pub(crate) fn scaled(amount: Decimal, power: i8) -> Decimal {
    let factor = Decimal::from(10_i64.pow(u32::from(power.unsigned_abs()).min(15)));
    let moved = if power >= 0 { amount.checked_mul(factor) } else { amount.checked_div(factor) };
    moved.unwrap_or(amount).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::RowKind;
    use crate::text::Text;

    fn row(label: &str, figures: &[&str]) -> Row {
        let figures: Vec<_> = figures.iter().map(|f| Figure::from_cell(&Text::verbatim(f, 0))).collect();
        Row {
            stub: Text::verbatim(label, 0),
            depth: 0,
            kind: RowKind::Item,
            rule_above: false,
            gap_above: false,
            scale: None,
            words: vec![None; figures.len()],
            figures,
        }
    }

    fn table() -> Table {
        Table {
            block: 0,
            titles: vec![],
            columns: vec![],
            rows: vec![],
            notes: vec![],
            scale: Default::default(),
            span: Default::default(),
        }
    }

    #[test]
    fn rows_tell_what_they_count() {
        for (label, section, figures, expected) in [
            ("Revenues", "", &["$6,736,000"][..], Counted::Money),
            ("Basic and diluted per share amounts", "", &["$0.03"], Counted::PerShare),
            ("- Basic", "Net income per share", &["$ 0.71"], Counted::PerShare),
            ("- Basic", "Weighted average number of shares outstanding", &["6,603,000"], Counted::Shares),
            ("-basic earnings per common share", "Number of shares (in thousands) used in computing:", &["10,033"], Counted::Shares),
            ("Shares used in computing basic earnings (loss) per share", "", &["26,207"], Counted::Shares),
            ("Gross margin", "", &["34.6%"], Counted::Percent),
            ("Gross margin", "", &["3,466"], Counted::Money),
            ("Efficiency ratio", "", &["48.46"], Counted::Percent),
            ("Common stock, 25,000,000 shares authorized", "Equity", &["1,005"], Counted::Money),
            ("Americas", "HEADCOUNT", &["49,584"], Counted::Things("employees")),
            ("Discontinued operations", "Earnings per common share", &["12.01"], Counted::PerShare),
            ("Net income", "Earnings per common share", &["1,201"], Counted::Money),
        ] {
            assert_eq!(counted(&row(label, figures), section, StatementKind::Income, &table()), expected, "{label}");
        }
    }

    #[test]
    fn points_move() {
        assert_eq!(scaled("246".parse().unwrap(), 3).to_string(), "246000");
        assert_eq!(scaled("21.2".parse().unwrap(), -2).to_string(), "0.212");
    }
}
