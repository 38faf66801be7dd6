//! Parquet, read by its crate's own reader, and Arrow IPC, read by a crate that shares no code with the one that wrote it.

use std::io::Cursor;

use arrow2::io::ipc::read as ipc;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// How many rows a Parquet file gives when every column of it is read.
///
/// # Panics
/// When it can't be read.
pub fn parquet(bytes: &[u8]) -> usize {
    let builder = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::copy_from_slice(bytes)).expect("metadata");
    builder.build().expect("columns").map(|batch| batch.expect("rows").num_rows()).sum()
}

/// How many rows an Arrow IPC file gives.
///
/// # Panics
/// When it can't be read.
pub fn arrow(bytes: &[u8]) -> usize {
    let mut reader = Cursor::new(bytes);
    let metadata = ipc::read_file_metadata(&mut reader).expect("metadata");
    let columns = metadata.schema.fields.len();
    ipc::FileReader::new(reader, metadata, None, None).map(|chunk| rows(&chunk.expect("columns"), columns)).sum()
}

fn rows(chunk: &arrow2::chunk::Chunk<Box<dyn arrow2::array::Array>>, columns: usize) -> usize {
    assert_eq!(chunk.arrays().len(), columns, "a column is missing");
    chunk.len()
}
