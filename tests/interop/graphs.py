"""Checks on JSON-LD files: graphs.py CHECK FILE SHAPES. Exit 0 when they hold, else the reason on standard error."""
import json
import os
import sys

import rdflib

HX = rdflib.Namespace("https://hemaexport.example/vocab#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")


def load(path):
    return rdflib.Graph().parse(path, format="json-ld")


def isomorphic(path, _):
    """rdflib and pyld read the same graph, every literal is of its type."""
    from pyld import jsonld
    from rdflib.compare import isomorphic as same

    one = load(path)
    quads = jsonld.to_rdf(json.load(open(path, encoding="utf-8")), {"format": "application/n-quads"})
    two = rdflib.Graph().parse(data=quads, format="nt")
    assert len(one) == len(two) and same(one, two), (len(one), len(two), list(one - two)[:3])
    wrong = [o for o in one.objects() if isinstance(o, rdflib.Literal) and o.ill_typed]
    assert not wrong, wrong[:3]


def shapes(path, shape_file):
    """The shapes hold, and each broken document is refused."""
    import pyshacl

    rules = rdflib.Graph().parse(shape_file)
    conforms, _, text = pyshacl.validate(load(path), shacl_graph=rules)
    assert conforms, text[:2000]
    document = json.load(open(path, encoding="utf-8"))
    position = next(i for i, node in enumerate(document["@graph"]) if node["id"] == "fact/f13")
    breaks = {
        "no concept": lambda f: f.pop("concept"),
        "no unit": lambda f: f.pop("unit"),
        "no decimals": lambda f: f.pop("decimals"),
        "no period": lambda f: (f.pop("periodStart", 0), f.pop("periodEnd", 0)),
        "reversed period": lambda f: f.update(periodStart="2005-01-01"),
        "two values": lambda f: f.update(value=[f["value"], {"@value": "1", "@type": "xsd:decimal"}]),
        "no source": lambda f: f.pop("saidAt"),
        "no data set": lambda f: f.pop("qb:dataSet"),
        "a unit without prefix": lambda f: f.update(unit="USD"),
    }
    for name, harm in breaks.items():
        broken = json.loads(json.dumps(document))
        harm(broken["@graph"][position])
        graph = rdflib.Graph().parse(data=json.dumps(broken), format="json-ld")
        conforms, _, _ = pyshacl.validate(graph, shacl_graph=rules)
        assert not conforms, f"not refused: {name}"


def revenue(path, _):
    """SPARQL: revenue by quarter, company-wide."""
    rows = load(path).query(
        """
        PREFIX hx: <https://hemaexport.example/vocab#>
        PREFIX qb: <http://purl.org/linked-data/cube#>
        SELECT ?start ?end ?value WHERE {
          ?structure a qb:DataStructureDefinition .
          ?fact a qb:Observation ; hx:concept ?concept ; hx:periodStart ?start ; hx:periodEnd ?end ; hx:value ?value ; hx:unit "iso4217:USD" .
          FILTER STRENDS(STR(?concept), "#Revenues")
          FILTER NOT EXISTS {
            ?structure qb:component/qb:dimension ?axis . ?axis a qb:DimensionProperty . ?fact ?axis ?member
          }
        } ORDER BY ?start"""
    )
    found = [(str(start), str(end), str(value)) for start, end, value in rows]
    assert found == [("2003-01-01", "2003-03-31", "6931000"), ("2004-01-01", "2004-03-31", "6736000")], found


def selectors(path, source):
    """Each mention's position slices the source to its quotation, in code points."""
    text = open(source, encoding="utf-8", newline="").read()
    graph = load(path)
    count = 0
    for mention in graph.subjects(rdflib.RDF.type, OA.SpecificResource):
        parts = list(graph.objects(mention, OA.hasSelector))
        pick = lambda name: next(graph.value(p, name) for p in parts if graph.value(p, name) is not None)
        assert text[int(pick(OA.start)):int(pick(OA.end))] == str(pick(OA.exact)), mention
        count += 1
    assert count > 60, count


def terms(path, _):
    """SPARQL: the terms of each sum, and that they add up."""
    rows = load(path).query(
        """
        PREFIX hx: <https://hemaexport.example/vocab#>
        SELECT ?sum (SAMPLE(?t) AS ?total) (SUM(?v * ?w) AS ?parts) WHERE {
          ?sum a hx:Sum ; hx:total/hx:value ?t ; hx:term ?term . ?term hx:part/hx:value ?v ; hx:weight ?w
        } GROUP BY ?sum"""
    )
    sums = [(int(total), int(parts)) for _, total, parts in rows]
    assert len(sums) == 4 and all(total == parts for total, parts in sums), sums


def findings(path, shape_file):
    """SPARQL: findings lead to their facts; the shapes hold, and a finding about something else is refused."""
    import pyshacl

    graph = load(path)
    rows = graph.query(
        """
        PREFIX hx: <https://hemaexport.example/vocab#>
        PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?code ?value WHERE {
          ?finding a hx:Finding, oa:Annotation ; hx:code ?code ; hx:about ?fact ; oa:hasTarget ?fact . ?fact hx:value ?value
        }"""
    )
    found = {(str(code), str(value)) for code, value in rows}
    assert {("conflicting-figures", "264000"), ("conflicting-figures", "246000")} <= found, found
    assert any(code == "low-confidence" for code, _ in found), found
    isomorphic(path, shape_file)
    rules = rdflib.Graph().parse(shape_file)
    assert pyshacl.validate(graph, shacl_graph=rules)[0]
    document = json.load(open(path, encoding="utf-8"))
    node = next(node for node in document["@graph"] if node["id"] == "finding/1")
    for member, value in [("about", ["entity"]), ("hx:severity", "fatal"), ("hx:code", [])]:
        kept, node[member] = node.get(member), value
        broken = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
        assert not pyshacl.validate(broken, shacl_graph=rules)[0], f"not refused: {member}"
        node[member] = kept


def written_out(path, _):
    """N-Triples and Turtle are the graph of the JSON-LD, to rdflib and to Oxigraph."""
    import pyoxigraph as ox

    folder = os.path.dirname(os.path.dirname(path))
    others = [(os.path.join(folder, "n-triples", "facts.nt"), "nt", ox.RdfFormat.N_TRIPLES), (os.path.join(folder, "turtle", "facts.ttl"), "turtle", ox.RdfFormat.TURTLE)]
    one = set(load(path))
    assert not any(isinstance(node, rdflib.BNode) for triple in one for node in triple), "a node without a name"
    stores = [oxigraph(path, ox.RdfFormat.JSON_LD)]
    for other, form, kind in others:
        two = set(rdflib.Graph().parse(other, format=form))
        assert one == two, (other, list(one - two)[:3], list(two - one)[:3])
        stores.append(oxigraph(other, kind))
    assert all({str(q) for q in store} == {str(q) for q in stores[0]} for store in stores), "Oxigraph reads other triples"


def oxigraph(path, kind):
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=path, format=kind)
    return store


def sparql(path, folder):
    """The example queries answer the same in rdflib and Oxigraph, and what they promise."""
    import pyoxigraph as ox

    graph, store = load(path), oxigraph(path, ox.RdfFormat.JSON_LD)
    found = {}
    for name in sorted(os.listdir(folder)):
        query = open(os.path.join(folder, name), encoding="utf-8").read()
        one = [tuple(None if cell is None else str(cell) for cell in row) for row in graph.query(query)]
        two = [tuple(None if cell is None else cell.value for cell in row) for row in store.query(query)]
        assert one == two and one, (name, one[:3], two[:3])
        found[name] = one
    revenue = [row[:3] for row in found["concept_over_time.rq"]]
    assert revenue == [("2003-01-01", "2003-03-31", "6931000"), ("2004-01-01", "2004-03-31", "6736000")], revenue
    sums = found["terms_of_a_sum.rq"]
    totals = {}
    for _, total, _, weight, part, end in sums:
        totals.setdefault((total, end), []).append(int(weight) * int(part))
    assert len(sums) == 10 and all(sum(parts) % int(total) == 0 for (total, _), parts in totals.items()), sums
    text = " ".join(open(os.path.join(os.path.dirname(folder), "hemacare_2004q1.txt"), encoding="utf-8").read().split())
    sentences = found["source_sentence.rq"]
    assert all(sentence in text for _, _, sentence, *_ in sentences) and len(sentences) > 10, sentences


globals()[sys.argv[1]](*sys.argv[2:4])
