//! A part: rows of many releases in one table and format.

use std::io::Write;

#[cfg(feature = "parquet")]
use ::parquet::arrow::ArrowWriter;

use super::{Rows, delimited};
use crate::error::Error;
use crate::write::star::SCHEMAS;
use crate::write::{Format, ndjson};

/// Takes the rows of releases and writes those of its table.
pub struct Part<W: Write + Send> {
    table: &'static str,
    form: Form<W>,
}

enum Form<W: Write + Send> {
    Csv(W),
    Ndjson(W),
    #[cfg(feature = "parquet")]
    Parquet(Box<ArrowWriter<W>>),
}

impl<W: Write + Send> Part<W> {
    /// Begins a part of one of the format's [`tables`](super::tables).
    ///
    /// # Errors
    /// When the bytes can't be written, or the format keeps no parts.
    pub fn new(format: Format, table: &'static str, mut sink: W) -> Result<Self, Error> {
        let schema = SCHEMAS.into_iter().find(|schema| schema.name == table).expect("a table of the star");
        let form = match format {
            Format::Csv => {
                let names: Vec<&str> = schema.columns.iter().map(|column| column.name).collect();
                sink.write_all(&delimited::header(&names)).map_err(|e| Error::format("csv", e))?;
                Form::Csv(sink)
            }
            Format::Ndjson => Form::Ndjson(sink),
            #[cfg(feature = "parquet")]
            Format::Parquet => Form::Parquet(Box::new(crate::write::parquet::writer(schema, sink)?)),
            other => return Err(Error::format(other.name(), "this format keeps no dataset")),
        };
        Ok(Self { table, form })
    }

    /// Adds the rows of a release.
    ///
    /// # Errors
    /// When the bytes can't be written.
    pub fn push(&mut self, rows: &Rows<'_>) -> Result<(), Error> {
        let table = rows.table(self.table);
        match &mut self.form {
            Form::Csv(sink) => {
                let mut lines = String::new();
                delimited::lines(table, &mut lines);
                sink.write_all(lines.as_bytes()).map_err(|e| Error::format("csv", e))
            }
            Form::Ndjson(sink) => {
                let bytes = if self.table == "facts" {
                    ndjson::facts(table, rows.table("dimensions"), rows.table("mentions"))?
                } else {
                    ndjson::flat(table)?
                };
                sink.write_all(&bytes).map_err(|e| Error::format("ndjson", e))
            }
            #[cfg(feature = "parquet")]
            Form::Parquet(writer) => {
                let batch = crate::write::arrow::batch(table.schema, table.rows.iter(), &Default::default(), "parquet")?;
                writer.write(&batch).map_err(|e| Error::format("parquet", e))
            }
        }
    }

    /// Ends the part and gives back what took its bytes.
    ///
    /// # Errors
    /// When the bytes can't be written.
    pub fn finish(self) -> Result<W, Error> {
        match self.form {
            Form::Csv(sink) | Form::Ndjson(sink) => Ok(sink),
            #[cfg(feature = "parquet")]
            Form::Parquet(writer) => writer.into_inner().map_err(|e| Error::format("parquet", e)),
        }
    }
}
