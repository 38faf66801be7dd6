//! The power of ten that a table puts on its figures, and how exact they are.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::ReadOptions;
use super::echo::{Assumed, Stated};
use super::lines::{Line, folded};
use super::unit::money::{is_of_money, names_money};
use super::unit::{Counted, Measured};
use crate::figure::{Currency, Figure, Suffix};
use crate::report::{Decimals, StatementKind};
use crate::table::{Row, Scale as TableScale, Table};

/// The power of ten and the accuracy of a table's figures.
pub(crate) struct Scales<'a> {
    table: &'a Table,
    kind: StatementKind,
    options: &'a ReadOptions,
    /// Places to which all unscaled amounts of money, and of shares, are rounded.
    money_places: i8,
    share_places: i8,
    /// The power on money where the table states none, by what stands elsewhere.
    assumed: Option<Assumed>,
    /// The currency that the text says all amounts are in.
    general: Option<Currency>,
    /// The power on shares that earnings per share prove.
    share_power: Option<i8>,
    /// A number of shares that other tables compute earnings per share with.
    computed_with: Option<Decimal>,
    /// Whether amounts of money are whole numbers but for a few.
    whole: bool,
    /// Whether a row states itself what the table only inherited: `Revenues (000)`. The others are printed in full then.
    told_by_rows: bool,
    /// Whether some rows hold whole thousands: those in hundredths beside them are told for each of something.
    beside_whole: bool,
    /// The power on numbers of things, where the table's own note is about them, too.
    on_all: Option<i8>,
    /// Where the labels of rows stand whose heading the table's own scale leaves out.
    under_exempt: HashSet<u32>,
    /// Whether it is on measures, too: no money is there to be scaled.
    on_measures: bool,
}

impl<'a> Scales<'a> {
    /// Looks over a table and its lines.
    pub(crate) fn new(
        (table, kind): (&'a Table, StatementKind),
        lines: &[Line],
        options: &'a ReadOptions,
        known: (&Stated, Option<Decimal>),
    ) -> Self {
        let (stated, computed_with) = known;
        let counted: Vec<Counted> = lines.iter().map(|l| l.counted.clone()).collect();
        let assumed = stated.scale_of(table).filter(|_| lines.iter().any(takes_scale_of_table));
        let power = table.scale.money.map(|p| p as i8).or(assumed.map(|a| a.power)).unwrap_or(0);
        let money = || lines.iter().filter(|l| l.counted == Counted::Money).flat_map(|l| l.row.figures.iter().flatten());
        let plain = || money().filter(|f| f.style.suffix == Suffix::None && !f.style.dash);
        Self {
            table,
            options,
            whole: plain().filter(|f| f.style.fraction_digits > 0).count() * 5 < plain().count(),
            told_by_rows: table.scale.inherited && !is_of_money(kind) && lines.iter().any(|line| states_scale_of(table, line)),
            beside_whole: power == 3 && lines.iter().any(holds_whole_thousands),
            money_places: rounding(table, &counted, &Counted::Money),
            share_places: rounding(table, &counted, &Counted::Shares),
            on_all: power_on_all(table, lines, kind),
            under_exempt: under_exempt(&table.scale, lines),
            on_measures: !lines.iter().any(|line| line.counted == Counted::Money && line.row.has_figures()),
            kind,
            assumed,
            general: stated.currency,
            computed_with,
            share_power: share_power(lines, table.columns.len(), power).or_else(|| unproved_share_power(table, lines)),
        }
    }

    /// Whence the scale of money was taken, where the table states none.
    pub(crate) fn assumed(&self) -> Option<Assumed> {
        self.assumed
    }

    /// The currency of a figure in a column.
    pub(crate) fn currency(&self, column: usize, figure: &Figure) -> Currency {
        figure
            .style
            .currency
            .filter(|c| *c != Currency::USD)
            .or(self.options.currency)
            .or(self.table.columns[column].scale.as_ref().and_then(|s| s.currency))
            .or(self.table.scale.currency)
            .or(self.general.filter(|general| figure.style.currency.is_none() || general.is_dollar()))
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
            // a dash among amounts per share is nothing to the cent, and no forty-two cents rounded
            Counted::PerShare if figure.style.dash => 2,
            _ => places,
        };
        (amount, Decimals::Places(places), power)
    }

    /// Whether an amount is printed to the cent among whole thousands or millions, or under the header of a price: in full. So is one to the
    /// hundredth of a cent: nothing in thousands is that exact.
    fn in_full(&self, row: &Row, column: usize, figure: &Figure) -> bool {
        let priced = || self.table.columns[column].heading().to_lowercase().contains("price");
        let digits = figure.style.fraction_digits;
        let in_cents = digits == 2 && (self.whole || priced() || self.beside_whole && in_hundredths(row));
        row.scale.is_none() && (digits >= 4 || in_cents)
    }

    /// Whether a number is printed as the amounts are that a table's own note is about: with tenths of millions.
    fn is_like_money(&self, row: &Row, figure: &Figure) -> bool {
        let averaged = row.stub.as_str().to_lowercase().starts_with("average");
        !self.whole && figure.style.fraction_digits > 0 && !self.table.scale.inherited && !averaged
    }

    /// The power said of shares, unless the number that earnings per share are computed with shows that these are printed in full. What is said
    /// over another table is no proof of a number that is far from it, or large itself.
    fn proved(&self, figure: &Figure, said: i8) -> i8 {
        let inherited = self.table.scale.inherited && !is_of_money(self.kind);
        let far = |power: i8, known: Decimal| {
            let shares = scaled(figure.amount.abs(), power);
            shares > known * Decimal::from(3) || shares * Decimal::from(3) < known
        };
        let in_full = match self.computed_with {
            Some(known) => far(said, known) && (inherited || !far(0, known)),
            None => inherited && figure.amount.abs() >= Decimal::from(200_000),
        };
        if in_full { 0 } else { said }
    }

    /// No share comes in pieces: `216.5` of them are millions, as the money beside them is, unless that is far from the number that earnings per
    /// share are computed with.
    fn in_pieces(&self, figure: &Figure, of_money: Option<i8>) -> i8 {
        let near = |power: i8| {
            let shares = scaled(figure.amount.abs(), power);
            self.computed_with.is_none_or(|known| shares < known * Decimal::from(3) && known < shares * Decimal::from(3))
        };
        of_money.filter(|power| figure.style.fraction_digits > 0 && *power == 6 && near(*power)).unwrap_or(0)
    }

    /// The power on what a carrier moved, where the table says without exception that what it holds is in thousands: none moves some hundreds
    /// of shipments or tons in a quarter.
    fn on_freight(&self, row: &Row) -> Option<i8> {
        let scale = &self.table.scale;
        let power = scale.all.filter(|_| !scale.inherited && scale.exempt.is_empty())?;
        let lower = row.stub.as_str().to_lowercase();
        let is_freight = lower.ends_with("tonnage") || lower.ends_with(" shipments");
        let few = || row.figures.iter().flatten().all(|f| f.amount.abs() < Decimal::from(10_000));
        (is_freight && few()).then_some(power as i8)
    }

    /// The power on things that companies count by the million, where the table's own note leaves out nothing but percentages.
    fn on_many(&self, counted: &Counted, row: &Row) -> Option<i8> {
        let scale = &self.table.scale;
        let leaves_out_percent = !scale.exempt.is_empty() && scale.exempt.iter().all(|thing| thing.contains("percent"));
        let many = matches!(counted, Counted::Things("transactions" | "users" | "subscribers" | "passengers" | "shipments"));
        let few = || row.figures.iter().flatten().all(|f| f.amount.abs() < Decimal::from(10_000));
        let power = scale.all.filter(|_| leaves_out_percent && many && !scale.inherited && few())?;
        Some(power as i8)
    }

    /// The power that the table's own note puts on a measure: `(in thousands)` over gallons and passenger miles alone, or over tons that are
    /// printed with tenths as the money beside them is.
    fn power_on(&self, measured: Measured, row: &Row, figure: &Figure) -> Option<i8> {
        if measured.is_time() {
            return None;
        }
        let alike = measured.is_plain_word() && self.is_like_money(row, figure);
        let alike = self.table.scale.all.filter(|_| alike).map(|power| power as i8);
        alike.or(self.on_all.filter(|_| self.on_measures && !names_exempt(&self.table.scale, row)))
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
        let scales = [row.scale.as_deref(), self.table.columns[column].scale.as_ref(), Some(&self.table.scale)];
        let said = |pick: fn(&crate::table::Scale) -> Option<u8>| scales.iter().flatten().find_map(|s| pick(s)).map(|p| p as i8);
        match counted {
            Counted::Measured(Measured::Price(_)) if says_cents(row) => -2,
            Counted::Money if self.in_full(row, column, figure) || scales.iter().flatten().any(|s| exempts(s, row.stub.as_str())) => 0,
            // "($ in millions, volume in billions)"
            Counted::Money if said(|s| s.others).is_some() && names_volume(row) => said(|s| s.others).unwrap_or(0),
            Counted::Money if row.stub.span().is_some_and(|span| self.under_exempt.contains(&span.start)) => 0,
            Counted::Money if self.told_by_rows && row.scale.is_none() => 0,
            Counted::Money => said(|s| s.money).or(self.options.scale.map(|s| s as i8)).or(self.assumed.map(|a| a.power)).unwrap_or(0),
            Counted::Shares if row.scale.is_none() && prints_full_shares(row) => 0,
            Counted::Shares => {
                let own = row.scale.as_ref().and_then(|s| s.shares).map(|p| p as i8);
                // a note over another table speaks of the shares that its earnings are divided by
                let inherited = || self.table.scale.inherited && !is_of_money(self.kind) && !is_of_capital(row);
                let of_money = said(|s| s.money);
                let said = || self.proved(figure, said(|s| s.shares).filter(|_| !inherited()).unwrap_or(0));
                let power = own.or(self.share_power.filter(|_| !inherited())).unwrap_or_else(said);
                if power == 0 { self.in_pieces(figure, of_money) } else { power }
            }
            Counted::Percent => -2,
            Counted::Price { cents: true } => -2,
            Counted::Price { cents: false } => row.scale.as_ref().and_then(|s| s.money).map_or(0, |p| p as i8),
            Counted::BasisPoints => -4,
            Counted::Things(_) | Counted::Number => {
                // a column of "dollars in thousands" says nothing of what is counted in it
                let column = || scales[1].and_then(|s| s.all);
                let own = || row.scale.as_ref().and_then(|s| s.money).or_else(column).map(|p| p as i8);
                let alike = *counted == Counted::Number && self.is_like_money(row, figure);
                let tenths = || row.figures.iter().flatten().any(|f| f.style.fraction_digits > 0 && f.style.suffix == Suffix::None);
                let alike = alike || self.table.scale.all == Some(3) && !self.table.scale.inherited && self.whole && tenths();
                let on_all =
                    self.on_all.or(self.table.scale.all.map(|power| power as i8).filter(|_| alike)).or_else(|| self.on_freight(row));
                let on_all = on_all.or_else(|| self.on_many(counted, row));
                said(|s| s.others).or_else(own).or(on_all.filter(|_| !names_exempt(&self.table.scale, row))).unwrap_or(0)
            }
            Counted::Measured(measured) => {
                let noted = || self.power_on(*measured, row, figure).or_else(|| self.on_freight(row));
                measured.power(row.scale.as_deref(), said(|s| s.others).or_else(noted))
            }
            Counted::PerShare | Counted::Ratio => 0,
        }
    }
}

/// Whether a row is of what passes through a company's hands: `Payment volume`.
fn names_volume(row: &Row) -> bool {
    row.stub.as_str().to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| word == "volume")
}

/// The power that a table's own note puts on things, too: `(In thousands)` over subscribers alone, or over a table of which it names what is
/// left out. Beside amounts of money it speaks of those.
fn power_on_all(table: &Table, lines: &[Line], kind: StatementKind) -> Option<i8> {
    let money = || lines.iter().any(|line| line.counted == Counted::Money && line.row.has_figures());
    // "except statistics" leaves out whatever is no money
    let is_general = |thing: &String| ["statistic", "operating", "operational"].iter().any(|word| thing.starts_with(word));
    // "except volume, average, margins and EPS" leaves out whatever is counted
    let is_kind = |thing: &String| ["volume", "volumes", "average", "averages", "margin", "margins", "eps"].contains(&thing.as_str());
    let is_plain = |thing: &String| thing.contains("percent") || thing.contains("ratio") || is_general(thing) || is_kind(thing);
    let lists_exceptions = || !is_of_money(kind) && table.scale.exempt.iter().any(|thing| !is_plain(thing));
    let power = table.scale.all.filter(|_| !table.scale.inherited && (lists_exceptions() || !money()))?;
    Some(power as i8)
}

/// Whether the scale that is taken for a table's reaches a row.
fn takes_scale_of_table(line: &Line) -> bool {
    matches!(line.counted, Counted::Money | Counted::Shares) && line.row.has_figures() && line.row.scale.is_none()
}

/// Whether a row of money states the scale of its table for itself.
fn states_scale_of(table: &Table, line: &Line) -> bool {
    let own = line.row.scale.as_ref().and_then(|scale| scale.money);
    line.counted == Counted::Money && own.is_some_and(|own| own > 0) && own == table.scale.money
}

/// Whether a scale leaves out the money of a row: `Average sales price` where prices are. What is left out as "restaurant data" are no
/// `Restaurant sales`.
fn exempts(scale: &TableScale, label: &str) -> bool {
    scale.beside_exempt(label).any(|beside| !names_money(&beside)) || scale.exempt.iter().any(|thing| is_short_for(thing, label))
}

/// "ASP" of `Average selling price`.
fn is_short_for(thing: &str, label: &str) -> bool {
    let words = label.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let initials: String = words.filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect();
    initials.len() > 2 && thing.strip_suffix('s').unwrap_or(thing) == initials
}

/// The rows under headings that a scale leaves out: `Average weekly sales by group:` where weekly sales are.
fn under_exempt(scale: &TableScale, lines: &[Line]) -> HashSet<u32> {
    // ratios that are left out are no money, whatever stands under their headings
    let exempt: Vec<String> = scale.exempt.iter().filter(|thing| names_money(thing)).cloned().collect();
    if exempt.is_empty() {
        return HashSet::new();
    }
    let of_money = TableScale { exempt, ..TableScale::default() };
    let under = |line: &&Line| line.sections.iter().any(|heading| of_money.beside_exempt(heading).next().is_some());
    lines.iter().filter(under).filter_map(|line| line.row.stub.span()).map(|span| span.start).collect()
}

/// Whether a scale leaves out the things that a row counts.
fn names_exempt(scale: &TableScale, row: &Row) -> bool {
    scale.beside_exempt(row.stub.as_str()).next().is_some()
}

/// Whether a label says that its figures are cents: `Fuel cost per gallon (in cents)`.
fn says_cents(row: &Row) -> bool {
    let lower = row.stub.as_str().to_lowercase();
    ["cents", "(c)", "(¢)"].iter().any(|w| lower.contains(w))
}

fn amounts<'l>(lines: &'l [Line], sort: &'l Counted) -> impl Iterator<Item = Decimal> + 'l {
    let figures = lines.iter().filter(move |l| l.counted == *sort).flat_map(|l| &l.row.figures).flatten();
    figures.filter(|f| f.style.suffix == Suffix::None && f.style.fraction_digits == 0).map(|f| f.amount)
}

/// The power of ten on shares under which income divided by shares gives the earnings per share printed, if most columns agree.
fn share_power(lines: &[Line], columns: usize, money_power: i8) -> Option<i8> {
    let mut votes = [0_usize; 3];
    for column in 0..columns {
        let of = |fits: &dyn Fn(&Line) -> bool, least: Decimal| {
            let rows = lines.iter().filter(|l| fits(l)).filter_map(|l| l.row.figures[column].as_ref());
            rows.map(|f| f.amount.abs()).find(|a| *a >= least)
        };
        let income = of(&|l| l.counted == Counted::Money && is_income(l), Decimal::ONE);
        let per_share = of(&|l| l.counted == Counted::PerShare && is_earnings(l), Decimal::new(2, 2));
        let shares = of(&|l| l.counted == Counted::Shares, Decimal::ONE);
        let (Some(income), Some(per_share), Some(shares)) = (income, per_share, shares) else { continue };
        for (vote, power) in votes.iter_mut().zip([0, 3, 6]) {
            let quotient = scaled(income, money_power).checked_div(per_share).and_then(|q| q.checked_div(scaled(shares, power)));
            *vote += usize::from(quotient.is_some_and(|q| q > Decimal::new(4, 1) && q < Decimal::new(25, 1)));
        }
    }
    let best = (0..3).max_by_key(|i| votes[*i])?;
    (votes[best] > 0 && votes.iter().filter(|v| **v == votes[best]).count() == 1).then_some([0, 3, 6][best])
}

fn is_income(line: &Line) -> bool {
    let label = folded(line.row.stub.as_str());
    let of_part = ["fromdiscontinued", "noncontrolling", "minority"].iter().any(|w| label.contains(w));
    !of_part && ["netincome", "netloss", "netearnings", "incomeloss", "netprofit"].iter().any(|w| label.starts_with(w))
}

fn is_earnings(line: &Line) -> bool {
    let words = format!("{} {}", line.section(), line.row.stub.as_str()).to_lowercase();
    !["dividend", "book value", "price", "cash"].iter().any(|w| words.contains(w))
}

/// Shares of a scaled table that says nothing of shares are scaled like money if they are too few otherwise.
fn unproved_share_power(table: &Table, lines: &[Line]) -> Option<i8> {
    let largest = amounts(lines, &Counted::Shares).map(|a| a.abs()).max()?;
    let money = table.scale.money.filter(|_| table.scale.shares.is_none())?;
    (largest < Decimal::from(200_000)).then_some(money as i8)
}

/// Whether a row is of the shares that a company has, and not of some that it bought or granted.
fn is_of_capital(row: &Row) -> bool {
    let lower = row.stub.as_str().to_lowercase();
    lower.trim() != "shares" && !["purchase", "acquired", "bought", "granted"].iter().any(|w| lower.contains(w))
}

/// Whether a row of shares is printed in full though its table is scaled: no company has billions of thousands of shares.
fn prints_full_shares(row: &Row) -> bool {
    row.figures.iter().flatten().any(|f| f.amount.abs() >= Decimal::from(20_000_000))
}

/// Whether a row of money holds large whole numbers and nothing else.
fn holds_whole_thousands(line: &Line) -> bool {
    let whole = |f: &Figure| f.style.dash || f.style.suffix != Suffix::None || f.style.fraction_digits == 0 && f.amount.abs() >= 100.into();
    line.counted == Counted::Money && line.row.has_figures() && line.row.figures.iter().flatten().all(whole)
}

/// Whether all figures of a row are printed to the hundredth, and none is large.
fn in_hundredths(row: &Row) -> bool {
    let hundredths = |f: &Figure| f.style.dash || f.style.fraction_digits == 2 && f.amount.abs() < 10_000.into();
    row.figures.iter().flatten().filter(|f| f.style.suffix == Suffix::None).all(hundredths)
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

    #[test]
    fn points_move() {
        assert_eq!(scaled("246".parse().unwrap(), 3).to_string(), "246000");
        assert_eq!(scaled("21.2".parse().unwrap(), -2).to_string(), "0.212");
    }
}
