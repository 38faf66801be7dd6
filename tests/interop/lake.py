"""Lake tables from the Parquet files of two releases: lake.py CHECK FIRST SECOND. Exit 0 when the check holds, else the reason."""
import os
import sys
import tempfile

import pyarrow as pa
import pyarrow.parquet as pq


def facts(folder):
    return pq.read_table(os.path.join(folder, "facts.parquet"))


def same(read, tables):
    """Every fact of both releases once, values and types unchanged."""
    wanted = pa.concat_tables(tables)
    key = [("fact_id", "ascending")]
    assert read.num_rows == wanted.num_rows, (read.num_rows, wanted.num_rows)
    columns = ["fact_id", "concept", "period_end", "value", "unit"]
    assert read.select(columns).sort_by(key).to_pylist() == wanted.select(columns).sort_by(key).to_pylist()
    assert read.schema.field("value").type == pa.decimal128(38, 9) and read.schema.field("period_end").type == pa.date32()


def delta(first, second):
    """Delta Lake: append a release, append another, load the first again without doubling it."""
    from deltalake import DeltaTable, write_deltalake

    with tempfile.TemporaryDirectory() as lake:
        path = os.path.join(lake, "facts")
        write_deltalake(path, facts(first), mode="append", partition_by=["release_id"])
        write_deltalake(path, facts(second), mode="append")
        merge = DeltaTable(path).merge(facts(first), "old.fact_id = new.fact_id", source_alias="new", target_alias="old")
        merge.when_matched_update_all().when_not_matched_insert_all().execute()
        table = pa.table(DeltaTable(path).to_pyarrow_table())
        same(table, [facts(first), facts(second)])


def iceberg(first, second):
    """Apache Iceberg: the same, by upsert on the key."""
    from pyiceberg.catalog.sql import SqlCatalog

    with tempfile.TemporaryDirectory() as lake:
        catalog = SqlCatalog("lake", uri=f"sqlite:///{lake}/catalog.db", warehouse=f"file://{lake}")
        catalog.create_namespace("hemaexport")
        table = catalog.create_table("hemaexport.facts", schema=facts(first).schema)
        table.append(facts(first))
        table.append(facts(second))
        table.overwrite(facts(first), overwrite_filter=f"release_id == '{facts(first)['release_id'][0]}'")
        read = table.scan().to_arrow()
        read = read.set_column(read.schema.get_field_index("value"), "value", read["value"].cast(pa.decimal128(38, 9)))
        same(read, [facts(first), facts(second)])


globals()[sys.argv[1]](*sys.argv[2:4])
