//! The forms that facts can be written in, and what is to be known of each.

/// A form that facts can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// xBRL-XML: an XBRL 2.1 instance with its extension taxonomy.
    Xbrl,
    /// Inline XBRL 1.1 over a text release, with its extension taxonomy.
    InlineXbrl,
    /// xBRL-JSON 1.0 with its extension taxonomy.
    XbrlJson,
    /// xBRL-CSV 1.0 with its extension taxonomy.
    XbrlCsv,
    /// A report package that holds Inline XBRL and the extension taxonomy.
    Xbri,
    /// A report package that holds xBRL-XML and the extension taxonomy.
    Xbr,
    /// A report package that holds the report in every XBRL form, and the extension taxonomy.
    ReportPackage,
    /// A taxonomy package that holds the extension taxonomy alone.
    Taxonomy,
    /// Tidy CSV: one row a fact.
    Csv,
    /// JSON-LD 1.1: the fact graph as linked data.
    JsonLd,
    /// N-Triples: the graph of the JSON-LD form, a triple a line.
    NTriples,
    /// Turtle: the same graph, for people.
    Turtle,
    /// The review page: the release as printed, facts and findings marked.
    Html,
    /// NDJSON: one fact a line, nested.
    Ndjson,
    /// A script that loads the star schema into PostgreSQL.
    Postgresql,
    /// Parquet files of the star schema.
    #[cfg(feature = "parquet")]
    Parquet,
    /// Arrow IPC files of the star schema.
    #[cfg(feature = "parquet")]
    Arrow,
    /// An SQLite database of the star schema.
    #[cfg(feature = "sqlite")]
    Sqlite,
    /// An Excel workbook: statements as printed, facts, findings.
    #[cfg(feature = "xlsx")]
    Xlsx,
}

struct About {
    name: &'static str,
    extension: &'static str,
    media_type: &'static str,
    summary: &'static str,
}

impl Format {
    /// Every format, in the order shown to users.
    pub const ALL: &[Self] = &[
        Self::Xbrl,
        Self::InlineXbrl,
        Self::XbrlJson,
        Self::XbrlCsv,
        Self::Xbri,
        Self::Xbr,
        Self::ReportPackage,
        Self::Taxonomy,
        Self::Csv,
        Self::JsonLd,
        Self::NTriples,
        Self::Turtle,
        Self::Html,
        Self::Ndjson,
        Self::Postgresql,
        #[cfg(feature = "parquet")]
        Self::Parquet,
        #[cfg(feature = "parquet")]
        Self::Arrow,
        #[cfg(feature = "sqlite")]
        Self::Sqlite,
        #[cfg(feature = "xlsx")]
        Self::Xlsx,
    ];

    const fn about(self) -> About {
        let (name, extension, media_type, summary) = match self {
            Self::Xbrl => ("xbrl", "xml", "application/xml", "XBRL 2.1 instance, schema and linkbases: Arelle, every XBRL processor"),
            Self::InlineXbrl => (
                "ixbrl",
                "htm",
                "text/html",
                "Inline XBRL 1.1, the release itself with its figures tagged in place: browsers, ixbrl-viewer, Arelle",
            ),
            Self::XbrlJson => ("xbrl-json", "json", "application/json", "xBRL-JSON 1.0, one object a fact: Arelle, OIM tools, scripts"),
            Self::XbrlCsv => ("xbrl-csv", "json", "application/json", "xBRL-CSV 1.0, metadata and one row a fact: Arelle, OIM tools"),
            Self::Xbri => ("xbri", "xbri", "application/zip", "report package of Inline XBRL and taxonomy in one file: Arelle"),
            Self::Xbr => ("xbr", "xbr", "application/zip", "report package of xBRL-XML and taxonomy in one file: Arelle, OIM tools"),
            Self::ReportPackage => {
                ("report-package", "zip", "application/zip", "report package of all XBRL forms and taxonomy in one file: Arelle, OIM tools")
            }
            Self::Taxonomy => ("taxonomy", "zip", "application/zip", "taxonomy package of the extension: Arelle --packages"),
            Self::Csv => ("csv", "csv", "text/csv", "tidy table, one row a fact: spreadsheets, pandas, DuckDB, PostgreSQL"),
            Self::JsonLd => {
                ("json-ld", "jsonld", "application/ld+json", "linked data with every fact's place: rdflib, Jena, Oxigraph, GraphDB")
            }
            Self::NTriples => ("n-triples", "nt", "application/n-triples", "the same graph, a triple a line: Oxigraph, Jena, bulk loaders"),
            Self::Turtle => ("turtle", "ttl", "text/turtle", "the same graph to read: rdflib, Protégé, GraphDB"),
            Self::Html => ("html", "html", "text/html", "review page: the release as printed, every figure and finding at its place"),
            Self::Postgresql => ("postgresql", "sql", "application/sql", "star schema as a script for psql, tables and COPY: PostgreSQL"),
            Self::Ndjson => ("ndjson", "ndjson", "application/x-ndjson", "one fact a line, nested: BigQuery, Snowflake, Spark, jq"),
            #[cfg(feature = "parquet")]
            Self::Parquet => {
                ("parquet", "parquet", "application/vnd.apache.parquet", "star schema: DuckDB, Spark, BigQuery, Snowflake, pandas, polars")
            }
            #[cfg(feature = "parquet")]
            Self::Arrow => {
                ("arrow", "arrow", "application/vnd.apache.arrow.file", "star schema in Arrow IPC files: pyarrow, polars, DuckDB")
            }
            #[cfg(feature = "sqlite")]
            Self::Sqlite => ("sqlite", "sqlite", "application/vnd.sqlite3", "star schema as one database with keys and views"),
            #[cfg(feature = "xlsx")]
            Self::Xlsx => (
                "xlsx",
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "workbook: statements as printed with live totals, facts, findings: Excel, LibreOffice",
            ),
        };
        About { name, extension, media_type, summary }
    }

    /// The name that `--format` takes.
    pub const fn name(self) -> &'static str {
        self.about().name
    }

    /// The usual ending of its main file, without the dot.
    pub const fn extension(self) -> &'static str {
        self.about().extension
    }

    /// The media type of its main file.
    pub const fn media_type(self) -> &'static str {
        self.about().media_type
    }

    /// What it is and who loads it, in a few words.
    pub const fn summary(self) -> &'static str {
        self.about().summary
    }

    /// Whether its main file can be written piece by piece.
    pub const fn is_streamed(self) -> bool {
        matches!(self, Self::Ndjson)
    }

    /// Whether the main file says all that its readers need; the others of an XBRL report belong to it.
    pub const fn stands_alone(self) -> bool {
        match self {
            Self::Xbrl | Self::InlineXbrl | Self::XbrlJson | Self::XbrlCsv => false,
            Self::Xbri | Self::Xbr | Self::ReportPackage | Self::Taxonomy => true,
            Self::Csv | Self::Html | Self::JsonLd | Self::NTriples | Self::Turtle | Self::Ndjson | Self::Postgresql => true,
            #[cfg(feature = "parquet")]
            Self::Parquet | Self::Arrow => false,
            #[cfg(feature = "sqlite")]
            Self::Sqlite => true,
            #[cfg(feature = "xlsx")]
            Self::Xlsx => true,
        }
    }

    /// The format of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The format that a file ending stands for; `.zip` is an archive of XBRL's files, whatever else ends in it.
    pub fn from_extension(extension: &str) -> Option<Self> {
        if extension.eq_ignore_ascii_case("zip") {
            return Some(Self::Xbrl);
        }
        Self::ALL.iter().copied().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }
}
