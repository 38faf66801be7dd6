"""Independent readers: each loads one format with a library that is not ours, and answers its facts in one common spelling.

A reader takes the folder of a format and answers (rows, types): rows are dictionaries with the keys of KEYS, types what the library made of
value and period_end. COMMANDS holds what a person would type.
"""
import csv
import glob
import json
import os
import sqlite3
from decimal import Decimal

KEYS = ("concept", "entity", "start", "end", "unit", "dimensions", "value")
PUBLISHED = {"us-gaap", "srt", "dei", "country", "currency", "exch", "stpr"}


def only(folder, ending, but=()):
    """The file of a folder with that ending and none of the others."""
    return next(name for name in sorted(glob.glob(os.path.join(folder, "*" + ending))) if not name.endswith(tuple(but)))


def name(qname):
    """A qualified name; whatever is the entity's own gets one prefix."""
    if "#" in qname:
        namespace, local = qname.rsplit("#", 1)
        prefix = namespace.split("/")[-2]
    else:
        prefix, local = qname.split(":", 1)
    return f"{prefix if prefix in PUBLISHED else 'own'}:{local}"


def number(value):
    value = Decimal(value)
    return format(value.normalize(), "f") if value else "0"


def words(text):
    text = " ".join(str(text).split())
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def unit(text):
    parts = (part.rsplit(":", 1)[-1] for part in (text or "").split("/"))
    return "/".join("".join(c if c.isalnum() or c in ".-_" else "_" for c in part) for part in parts)


def dimensions(text):
    pairs = (pair.strip().split("=") for pair in (text or "").split(";") if pair.strip())
    return ";".join(sorted(f"{name(axis)}={name(member)}" for axis, member in pairs))


def fact(concept, entity, start, end, measure, axes, amount, text):
    value = number(amount) if amount not in (None, "") else words(text or "")
    day = lambda moment: str(moment)[:10] if moment else ""
    return dict(zip(KEYS, (name(concept), entity, day(start), day(end), unit(measure), dimensions(axes), value)))


def star(rows):
    """Rows of the star's `facts`, as dictionaries."""
    return [
        fact(r["concept"], r["entity_identifier"], r["period_start"], r["period_end"], r["unit"], r["dimensions"], r["value"], r["text_value"])
        for r in rows
    ]


def tidy(rows):
    """Rows of the tidy CSV. An apostrophe keeps words from being run as a formula."""
    none = lambda value: None if value in (None, "") or value != value else value
    return [
        fact(r["concept"], r["entity"], none(r["period_start"]), r["period_end"], none(r["unit"]) or "", none(r["dimensions"]) or "", none(r["value"]), (none(r["text"]) or "").removeprefix("'"))
        for r in rows
    ]


def seen(value, end):
    return f"value {value}, period_end {end}"


def source(folder):
    """The facts as Python's own reader finds them in facts.csv: what all others are held against."""
    with open(os.path.join(folder, "facts.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [dict(id=r["fact_id"], **f) for r, f in zip(rows, tidy(rows))]


def duckdb_relation(sql, folder):
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET file_search_path = '{folder}'")
    return table(connection.execute(sql))


def table(cursor):
    names = [column[0] for column in cursor.description]
    kinds = dict(zip(names, (str(column[1]) for column in cursor.description)))
    return [dict(zip(names, row)) for row in cursor.fetchall()], seen(kinds["value"], kinds["period_end"])


def csv_duckdb(folder):
    rows, types = duckdb_relation(COMMANDS["csv", "DuckDB"], folder)
    return tidy(rows), types


def csv_pandas(folder):
    import pandas as pd

    frame = pd.read_csv(os.path.join(folder, "facts.csv"), dtype={"value": str, "entity": str}, parse_dates=["period_start", "period_end"])
    types = seen(frame.value.dtype, frame.period_end.dtype)
    frame = frame.astype(object).where(frame.notna(), None)
    return tidy(frame.to_dict("records")), types


def csv_polars(folder):
    import polars as pl

    frame = pl.read_csv(os.path.join(folder, "facts.csv"), schema_overrides={"value": pl.Decimal(38, 9), "entity": pl.String}, try_parse_dates=True, infer_schema_length=None)
    return tidy(frame.to_dicts()), seen(frame.schema["value"], frame.schema["period_end"])


def parquet_duckdb(folder):
    import duckdb

    connection, here = duckdb.connect(), os.getcwd()
    script = open(os.path.join(folder, "load_duckdb.sql"), encoding="utf-8").read()
    os.chdir(folder)
    try:
        for _ in range(2):  # a second load replaces the first
            connection.execute(script)
    finally:
        os.chdir(here)
    rows, types = table(connection.execute("SELECT * FROM facts"))
    mentions = connection.execute("SELECT count(*) FROM mentions JOIN facts USING (fact_id)").fetchone()[0]
    assert mentions == connection.execute("SELECT sum(mention_count) FROM facts").fetchone()[0]
    return star(rows), types


def parquet_pandas(folder):
    import pandas as pd

    frame = pd.read_parquet(os.path.join(folder, "facts.parquet"), dtype_backend="pyarrow")
    types = seen(frame.value.dtype, frame.period_end.dtype)
    frame = frame.astype(object).where(frame.notna(), None)
    return star(frame.to_dict("records")), types


def parquet_polars(folder):
    import polars as pl

    frame = pl.read_parquet(os.path.join(folder, "facts.parquet"))
    return star(frame.to_dicts()), seen(frame.schema["value"], frame.schema["period_end"])


def arrow_table(table):
    metadata = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert metadata["hemaexport.schema_version"] and len(metadata["hemaexport.source_sha256"]) == 64, metadata
    assert not table.schema.field("period_end").nullable and table.schema.field("value").nullable
    return star(table.to_pylist()), seen(table.schema.field("value").type, table.schema.field("period_end").type)


def parquet_pyarrow(folder):
    import pyarrow.parquet as pq

    return arrow_table(pq.read_table(os.path.join(folder, "facts.parquet")))


def arrow_pyarrow(folder):
    import pyarrow as pa

    with pa.ipc.open_file(os.path.join(folder, "facts.arrow")) as file:
        return arrow_table(file.read_all())


def arrow_polars(folder):
    import polars as pl

    frame = pl.read_ipc(os.path.join(folder, "facts.arrow"))
    return star(frame.to_dicts()), seen(frame.schema["value"], frame.schema["period_end"])


def joined(rows):
    """Lines of NDJSON hold dimensions as a list."""
    return [dict(row, dimensions=";".join(f"{d['axis']}={d['member']}" for d in row["dimensions"])) for row in rows]


def ndjson_duckdb(folder):
    rows, types = duckdb_relation(COMMANDS["ndjson", "DuckDB"], folder)
    return star(joined(rows)), types


def ndjson_json(folder):
    with open(os.path.join(folder, "facts.ndjson"), encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    schema = json.load(open(os.path.join(folder, "bigquery_schema.json"), encoding="utf-8"))
    assert all(set(row) == {field["name"] for field in schema} for row in rows), "the schema for BigQuery names other fields"
    required = [field["name"] for field in schema if field["mode"] == "REQUIRED"]
    assert all(row[name] is not None for row in rows for name in required)
    return star(joined(rows)), seen("str", "str")


def sqlite_sqlite3(folder):
    connection = sqlite3.connect(only(folder, ".sqlite"))
    connection.row_factory = sqlite3.Row
    assert not connection.execute("PRAGMA foreign_key_check").fetchall() and connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    rows = [dict(row) for row in connection.execute("SELECT * FROM facts")]
    assert len(rows) == connection.execute("SELECT count(*) FROM facts_with_source").fetchone()[0]
    return star(rows), seen(*connection.execute("SELECT typeof(value), typeof(period_end) FROM facts WHERE value IS NOT NULL").fetchone())


def postgresql_psql(folder):
    import postgres

    with postgres.server() as psql:
        for _ in range(2):  # a second load replaces the first
            psql("--file", only(folder, ".sql"))
        rows = json.loads(psql("-At", "-c", "SELECT json_agg(to_jsonb(f) || jsonb_build_object('value', value::text)) FROM facts f"))
        types = psql("-At", "-F", " ", "-c", "SELECT data_type, numeric_precision, numeric_scale FROM information_schema.columns WHERE table_name = 'facts' AND column_name IN ('value', 'period_end') ORDER BY column_name DESC")
        orphans = psql("-At", "-c", "SELECT count(*) FROM mentions LEFT JOIN facts USING (fact_id) WHERE concept IS NULL")
    assert orphans.strip() == "0"
    value, end = (line.strip() for line in types.splitlines())
    return star(rows), seen(value, end)


def xlsx_openpyxl(folder):
    import openpyxl

    book = openpyxl.load_workbook(only(folder, ".xlsx"), data_only=True)
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    rows = list(book["Facts"].iter_rows(values_only=True))
    facts = [dict(zip(rows[0], row)) for row in rows[1:]]
    entity = about["Identifier"].split(" ")[0]
    made = [
        fact(r["Concept"], entity, r["Period start"], r["Period end"], r["Unit"], r["Dimensions"], r["Exact value"] or shortest(r["Value"]), r["Text"])
        for r in facts
    ]
    return made, seen(type(next(r["Value"] for r in facts if r["Value"] is not None)).__name__, type(facts[0]["Period end"]).__name__)


def shortest(value):
    """A double by the fewest digits that name it, as a spreadsheet shows it."""
    return None if value is None else repr(value)


HX = "https://hemaexport.example/vocab#"


def rdf(triples):
    """Facts of a graph, given as triples of strings; literals without their types."""
    nodes = {}
    for subject, predicate, value in triples:
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
    observation = "http://purl.org/linked-data/cube#Observation"
    types = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    axes = {node for node, held in nodes.items() if "http://purl.org/linked-data/cube#DimensionProperty" in held.get(types, ())}
    rows = []
    for held in nodes.values():
        if observation in held.get(types, ()):
            one = lambda key: held.get(HX + key, [None])[0]
            entity = nodes[one("entity")]["https://schema.org/identifier"][0]
            pairs = ";".join(f"{name(axis)}={name(held[axis][0])}" for axis in axes if axis in held)
            value, measure = one("value"), one("unit")
            text = "" if value.endswith("#nil") else value
            rows.append(fact(one("concept"), entity, one("periodStart"), one("periodEnd") or one("instant"), measure, pairs, value if measure and text else None, text))
    return rows


def rdflib_reader(form, ending):
    def read(folder):
        import rdflib

        graph = rdflib.Graph().parse(only(folder, ending), format=form)
        value = next(o for o in graph.objects(None, rdflib.URIRef(HX + "value")) if o.datatype == rdflib.XSD.decimal)
        end = next(graph.objects(None, rdflib.URIRef(HX + "periodEnd")))
        return rdf((str(s), str(p), str(o)) for s, p, o in graph), seen(type(value.toPython()).__name__, type(end.toPython()).__name__)

    return read


def oxigraph_reader(form, ending):
    def read(folder):
        import pyoxigraph as ox

        store = ox.Store()
        store.bulk_load(path=only(folder, ending), format=getattr(ox.RdfFormat, form))
        value = next(q.object for q in store.quads_for_pattern(None, ox.NamedNode(HX + "value"), None) if q.object.datatype.value.endswith("decimal"))
        end = next(q.object for q in store.quads_for_pattern(None, ox.NamedNode(HX + "periodEnd"), None))
        short = lambda literal: "xsd:" + literal.datatype.value.rsplit("#", 1)[1]
        return rdf((q.subject.value, q.predicate.value, q.object.value) for q in store), seen(short(value), short(end))

    return read


COMMANDS = {
    ("csv", "DuckDB"): "FROM read_csv('facts.csv', types = {'value': 'DECIMAL(38,9)', 'entity': 'VARCHAR'})",
    ("csv", "pandas"): 'pd.read_csv("facts.csv", dtype={"value": str, "entity": str}, parse_dates=["period_start", "period_end"])',
    ("csv", "polars"): 'pl.read_csv("facts.csv", schema_overrides={"value": pl.Decimal(38, 9), "entity": pl.String}, try_parse_dates=True, infer_schema_length=None)',
    ("postgresql", "PostgreSQL"): "psql --file hema-20040331.sql",
    ("parquet", "DuckDB"): "duckdb facts.duckdb < load_duckdb.sql",
    ("parquet", "pyarrow"): 'pq.read_table("facts.parquet")',
    ("parquet", "pandas"): 'pd.read_parquet("facts.parquet", dtype_backend="pyarrow")',
    ("parquet", "polars"): 'pl.read_parquet("facts.parquet")',
    ("arrow", "pyarrow"): 'pa.ipc.open_file("facts.arrow").read_all()',
    ("arrow", "polars"): 'pl.read_ipc("facts.arrow")',
    ("ndjson", "DuckDB"): "SELECT * REPLACE (value::DECIMAL(38,9) AS value, period_end::DATE AS period_end) FROM read_ndjson('facts.ndjson')",
    ("ndjson", "Python"): 'json.loads(line) for line in open("facts.ndjson")',
    ("sqlite", "SQLite"): "sqlite3 hema-20040331.sqlite 'SELECT * FROM facts_with_source'",
    ("xlsx", "openpyxl"): 'openpyxl.load_workbook("hema-20040331.xlsx", data_only=True)["Facts"]',
    ("json-ld", "rdflib"): 'Graph().parse("facts.jsonld", format="json-ld")',
    ("json-ld", "Oxigraph"): 'Store().bulk_load(path="facts.jsonld", format=RdfFormat.JSON_LD)',
    ("n-triples", "rdflib"): 'Graph().parse("facts.nt", format="nt")',
    ("n-triples", "Oxigraph"): 'Store().bulk_load(path="facts.nt", format=RdfFormat.N_TRIPLES)',
    ("turtle", "rdflib"): 'Graph().parse("facts.ttl")',
    ("turtle", "Oxigraph"): 'Store().bulk_load(path="facts.ttl", format=RdfFormat.TURTLE)',
}

READERS = {
    ("csv", "DuckDB"): csv_duckdb,
    ("csv", "pandas"): csv_pandas,
    ("csv", "polars"): csv_polars,
    ("postgresql", "PostgreSQL"): postgresql_psql,
    ("parquet", "DuckDB"): parquet_duckdb,
    ("parquet", "pyarrow"): parquet_pyarrow,
    ("parquet", "pandas"): parquet_pandas,
    ("parquet", "polars"): parquet_polars,
    ("arrow", "pyarrow"): arrow_pyarrow,
    ("arrow", "polars"): arrow_polars,
    ("ndjson", "DuckDB"): ndjson_duckdb,
    ("ndjson", "Python"): ndjson_json,
    ("sqlite", "SQLite"): sqlite_sqlite3,
    ("xlsx", "openpyxl"): xlsx_openpyxl,
    ("json-ld", "rdflib"): rdflib_reader("json-ld", ".jsonld"),
    ("json-ld", "Oxigraph"): oxigraph_reader("JSON_LD", ".jsonld"),
    ("n-triples", "rdflib"): rdflib_reader("nt", ".nt"),
    ("n-triples", "Oxigraph"): oxigraph_reader("N_TRIPLES", ".nt"),
    ("turtle", "rdflib"): rdflib_reader("turtle", ".ttl"),
    ("turtle", "Oxigraph"): oxigraph_reader("TURTLE", ".ttl"),
}
