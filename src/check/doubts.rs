//! What `explain` says of the doubts of the reading and the losses of the formats: no check gives them, and each is explained like one.

pub(super) const NOT_A_RELEASE: &str = "\
Nothing in the file reports results: no table with figures and periods, no sentence that states an amount of a known measure.

Half of the exhibits that companies attach to a current report are agreements, letters and biographies. Of such a file no fact is made up; the
export is empty. If the file does hold results, the tables were not understood: hemaexport inspect shows what was seen of them, step by
step, and --from says what kind of file it is.

  Exhibit 10.1   Employment agreement          votes for 10,033,221, against 12,004

Source: Form 8-K, items 2.02 and 9.01: results are furnished as one exhibit among others.";

pub(super) const MALFORMED_TEXT: &str = "\
Some bytes of the file mean nothing in the encoding that it declares or looks like; each such stretch was read as U+FFFD.

What was lost may be a dash, a quotation mark, or a digit of a figure. The file's other bytes are read as they are, and every place in the
exports still leads to its bytes. Files that were cut in two or went through the wrong conversion are the usual cause: take the release
from where it was published, or convert it to UTF-8.

  bytes e2 80 (an en dash without its last byte)      read as \u{fffd}

Source: WHATWG Encoding Standard, section 4.1 (error mode: replacement).";

pub(super) const NO_CIK: &str = "\
The release prints no Central Index Key, and none was given: its facts are said of an identifier that EDGAR does not know.

The entity goes by its printed symbol, or by a word of its name, under a scheme of its own. Facts of two companies never mix that way, but a filing
needs the CIK, and joining the facts with others that go by CIK does too. A whole EDGAR submission names it in its header; for an
exhibit alone it is given with --cik.

  HemaCare Corporation (OTC Bulletin Board: HEMA.OB)      http://www.hemacare.com/symbol HEMA

Source: EFM 6.5.1 and 6.5.2: the scheme is http://www.sec.gov/CIK, the identifier the registrant's CIK of ten digits.";

pub(super) const OTHER_ENTITY: &str = "\
A statement is headed by another company than the one that files it.

In a merger one company files the other's statements, and a trust those of its sponsor. All facts are given to the filer, since nothing but a
heading speaks against it: leave out those that are another's, or export them apart with that company's --cik.

  filed by ACME HOLDINGS INC            ACME TARGET CORP.  Consolidated Balance Sheets

Source: EFM 6.5.3: all facts of a filing are of one entity; Regulation S-X 3-05 brings in statements of others.";

pub(super) const ASSUMED_PERIOD: &str = "\
A period is not printed in full, and the rest was concluded: the end of the fiscal year, the first day of a quarter, the day of a table
without a date.

\"Three months ended March 31, 2004\" gives the last day; which day the quarter began on follows from the company's calendar, and whether it is the
first or the fourth from its fiscal year. The help says what lays it down (--fiscal-year-end). Facts with a wrong first day would not
match the company's other filings.

  First Quarter 2004 ... March 31, 2004       2004-01-01 to 2004-03-31, fiscal year to December 31

Source: EFM 6.5.9 (periods of facts), dei:CurrentFiscalYearEndDate.";

pub(super) const AMBIGUOUS_PERIOD: &str = "\
When the figures hold can't be told: the release prints no date at all, or its columns no heading that names one.

A figure without its period is no fact: rather than guess, the reading leaves it out. A date in the file's name or in the submission's header does not count: it is the day of filing, not of the figures.

  Current quarter      Prior quarter          of what year?

Source: XBRL 2.1, section 4.7.2: a context has a period.";

pub(super) const AMBIGUOUS_UNIT: &str = "\
A table does not say in what its figures are counted: thousands, millions, single dollars.

A factor of a thousand is the gravest error there is, and it looks right in every ratio. The scale was taken from tables that print the same figures,
or from amounts that the text states in words, as the message says. --scale lays it down.

  Total assets    8,414        beside \"total assets of $8.4 million\": taken times 1,000

Source: XBRL 2.1, section 4.6.4; EFM 6.6.32 on decimals and scale.";

pub(super) const UNMAPPED_ROW: &str = "\
No standard concept fits the label of a row well enough, and it got one of the entity's own.

The facts are all there, but others can't compare them: a concept of the company's own means what its label says, no more. It is right for
measures that only this company reports. For the others name the concept in a file for --labels; it then holds for all of the company's
releases.

  Cash and marketable securities     911,000        hema:CashAndMarketableSecurities

Source: EFM 6.6.23 and 6.8.3: a standard element where one fits, an extension only where none does.";

pub(super) const UNREAD_FIGURE: &str = "\
A figure of a table became no fact: nothing says of what period it is, or the table is one that holds no results.

No printed figure vanishes without a word. Each place is named; hemaexport check --coverage lists what became of every number of the release.
The usual causes are a column without a heading, a heading that the columns do not stand under, a table of votes or people.

                    2004     2003     Change
  Net sales        1,200    1,100      100     9.1        the last column has no heading

Source: the table as printed.";

pub(super) const OVERLOOKED_FIGURE: &str = "\
A plain scan of the file's bytes found figures in rows and columns that the reading did not see as a table at all.

The scan shares nothing with the reading, so that what the one misses the other shows. No fact was made of these figures: look at the place, and
at hemaexport inspect --step tables for what was understood around it.

  Deposits ........ 1,204 ........ 1,187          dots for lines, no column of figures found

Source: the file's own bytes; hemaexport check --coverage accounts for all of its numbers.";

pub(super) const NOT_REPRESENTABLE: &str = "\
The format that was asked for can't carry something that the report holds.

Nothing is dropped in silence: the message says what is missing in the file, or how it is written instead. Another format may carry it.

  f12 (us-gaap:Goodwill) is nil: its cells are empty          in CSV a nil looks like nothing

Source: the rules of the format, as the message names them.";
