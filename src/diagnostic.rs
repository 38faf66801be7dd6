//! What is to be said about a release: doubts of the reading, contradictions of the release, losses of a format.

use std::fmt;

use crate::source::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A doubt or an assumption of ours.
    Note,
    /// Likely wrong, or read with little confidence.
    Warning,
    /// The release contradicts itself.
    Error,
}

impl Severity {
    /// The word for it: `note`, `warning`, `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in the source and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place, as narrow as possible.
    pub span: Span,
    /// A few words.
    pub text: String,
}

impl Label {
    /// A label of a place.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// One finding, with its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// One sentence with the figures in it.
    pub message: String,
    /// Where it shows; `None` where the whole release is meant.
    pub primary: Option<Label>,
    /// The other places that belong to it.
    pub related: Vec<Label>,
    /// What the exports do about it, or what the user can do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding of its code's usual severity.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), primary: None, related: Vec::new(), help: None }
    }

    /// Says where it shows.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label::new(span, text));
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn and_at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label::new(span, text));
        self
    }

    /// Adds what the exports do about it or what the user can do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Weighs it otherwise than its code does.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal, $severity:ident;)*) => {
        /// The kinds of findings, each named in words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])* $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name that `--ignore` and `explain` take.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How much such a finding weighs unless it says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What it means, in a sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),*),)* }
            }
        }
    };
}

codes! {
    /// The file is not an earnings release, or holds no table or sentence that reports results.
    NotARelease = "not-a-release", Warning;
    /// The file's bytes are malformed in the encoding they are in.
    MalformedText = "malformed-text", Warning;
    /// No CIK is given or printed: the entity is identified by another scheme.
    NoCik = "no-cik", Note;
    /// A statement is headed by another company than the one that files it.
    OtherEntity = "other-entity", Warning;
    /// Something about a period is not printed and was concluded.
    AssumedPeriod = "assumed-period", Note;
    /// A column's or sentence's period can't be told for certain.
    AmbiguousPeriod = "ambiguous-period", Warning;
    /// A figure's unit or scale can't be told for certain.
    AmbiguousUnit = "ambiguous-unit", Warning;
    /// A row has no standard concept and got one of the entity's own.
    UnmappedRow = "unmapped-row", Note;
    /// A figure was given a concept with little confidence.
    LowConfidence = "low-confidence", Note;
    /// A printed figure of a table became no fact.
    UnreadFigure = "unread-figure", Warning;
    /// A printed figure stands in no table that was understood; a scan of the whole file found it.
    OverlookedFigure = "overlooked-figure", Warning;
    /// The same fact is printed with different values.
    ConflictingFigures = "conflicting-figures", Error;
    /// A printed total is not the sum of its printed parts.
    CalculationInconsistent = "calculation-inconsistent", Error;
    /// Total assets and total liabilities and equity of a balance sheet differ.
    BalanceSheetUnbalanced = "balance-sheet-unbalanced", Error;
    /// A row does not follow the rule by which its column is worked out from others.
    ColumnInconsistent = "column-inconsistent", Error;
    /// Earnings per share do not follow from income and shares, or do not add up.
    PerShareMismatch = "per-share-mismatch", Error;
    /// The figures of consecutive periods do not add up to that of the whole.
    PeriodsInconsistent = "periods-inconsistent", Warning;
    /// The text and a table state the same thing differently.
    NarrativeMismatch = "narrative-mismatch", Error;
    /// A stated change or percentage does not follow from the figures it speaks of.
    ChangeMismatch = "change-mismatch", Error;
    /// The words say rise or profit where the figures say fall or loss, or the reverse.
    DirectionMismatch = "direction-mismatch", Warning;
    /// A stated margin, rate or ratio does not follow from the figures it is made of.
    RatioMismatch = "ratio-mismatch", Warning;
    /// Two tables state differently what they must share.
    TablesDisagree = "tables-disagree", Warning;
    /// Two columns of different periods print the same figures.
    RepeatedColumn = "repeated-column", Warning;
    /// The columns of a table stand in different orders under its headings.
    ColumnsDisordered = "columns-disordered", Warning;
    /// The figures of a table agree with the text but for a factor of a thousand.
    SuspiciousScale = "suspicious-scale", Warning;
    /// A figure's digits are not written as figures are: a zero leads it, or a comma stands out of place.
    MalformedFigure = "malformed-figure", Warning;
    /// A printed date can't be: no calendar has it, or it lies a century off.
    ImpossibleDate = "impossible-date", Error;
    /// A printed date contradicts the release's own dates or the calendar.
    DateMismatch = "date-mismatch", Warning;
    /// The text speaks of another period than the release or the heading above it.
    PeriodMismatch = "period-mismatch", Warning;
    /// A format can't carry something that the report holds.
    NotRepresentable = "not-representable", Warning;
}

impl Code {
    /// The code of a name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
