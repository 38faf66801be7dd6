//! Reports made by hand, for tests and benchmarks of what takes a report: the facts of HemaCare's release of 13 May 2004.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::sync::Arc;

use chrono::NaiveDate;
use hemaexport::figure::{Currency, Figure, FigureStyle};
use hemaexport::report::{
    Aspects, Axis, Confidence, Decimals, Dimensions, Entity, Fact, FactId, Line, LineKind, Origin, Period, Relation, Report, Statement,
    StatementKind, Unit, Value,
};
use hemaexport::source::{Source, Span};
use hemaexport::taxonomy::{Balance, Concept, DataType, PeriodType, QName};
use indexmap::IndexMap;

const FACTS: &str = include_str!("hemacare.csv");

const NOTE: &str = "Net income of the quarter is printed as 264,000 in the table and as 246,000 in the text. \
                    Income before taxes (246,000) less the provision (0) is 246,000. Both figures stand as printed.";

/// Whose names the report uses.
#[derive(Clone, Copy, PartialEq)]
pub enum Names {
    /// us-gaap, srt and dei where they fit.
    Standard,
    /// The entity's own for everything.
    Own,
}

/// HemaCare's first quarter of 2004: two statements, figures of the text, names and dates; one figure in conflict.
pub fn hemacare(names: Names) -> Report {
    let mut builder = Builder::new(names);
    let mut rows = csv::Reader::from_reader(FACTS.as_bytes());
    for row in rows.deserialize() {
        builder.fact(&row.expect("a row of the fixture"));
    }
    builder.finish()
}

/// What is hard to write: marks, forbidden characters, formulas, nil, things counted, a label with three wordings.
pub fn edges() -> Report {
    let mut report = hemacare(Names::Own);
    let mut add = |local: &str, data_type, unit: Option<Unit>, value| {
        let name = QName::new("hema", local);
        let concept = Concept {
            name: name.clone(),
            label: format!("{local} < & \u{1}"),
            data_type,
            period_type: PeriodType::Duration,
            balance: None,
        };
        report.concepts.insert(name.clone(), concept);
        let model = report.facts[0].clone();
        let aspects = Aspects { concept: name, unit, ..model.aspects.clone() };
        report.facts.push(Fact { aspects, value, label: format!("=1+1 {local}\n\"x\""), ..model });
    };
    add("EdgeTextBlock", DataType::TextBlock, None, Value::Text("A & B <b>\u{0}\n  caf\u{e9} \u{1f600}".to_owned()));
    add("EdgeString", DataType::String, None, Value::Text("@cmd | \"q\" 'a'\r\n\tz ".to_owned()));
    add("EdgeNil", DataType::Monetary, Some(Unit::currency(Currency::USD)), Value::Nil);
    let five = Value::Number { amount: 5.into(), decimals: Decimals::Infinite };
    add("EdgeStores", DataType::Integer, Some(Unit::other("retail stores")), five.clone());
    add("EdgeMisfit", DataType::Monetary, Some(Unit::shares()), five);
    add("EdgeMonthDay", DataType::MonthDay, None, Value::Text("--12-31".to_owned()));
    report
}

/// A report of `count` facts, in statements of fifty lines and four columns, for measuring: a quarter as many concepts of the entity's own, as
/// releases have. Each figure stands at a place of its own.
pub fn large(count: usize) -> Report {
    let mut report = hemacare(Names::Standard);
    let model = report.facts[12].clone();
    let definition = report.concepts[&model.aspects.concept].clone();
    let mut text = report.source.text().to_owned();
    let mut statement = report.statements[0].clone();
    statement.lines.clear();
    statement.columns = ["2004", "2003"].repeat(2).into_iter().map(str::to_owned).collect();
    let columns = [quarter(2004), quarter(2003), half(2004), half(2003)];
    for i in 0..count.saturating_sub(report.facts.len()) {
        let (item, column) = (i / columns.len(), i % columns.len());
        let label = format!("Measured item {item}");
        if column == 0 {
            let name = QName::new("hema", format!("MeasuredItem{item}"));
            report.concepts.insert(name.clone(), Concept { name: name.clone(), label: label.clone(), ..definition.clone() });
            text.extend(["\n", &label]);
            statement.lines.push(Line {
                label: label.clone(),
                depth: 1,
                kind: LineKind::Item,
                concept: Some(name),
                cells: vec![None; columns.len()],
                candidates: Default::default(),
            });
        }
        text.push_str("   ");
        let thousands = i as i64 % 100_000;
        let start = text.len();
        text.push_str(&thousands.to_string());
        let figure = Figure { span: Span::new(start, text.len()), amount: thousands.into(), style: FigureStyle::default() };
        let origins = vec![Origin::Cell { figure, stub: None, column: None, scale: 3 }];
        let value = Value::Number { amount: (thousands * 1000).into(), decimals: Decimals::Places(-3) };
        let line = statement.lines.last_mut().expect("a line");
        line.cells[column] = Some(FactId::new(report.facts.len()));
        // the facts of a concept share its name, as those of a reading do
        let concept = line.concept.clone().expect("named");
        let aspects = Aspects { concept, period: columns[column], ..model.aspects.clone() };
        report.facts.push(Fact { aspects, value, label, origins, ..model.clone() });
        if statement.lines.len() == 50 && column + 1 == columns.len() {
            report.statements.push(statement.clone());
            statement.lines.clear();
        }
    }
    report.source = Arc::new(Source::from_text("large.txt", text));
    report
}

#[derive(serde::Deserialize)]
struct Row {
    concept: String,
    standard: String,
    label: String,
    data_type: String,
    balance: String,
    start: String,
    end: String,
    unit: String,
    value: String,
    decimals: String,
    dimensions: String,
    printed: String,
}

struct Builder {
    names: Names,
    text: String,
    facts: Vec<Fact>,
    concepts: IndexMap<QName, Concept>,
    axes: IndexMap<QName, Axis>,
}

impl Builder {
    fn new(names: Names) -> Self {
        let text = "HemaCare Corporation\nFirst quarter of 2004 – “printed figures”\n".to_owned();
        Self { names, text, facts: Vec::new(), concepts: IndexMap::new(), axes: IndexMap::new() }
    }

    fn name(&self, own: &str, standard: &str) -> QName {
        let standard = QName::parse(standard).filter(|_| self.names == Names::Standard);
        standard.unwrap_or_else(|| QName::new("hema", own))
    }

    fn fact(&mut self, row: &Row) {
        let concept = self.name(&row.concept, &row.standard);
        let data_type = match concept.to_string().as_str() {
            "dei:EntityRegistrantName" => DataType::NormalizedString,
            "dei:TradingSymbol" => DataType::Other,
            _ => data_type(&row.data_type),
        };
        let (start, end): (Option<NaiveDate>, NaiveDate) = (row.start.parse().ok(), row.end.parse().expect("a date"));
        let period_type = if start.is_some() { PeriodType::Duration } else { PeriodType::Instant };
        let balance = match row.balance.as_str() {
            "debit" => Some(Balance::Debit),
            "credit" => Some(Balance::Credit),
            _ => None,
        };
        let definition = Concept { name: concept.clone(), label: row.label.clone(), data_type, period_type, balance };
        self.concepts.entry(concept.clone()).or_insert(definition);
        let period = start.map_or(Period::Instant(end), |start| Period::Duration { start, end });
        let aspects = Aspects { concept, period, unit: unit(&row.unit), dimensions: self.dimensions(&row.dimensions) };
        let value = value(row, data_type);
        let origins = row.printed.split('|').map(|printed| self.origin(printed, &value)).collect();
        let confidence = Confidence::new(0.97);
        self.facts.push(Fact { aspects, value, label: row.label.clone(), origins, confidence, candidates: Default::default() });
    }

    fn dimensions(&mut self, pairs: &str) -> Dimensions {
        let pairs = pairs.split(';').filter_map(|pair| pair.split_once('='));
        let pairs: Vec<(QName, QName)> = pairs.map(|(axis, member)| (self.axis(axis), QName::new("hema", member))).collect();
        for (axis, member) in &pairs {
            let label = |name: &str, ending: &str| name.trim_end_matches(ending).to_owned();
            let known =
                self.axes.entry(axis.clone()).or_insert_with(|| Axis { label: label(axis.local(), "Axis"), members: IndexMap::new() });
            known.members.insert(member.clone(), label(member.local(), "Member"));
        }
        pairs.into_iter().collect()
    }

    fn axis(&self, local: &str) -> QName {
        self.name(local, if local == "ProductOrServiceAxis" { "srt:ProductOrServiceAxis" } else { "" })
    }

    /// The printed words on a line of their own, and where they stand.
    fn origin(&mut self, printed: &str, value: &Value) -> Origin {
        let printed = printed.replace("\\n", "\n");
        let start = self.text.len();
        self.text.push_str(&printed);
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        match value {
            Value::Number { amount, .. } => {
                let figure = Figure { span, amount: *amount, style: FigureStyle::default() };
                Origin::Cell { figure, stub: None, column: None, scale: 0 }
            }
            _ => Origin::Passage(vec![span]),
        }
    }

    fn finish(self) -> Report {
        let income = self.statement(StatementKind::Income, "Condensed Consolidated Statements of Operations", &INCOME);
        let balance = self.statement(StatementKind::BalanceSheet, "Condensed Consolidated Balance Sheets", &BALANCE_SHEET);
        let period = quarter(2004);
        let find = |concept: &str, amount: i64| {
            let found = self.facts.iter().position(|fact| {
                fact.aspects.concept.local().starts_with(concept)
                    && matches!(fact.value, Value::Number { amount: a, .. } if a == amount.into())
            });
            FactId::new(found.expect("a fact of the fixture"))
        };
        let sum = |statement, total, parts: &[(FactId, i8)]| Relation::SumsTo { total, parts: parts.to_vec(), statement };
        let (kept, other) = (find("NetIncomeLoss", 246_000), find("NetIncomeLoss", 264_000));
        let pretax = "IncomeLoss";
        let relations = vec![
            sum(0, kept, &[(find(pretax, 246_000), 1), (find("IncomeTax", 0), -1)]),
            sum(0, find("NetIncomeLoss", 8000), &[(find(pretax, 14_000), 1), (find("IncomeTax", 6000), -1)]),
            sum(
                1,
                find("Assets", 8_414_000),
                &[(find("Cash", 911_000), 1), (find("OtherAssets", 4_323_000), 1), (find("AssetsNon", 3_180_000), 1)],
            ),
            sum(
                1,
                find("LiabilitiesAnd", 8_414_000),
                &[(find("LiabilitiesCurrent", 3_471_000), 1), (find("LiabilitiesNon", 1_286_000), 1), (find("Stockholders", 3_657_000), 1)],
            ),
            Relation::Conflicts { kept, other, note: NOTE.to_owned() },
        ];
        let entity = Entity {
            scheme: Entity::CIK_SCHEME.to_owned(),
            identifier: "0000801748".to_owned(),
            name: "HemaCare Corporation".to_owned(),
            prefix: "hema".to_owned(),
            authority: "www.hemacare.com".to_owned(),
        };
        let source = Arc::new(Source::from_text("hemacare.txt", self.text));
        Report {
            source,
            entity,
            period,
            facts: self.facts,
            relations,
            statements: vec![income, balance],
            sentences: Vec::new(),
            days: Vec::new(),
            quarters: Vec::new(),
            concepts: self.concepts,
            axes: self.axes,
        }
    }

    fn statement(&self, kind: StatementKind, title: &str, lines: &[(&str, u8, &str)]) -> Statement {
        let lines = lines.iter().map(|(label, depth, concept)| self.line(label, *depth, concept)).collect();
        let columns = vec!["2004".to_owned(), "2003".to_owned()];
        Statement { kind, title: title.to_owned(), columns, lines, span: Span::new(0, self.text.len()) }
    }

    fn line(&self, label: &str, depth: u8, concept: &str) -> Line {
        let cell = |year: i32| {
            let shown = |fact: &Fact| {
                let conflict = fact.aspects.concept.local() == "NetIncomeLoss" && year == 2004;
                self.own_local(&fact.aspects.concept) == concept
                    && (fact.aspects.period == quarter(year) || fact.aspects.period == Period::Instant(quarter(2004).end()) && year == 2004)
                    && fact.aspects.dimensions.is_empty() != conflict
            };
            self.facts.iter().position(shown).map(FactId::new)
        };
        let cells = vec![cell(2004), cell(2003)];
        let concept = cells.iter().flatten().next().map(|id| self.facts[id.index()].aspects.concept.clone());
        let kind = match (&concept, label.starts_with("Total") || label == "Net income") {
            (None, _) => LineKind::Heading,
            (Some(_), true) => LineKind::Total,
            (Some(_), false) => LineKind::Item,
        };
        Line { label: label.to_owned(), depth, kind, concept, cells, candidates: Default::default() }
    }

    fn own_local<'a>(&self, name: &'a QName) -> &'a str {
        match name.local() {
            "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest" => "IncomeLossBeforeIncomeTaxes",
            "WeightedAverageNumberOfSharesOutstandingBasic" => "WeightedAverageSharesOutstandingBasic",
            "WeightedAverageNumberOfDilutedSharesOutstanding" => "WeightedAverageSharesOutstandingDiluted",
            local => local,
        }
    }
}

const INCOME: [(&str, u8, &str); 8] = [
    ("Revenues", 0, "Revenues"),
    ("Gross profit", 0, "GrossProfit"),
    ("Income before income taxes", 0, "IncomeLossBeforeIncomeTaxes"),
    ("Provision for income taxes", 0, "IncomeTaxExpenseBenefit"),
    ("Net income", 0, "NetIncomeLoss"),
    ("Earnings per share, basic and diluted", 0, "EarningsPerShareBasicAndDiluted"),
    ("Weighted average shares outstanding - basic", 0, "WeightedAverageSharesOutstandingBasic"),
    ("Weighted average shares outstanding - diluted", 0, "WeightedAverageSharesOutstandingDiluted"),
];

const BALANCE_SHEET: [(&str, u8, &str); 10] = [
    ("Assets", 0, ""),
    ("Cash and marketable securities", 1, "CashAndMarketableSecurities"),
    ("Other current assets", 1, "OtherAssetsCurrent"),
    ("Non-current assets", 1, "AssetsNoncurrent"),
    ("Total assets", 1, "Assets"),
    ("Liabilities and shareholders' equity", 0, ""),
    ("Current liabilities", 1, "LiabilitiesCurrent"),
    ("Long-term liabilities", 1, "LiabilitiesNoncurrent"),
    ("Shareholders' equity", 1, "StockholdersEquity"),
    ("Total liabilities and shareholders' equity", 1, "LiabilitiesAndStockholdersEquity"),
];

fn quarter(year: i32) -> Period {
    from_new_year(year, 3, 31)
}

fn half(year: i32) -> Period {
    from_new_year(year, 6, 30)
}

fn from_new_year(year: i32, month: u32, day: u32) -> Period {
    let date = |month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    Period::Duration { start: date(1, 1), end: date(month, day) }
}

fn unit(name: &str) -> Option<Unit> {
    match name {
        "USD" => Some(Unit::currency(Currency::USD)),
        "USD/shares" => Some(Unit::per_share(Currency::USD)),
        "shares" => Some(Unit::shares()),
        "pure" => Some(Unit::pure()),
        _ => None,
    }
}

fn data_type(name: &str) -> DataType {
    match name {
        "monetaryItemType" => DataType::Monetary,
        "perShareItemType" => DataType::PerShare,
        "sharesItemType" => DataType::Shares,
        "percentItemType" => DataType::Percent,
        "integerItemType" => DataType::Integer,
        "dateItemType" => DataType::Date,
        "dateTimeItemType" => DataType::DateTime,
        "gYearItemType" => DataType::Year,
        "booleanItemType" => DataType::Boolean,
        "tokenItemType" => DataType::Token,
        _ => DataType::NoLangToken,
    }
}

fn value(row: &Row, data_type: DataType) -> Value {
    match data_type {
        DataType::Date => Value::Date(row.value.parse().expect("a date")),
        DataType::DateTime => Value::DateTime(chrono::DateTime::parse_from_rfc3339(&row.value).expect("a moment")),
        DataType::Year => Value::Year(row.value.parse().expect("a year")),
        DataType::Boolean => Value::Boolean(row.value == "true"),
        _ if row.unit.is_empty() => Value::Text(row.value.clone()),
        _ => {
            let decimals = Decimals::Places(row.decimals.parse().expect("decimals"));
            Value::Number { amount: row.value.parse().expect("a number"), decimals }
        }
    }
}
