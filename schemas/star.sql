-- hemaexport, star schema 1.0: PostgreSQL, DuckDB

-- one row a source file
CREATE TABLE IF NOT EXISTS releases (
  release_id TEXT NOT NULL, -- first 16 hexadecimal digits of the SHA-256 of the source file
  sha256 TEXT NOT NULL, -- SHA-256 of the source file
  source_name TEXT NOT NULL, -- name of the source file as given
  source_bytes BIGINT NOT NULL, -- length of the source file
  entity_scheme TEXT NOT NULL, -- scheme of the entity's identifier: http://www.sec.gov/CIK or a URI of its own
  entity_identifier TEXT NOT NULL, -- CIK of ten digits, or the printed symbol
  entity_name TEXT, -- registrant's name as printed
  period_start DATE, -- first day of the newest period reported on
  period_end DATE NOT NULL, -- last day of the newest period reported on
  fact_count BIGINT NOT NULL, -- number of facts
  PRIMARY KEY (release_id)
);

-- one row a concept that a release uses
CREATE TABLE IF NOT EXISTS concepts (
  release_id TEXT NOT NULL, -- first 16 hexadecimal digits of the SHA-256 of the source file
  concept TEXT NOT NULL, -- qualified name: us-gaap:Revenues, hema:CashAndMarketableSecurities
  label TEXT NOT NULL, -- standard label, or the printed one of an own concept
  data_type TEXT NOT NULL, -- item type: monetaryItemType, perShareItemType, tokenItemType, dateItemType ...
  period_type TEXT NOT NULL, -- instant or duration
  balance TEXT, -- debit or credit; monetary concepts only
  PRIMARY KEY (release_id, concept),
  FOREIGN KEY (release_id) REFERENCES releases (release_id)
);

-- one row a fact
CREATE TABLE IF NOT EXISTS facts (
  fact_id TEXT NOT NULL, -- release_id and the fact's number: the same file gives the same ids
  release_id TEXT NOT NULL, -- first 16 hexadecimal digits of the SHA-256 of the source file
  entity_identifier TEXT NOT NULL, -- CIK of ten digits, or the printed symbol
  concept TEXT NOT NULL, -- qualified name of what is reported
  label TEXT NOT NULL, -- words it goes by in print
  statement TEXT, -- income, balance_sheet, cash_flow, narrative, cover ...
  period_type TEXT NOT NULL, -- instant or duration
  period_start DATE, -- first day of a duration; null for an instant
  period_end DATE NOT NULL, -- last day of a duration, or the instant, included
  unit TEXT, -- USD, USD/shares, shares, pure, stores ...; null for facts that are no numbers
  value NUMERIC(38, 9), -- full amount, signed as the concept wants it; null for facts that are no numbers
  decimals BIGINT, -- accurate to 10 to the power of minus this; null: exact, or no number
  text_value TEXT, -- value of facts that are no numbers: words, ISO 8601 dates, true or false; null beside a null value: nil
  dimensions TEXT NOT NULL, -- axis=member, joined by ; in the order of the axes; empty for the entity as a whole
  origin TEXT NOT NULL, -- table or narrative: where it was said first
  mention_count BIGINT NOT NULL, -- how often it was said
  confidence DOUBLE PRECISION NOT NULL, -- how sure the reading is, from 0 to 1
  findings TEXT, -- codes of the findings that speak of it, joined by ;
  PRIMARY KEY (fact_id),
  FOREIGN KEY (release_id) REFERENCES releases (release_id),
  FOREIGN KEY (release_id, concept) REFERENCES concepts (release_id, concept)
);

-- one row a fact and axis
CREATE TABLE IF NOT EXISTS dimensions (
  fact_id TEXT NOT NULL, -- release_id and the fact's number: the same file gives the same ids
  axis TEXT NOT NULL, -- qualified name of the axis
  member TEXT NOT NULL, -- qualified name of the member
  axis_label TEXT NOT NULL, -- the axis in words
  member_label TEXT NOT NULL, -- the member in words
  PRIMARY KEY (fact_id, axis),
  FOREIGN KEY (fact_id) REFERENCES facts (fact_id)
);

-- one row a place where a fact is said
CREATE TABLE IF NOT EXISTS mentions (
  fact_id TEXT NOT NULL, -- release_id and the fact's number: the same file gives the same ids
  mention BIGINT NOT NULL, -- number of the mention within the fact, from 1
  origin TEXT NOT NULL, -- table or narrative
  source_line BIGINT NOT NULL, -- line in the source file, from 1
  source_column BIGINT NOT NULL, -- column in characters, from 1
  byte_start BIGINT NOT NULL, -- first byte in the source file, from 0
  byte_end BIGINT NOT NULL, -- one past the last byte
  source_text TEXT NOT NULL, -- the words that stand there, as the page shows them
  PRIMARY KEY (fact_id, mention),
  FOREIGN KEY (fact_id) REFERENCES facts (fact_id)
);

-- one row a finding: contradictions of the release and doubts of the reading
CREATE TABLE IF NOT EXISTS findings (
  release_id TEXT NOT NULL, -- first 16 hexadecimal digits of the SHA-256 of the source file
  finding BIGINT NOT NULL, -- number of the finding within the release, from 1
  code TEXT NOT NULL, -- kind of finding: conflicting-figures, unmapped-row ...
  severity TEXT NOT NULL, -- error, warning or note
  message TEXT NOT NULL, -- one sentence with the figures in it
  byte_start BIGINT, -- first byte of its place in the source file
  byte_end BIGINT, -- one past the last byte
  help TEXT, -- what the exports do about it, or what the user can do
  fact_ids TEXT, -- the facts that it speaks of, joined by ;
  PRIMARY KEY (release_id, finding),
  FOREIGN KEY (release_id) REFERENCES releases (release_id)
);
