//! What the figures of a row count, and how far their scale and accuracy go.

mod marked;
mod measured;
pub(crate) mod money;
mod nouns;
mod numbers;
mod print;
pub(super) mod words;

pub(crate) use measured::Measured;
use std::borrow::Cow;

use print::Print;
use rust_decimal::Decimal;
pub(crate) use words::names_dilution;
use words::{Words, heads_percentages};

use super::things::{
    heads_units, in_use, is_bare, named, of_label, of_title, per_thing, speaks_of_money, tells_whole_things, there_at_a_day,
};
use crate::figure::{Currency, Figure, Suffix};
use crate::report::{StatementKind, Unit};
use crate::table::{Row, Table};
use crate::taxonomy::DataType;

/// What a row counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Money.
    Money,
    /// Money for each share.
    PerShare,
    /// Money for each of some thing that has no measure, `Average weekly sales per restaurant`, or to the cent; never scaled.
    Price {
        /// Whether it is printed in cents.
        cents: bool,
    },
    /// Shares.
    Shares,
    /// A fraction printed in percent.
    Percent,
    /// A fraction printed in hundredths of a percent.
    BasisPoints,
    /// A plain ratio or multiple.
    Ratio,
    /// Things, by their name: `employees`.
    Things(&'static str),
    /// A number of things that have no name here: carloads.
    Number,
    /// Amounts of a measure, or money for each unit of it: `MWh`, `USD/tons`.
    Measured(Measured),
}

impl Counted {
    /// The type of a concept whose facts are counted so.
    pub(crate) fn data_type(&self) -> DataType {
        match self {
            Self::Money | Self::Price { .. } => DataType::Monetary,
            Self::PerShare => DataType::PerShare,
            Self::Shares => DataType::Shares,
            Self::Percent | Self::BasisPoints => DataType::Percent,
            Self::Ratio => DataType::Pure,
            Self::Things(_) => DataType::Integer,
            Self::Measured(_) | Self::Number => DataType::Decimal,
        }
    }

    /// The unit of such facts.
    pub(crate) fn unit(&self, currency: Currency) -> Unit {
        match self {
            Self::Money | Self::Price { .. } => Unit::currency(currency),
            Self::PerShare => Unit::per_share(currency),
            Self::Shares => Unit::shares(),
            Self::Percent | Self::BasisPoints | Self::Ratio | Self::Number => Unit::pure(),
            Self::Things(name) => Unit::other(*name),
            Self::Measured(measured) => measured.unit(currency),
        }
    }
}

/// What is known of a table before its rows are looked at.
pub(crate) struct Counter {
    kind: StatementKind,
    /// The columns that compare others.
    compared: Vec<bool>,
    /// Whether most figures have a fraction: amounts in millions with a decimal.
    fractions_are_usual: bool,
    /// Whether such a table states a scale.
    scaled: bool,
    /// Whether it is its own.
    own_scale: bool,
    /// Whether that is one of thousands.
    thousands: bool,
    /// Whether it is one of thousands and its own.
    in_thousands: bool,
    /// Whether the table says that shares are scaled.
    shares_scaled: bool,
    /// Whether its titles are of earnings per share and its figures to the cent: `Computation of Earnings per Share`.
    per_share: bool,
    /// The measure that its titles name.
    titled: Option<Measured>,
    /// The things that its titles say are counted, where no sign of money stands in it.
    things: Option<&'static str>,
    /// Whether its scale is told of transactions beside money.
    transactions: bool,
    /// Whether half of its rows carry signs of money themselves, and no more only the first and the totals: what carries none may be things.
    signed: bool,
    /// Whether they say that nothing in it is money: "Number of orders opened", "Linage (in thousands of inches)".
    numbers: bool,
}

impl Counter {
    /// Looks over a table.
    pub(crate) fn new<'a>(table: &'a Table, kind: StatementKind) -> Self {
        let compared: Vec<bool> = table.columns.iter().map(|column| compares(&column.heading())).collect();
        let of_own = |(at, figure): (usize, &'a Option<Figure>)| figure.as_ref().filter(|_| compared.get(at) != Some(&true));
        let figures = || {
            let all = table.rows.iter().flat_map(|r| r.figures.iter().enumerate()).filter_map(of_own);
            all.filter(|f| f.style.suffix == Suffix::None && !f.style.dash)
        };
        let usual = figures().filter(|f| f.style.fraction_digits > 0).count() * 2 > figures().count();
        let money = table.rows.iter().flat_map(|r| r.figures.iter().flatten()).any(|f| f.style.currency.is_some());
        let labels = || table.rows.iter().map(|row| row.stub.as_str());
        let things = || table.titles.iter().rev().take(2).find_map(|t| of_title(t.as_str(), labels()));
        let nearest = || table.titles.iter().rev().take(3);
        let all_prices = || figures().all(|f| f.style.fraction_digits == 2 && f.amount.abs() < Decimal::from(10_000));
        let in_brackets = nearest().find_map(|t| Measured::in_brackets(t.as_str()));
        let titled =
            in_brackets.or_else(|| nearest().find_map(|t| Measured::of_title(t.as_str())).filter(|m| !m.is_price() || all_prices()));
        let numbers = !money && numbers::says_numbers(table);
        let per_share = figures().all(|f| f.style.fraction_digits == 2) && nearest().any(|t| Words::new(t.as_str()).per_share());
        let signed = table.rows.iter().filter(|r| r.figures.iter().flatten().any(|f| f.style.currency.is_some())).count();
        Self {
            kind,
            things: if money || usual && !numbers { None } else { things() },
            numbers,
            signed: signed > 2 && signed * 2 >= table.rows.iter().filter(|r| r.has_figures()).count(),
            transactions: numbers::counts_transactions(table),
            compared: if compared.contains(&false) { compared } else { Vec::new() },
            fractions_are_usual: usual,
            scaled: table.scale.money.is_some(),
            thousands: table.scale.money == Some(3),
            in_thousands: table.scale.money == Some(3) && !table.scale.inherited,
            own_scale: table.scale.money.is_some() && !table.scale.inherited,
            per_share,
            shares_scaled: table.scale.shares.is_some_and(|power| power > 0) && !table.scale.inherited,
            titled,
        }
    }

    /// What a row counts, by its label, the headings over it and how its figures are printed.
    pub(crate) fn counted(&self, row: &Row, sections: &[&str]) -> Counted {
        counted(row, sections, self)
    }

    /// The figures of a row that are no comparisons of others.
    pub(crate) fn figures<'r>(&self, row: &'r Row) -> impl Iterator<Item = &'r Figure> + use<'_, 'r> {
        row.figures.iter().enumerate().filter(|(at, _)| self.compared.get(*at) != Some(&true)).filter_map(|(_, figure)| figure.as_ref())
    }

    /// How a row is printed: what is compared tells its unit, and comparisons do where nothing is compared.
    fn print(&self, row: &Row) -> Print {
        if self.figures(row).all(|f| f.amount.is_zero()) { Print::of(row) } else { Print::of_figures(self.figures(row)) }
    }
}

/// The heading over a row; of one that says only whether shares are diluted, the heading over that, too: "Earnings per share" over "Primary".
fn heading<'a>(sections: &[&'a str]) -> Cow<'a, str> {
    match sections {
        [.., outer, inner] if names_dilution(inner) => Cow::Owned(format!("{outer} {inner}")),
        [.., inner] => Cow::Borrowed(inner),
        [] => Cow::Borrowed(""),
    }
}

/// Whether a column's header says that it compares others.
fn compares(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    ["change", "chg", "increase", "decrease", "variance", "growth"].iter().any(|w| lower.contains(w)) || lower.trim() == "%"
}

fn counted(row: &Row, sections: &[&str], table: &Counter) -> Counted {
    let kind = table.kind;
    let (label, section) = (Words::new(row.stub.as_str()), Words::new(&heading(sections)));
    let print = table.print(row);
    if print.percent {
        return Counted::Percent;
    }
    let low = print.fractions && print.largest < Decimal::from(5);
    let exchanged = label.is_exchange_rate() && print.small_fractions();
    if print.times
        || (exchanged || label.is_multiple() || label.has(&["leverage ratio"]) && !label.has(&["tier"]) && low) && !print.currency
    {
        return Counted::Ratio;
    }
    if print.cents {
        let price = Measured::of(row.stub.as_str()).filter(|m| matches!(m, Measured::Price(_)));
        let of_shares = |words: &Words| words.per_share() || words.has(&["dividend", "earnings", "net income", "net loss"]);
        let other = if of_shares(&label) || of_shares(&section) { Counted::PerShare } else { Counted::Price { cents: true } };
        return price.map_or(other, Counted::Measured);
    }
    if print.basis_points || !print.currency && (label.basis_points() || sections.iter().any(|s| Words::new(s).basis_points())) {
        return Counted::BasisPoints;
    }
    // "Cash operating costs ($/oz sold)": a price in whole dollars
    let priced = |m: Measured| m.is_price() && print.any && (label.has(&["$/"]) || money::names_money(&label.lower));
    let may_be = |m: &Measured| print.may_be(*m) || priced(*m);
    if let Some(measured) = Measured::of(row.stub.as_str()).map(|m| m.priced(sections, print.fractions)).filter(may_be) {
        return Counted::Measured(measured.under(sections).under(&[row.stub.as_str()]));
    }
    let fits = |m: &Measured| print.may_be(*m) && !label.names_percent();
    let headed = headed_measure(sections).filter(fits);
    if let Some(price @ Measured::Price(_)) = headed.filter(|_| !per_thing(&label.lower)) {
        return Counted::Measured(price);
    }
    if let Some(price) = price(&label, &section, &print, table) {
        return price;
    }
    if label.begins(&["number of", "average number of", "total number of"]) && !label.has(&["share"]) && !print.currency {
        return Counted::Things(named(&label.lower).or_else(|| of_label(&label.lower)).unwrap_or("items"));
    }
    if label.begins(&["denominator"]) && !print.currency && !print.fractions {
        return Counted::Shares;
    }
    // a "$" before shares or employees is a slip of the printer's
    let certain =
        |words: &Words| words.shares() && words.has(&["weighted", "average", "used in", "used for", "used to", "dilutive shares"]);
    if print.currency && !print.fractions && (certain(&label) && !label.per_share() || certain(&section) && label.leans_on_section()) {
        return Counted::Shares;
    }
    if label.begins(&["employees"]) && (named(&label.lower).is_some() || label.is_only("employees") && !print.currency) {
        return Counted::Things("employees");
    }
    if !print.currency && kind != StatementKind::CashFlow {
        // an average number of shares may be printed in millions with a fraction
        let of_shares = certain(&section) && (!section.per_share() || section.begins(&["shares", "weighted", "average", "number"]));
        let averaged = (certain(&label) || label.holds_shares()) && !label.per_share() || of_shares && label.leans_on_section();
        let in_millions = row.scale.as_ref().is_some_and(|scale| scale.shares.is_some());
        let outstanding = table.shares_scaled && label.has(&["shares outstanding"]);
        let capital = kind == StatementKind::BalanceSheet && label.is_share_capital() && section.has(&["equity", "capital"]);
        if !capital && label.shares() && (!print.fractions || in_millions || outstanding)
            || section.shares() && (label.leans_on_section() || label.per_share()) && !print.small_fractions()
            || averaged
        {
            return Counted::Shares;
        }
        if let Some(measured) = headed {
            return Counted::Measured(measured);
        }
        // "Hotels" in a statement are the money that hotels bring, cost or are worth
        let of_books = kind.is_statement() || kind == StatementKind::Segments;
        // a minority's interest in units is money
        let of_orders = || section.has(&["backlog", "orders", "deliveries", "closings"]);
        let is_of_books = |lower: &str| of_books && is_bare(lower) && !(label.is_only("units") && of_orders());
        let counts = |lower: &str| named(lower).filter(|_| !(is_of_books(lower) || lower.contains("minority interest")));
        // what is done in "Same hospitals" are no hospitals
        let own_things = || counts_beside(&label.lower, &section.lower);
        if let Some(things) = counts(&label.lower)
            .or_else(|| in_use(&label.lower).or_else(|| there_at_a_day(&label.lower)).filter(|_| kind != StatementKind::BalanceSheet))
            .or_else(|| sections.iter().find_map(|s| counts(&Words::new(s).lower).filter(|_| !own_things()).or_else(|| heads_units(s))))
            .or_else(|| counted_by_noun(&label, &section, row.scale.is_some(), table).filter(|_| !(of_books && is_bare(&label.lower))))
            .filter(|_| !print.fractions || row.scale.is_some() || table.in_thousands && tells_whole_things(&label.lower))
        {
            return Counted::Things(things);
        }
    }
    if table.transactions && !print.currency && label.has(&["transaction volume"]) {
        return Counted::Things("transactions");
    }
    if let Some(measured) = headed.or(table.titled.filter(fits)) {
        return Counted::Measured(measured);
    }
    let is_stock = kind == StatementKind::BalanceSheet && label.has(&["par value", "stated value", "authorized", "issued"]);
    let under_per_share = print.small_fractions() && (print.hundredths || print.largest < Decimal::from(20));
    // "Diluted:" alone over amounts to the cent is a heading of earnings per share
    let of_dilution = || print.hundredths && !table.fractions_are_usual && sections.last().is_some_and(|s| names_dilution(s));
    // "Basic" under "Continuing operations", and that under "Earnings per share"
    let headed_per_share = || sections.iter().any(|s| Words::new(s).per_share());
    if label.per_share() && print.may_be_per_share() && !is_stock || under_per_share && (of_dilution() || headed_per_share()) {
        return Counted::PerShare;
    }
    if !print.currency && print.largest < Decimal::from(1000) && sections.iter().any(|s| heads_percentages(s)) {
        return Counted::Percent;
    }
    // no bank's capital is more than what it is measured by
    let of_capital = section.has(&["capital ratio"]) && !label.has(&["price", "value", "dividend", "$", "multiple", "times"]);
    if of_capital && !print.currency && print.fractions && print.largest < Decimal::ONE_HUNDRED {
        return Counted::Percent;
    }
    if print.small_fractions()
        && !print.currency
        && label.percent(table.fractions_are_usual && (table.scaled || row.scale.as_ref().is_some_and(|s| s.money.is_some())))
    {
        return Counted::Percent;
    }
    // amounts in thousands have no hundredths
    let unscaled = table.thousands && print.hundredths;
    let parted = label.lower.contains(" / ");
    let quotient = (unscaled || parted || !table.kind.is_statement() && !table.fractions_are_usual) && label.is_quotient();
    if print.small_fractions() && !print.currency && (quotient || unscaled && print.largest < Decimal::ONE_HUNDRED && label.is_of_capital())
    {
        return Counted::Percent;
    }
    if print.small_fractions() && print.hundredths && label.leans_on_section() && (!table.fractions_are_usual || table.per_share) {
        return Counted::PerShare;
    }
    match label.names_percent() && !print.currency {
        true => Counted::Percent,
        false if table.numbers => table.things.map_or(Counted::Number, Counted::Things),
        false => Counted::Money,
    }
}

/// Money for each of some thing, by the words of a label or of the heading over it.
fn price(label: &Words, section: &Words, print: &Print, table: &Counter) -> Option<Counted> {
    // no home is sold for hundreds
    let in_thousands = table.in_thousands && label.has(&["price"]) && label.has(&["home"]) && print.largest < Decimal::from(5000);
    let divided = label.begins(&["numerator"]);
    if label.per_share() || section.per_share() || label.names_percent() || !print.any || in_thousands || divided {
        return None;
    }
    let cents = label.has(&["(cents)", "(in cents)", "in cents", "cents per"]) && !print.currency;
    let in_terms = label
        .lower
        .split_once(" per ")
        .is_some_and(|(before, _)| measured::ends_with_measure(before) || !print.currency && of_label(before).is_some());
    // "Weighted average weekly sales per restaurant:" over those of the company and of others
    let averaged = section.has(&["average"]) && print.currency;
    let each =
        per_thing(&label.lower) && !in_terms || money_per_other(&label.lower) || per_thing(&section.lower) && (print.fractions || averaged);
    let headed = section.has(&["average price", "average sales price", "average selling price"]) && print.currency && print.hundredths;
    // no average price is millions
    let named = label.has(&["price", "fare", "ticket", "daily rate"]) && (print.fractions || print.largest >= Decimal::from(2000));
    let average = label.begins(&["average"]) && (named || print.currency && print.hundredths && print.fractions);
    // among millions with tenths whole numbers are no millions
    let in_full = !table.fractions_are_usual || print.currency && (print.hundredths || each && !print.fractions);
    let told = headed || (each || average) && (print.fractions || print.currency || !table.own_scale) && in_full;
    (cents || told).then_some(Counted::Price { cents })
}

/// Money for each of whatever: `Freight revenue per carload`, `Sales per location`.
fn money_per_other(lower: &str) -> bool {
    let whole = |after: &str| ["annum", "books", "day", "week", "month", "year"].iter().any(|w| after.starts_with(w));
    // "Daily OPEX per vessel"
    let is_money = |words: &str| money::names_money(words) || words.contains("opex");
    lower.split_once(" per ").is_some_and(|(before, after)| is_money(before) && !whole(after))
}

/// What a line of a table of figures of all sorts counts by the noun it comes down to, by its heading's, or by the table's titles.
/// In a statement only where the label states a scale of its own, `Premium subscribers (millions)`, or what is money carries signs.
fn counted_by_noun(label: &Words, section: &Words, scaled: bool, table: &Counter) -> Option<&'static str> {
    if table.kind.is_statement() {
        // "Total members live on platform"
        let placed = || [" live ", " on ", " in "].iter().find_map(|joint| of_label(label.lower.split_once(joint)?.0));
        return of_label(&label.lower).filter(|_| scaled || table.signed).or_else(|| placed().filter(|_| table.signed));
    }
    let headed = || of_label(&section.lower).filter(|_| !speaks_of_money(&label.lower) && !counts_beside(&label.lower, &section.lower));
    of_label(&label.lower).or_else(headed).or(table.things)
}

/// Whether a row names other things than its heading does: `Surgeries`, or any plural under `Same hospitals`.
fn counts_beside(lower: &str, heading: &str) -> bool {
    let of_which = ["same", "total", "all ", "comparable", "consolidated"].iter().any(|w| heading.starts_with(w));
    let own = of_label(lower);
    let others = own.is_some() && own != named(heading).or_else(|| of_label(heading));
    money::names_things(lower) && (others || of_which && own.is_none())
}

/// The measure that the headings over a row name.
fn headed_measure(sections: &[&str]) -> Option<Measured> {
    let told = |heading: &&str| {
        let plain = |measured: &Measured| matches!(measured, Measured::Price(_)) || Measured::in_brackets(heading).is_some();
        let told = Measured::of(heading).filter(|measured| plain(measured) || Measured::sold(heading) == Some(*measured));
        Measured::of_data(heading).or(told).or_else(|| Measured::of_days(heading))
    };
    sections.iter().rev().find_map(told)
}

/// Whether a row has amounts like those per share: hundredths, and small.
pub(crate) fn looks_per_share(row: &Row) -> bool {
    let print = Print::of(row);
    print.any && !print.percent && print.hundredths && print.fractions && print.largest < Decimal::from(100)
}

#[cfg(test)]
mod tests;
