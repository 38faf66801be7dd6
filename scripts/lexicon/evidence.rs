//! The evidence as it is fed in.

/// Everything there is.
pub struct Evidence<'a> {
    pub statements: Vec<Statement<'a>>,
    pub labels: Vec<Known<'a>>,
    /// Labels of today, which come in once the weights are learned.
    pub today: Vec<Today<'a>>,
}

/// A statement of a filing.
pub struct Statement<'a> {
    pub filer: &'a str,
    pub kind: u8,
    pub era: &'a str,
    pub weight: f32,
    pub lines: Vec<Line<'a>>,
}

/// A line with the concept that the filer chose.
pub struct Line<'a> {
    pub concept: Option<u16>,
    pub label: &'a str,
}

/// A label known apart from any statement.
pub struct Known<'a> {
    pub kind: u8,
    pub concept: u16,
    pub weight: f32,
    pub label: &'a str,
}

/// A label of today, and whether the pairs of its words tell of its concept too.
pub struct Today<'a> {
    pub known: Known<'a>,
    pub by_pairs: bool,
}

impl<'a> Known<'a> {
    fn of(kind: &str, concept: &str, weight: &str, label: &'a str) -> Self {
        Self { kind: kind.as_bytes()[0], concept: concept.parse().expect("a concept's number"), weight: number(weight), label }
    }
}

impl<'a> Evidence<'a> {
    pub fn of(text: &'a str) -> Self {
        let mut found = Self { statements: Vec::new(), labels: Vec::new(), today: Vec::new() };
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                ["S", filer, kind, era, weight] => {
                    found.statements.push(Statement { filer, kind: kind.as_bytes()[0], era, weight: number(weight), lines: Vec::new() });
                }
                ["L", concept, label] => {
                    let statement = found.statements.last_mut().expect("a line follows its statement");
                    statement.lines.push(Line { concept: concept.parse().ok(), label });
                }
                ["X", kind, concept, weight, label] => found.labels.push(Known::of(kind, concept, weight, label)),
                ["T", kind, concept, weight, by, label] => {
                    found.today.push(Today { known: Known::of(kind, concept, weight, label), by_pairs: by == "pairs" });
                }
                _ => panic!("not a row of evidence: {line}"),
            }
        }
        found
    }
}

fn number(text: &str) -> f32 {
    text.parse().expect("a weight")
}

/// A filer's place among equal shares; its modern copies (marked by an apostrophe) stand with it.
pub fn share(filer: &str, parts: u64) -> u64 {
    let hash = filer.trim_end_matches('\'').bytes().fold(0xCBF2_9CE4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3));
    (hash >> 20) % parts
}
