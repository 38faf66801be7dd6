//! The columns a reader sees, found from where figures and words stand on the physical columns.
//!
//! A column is a bundle of physical columns whose cells overlap from row to row: `$`, the number and `)` are three, a number that needs
//! neither sign covers one or two of them. Figures decide first, narrow ones before wide ones, so that a spanner never ties two columns
//! together; words take what the figures leave.

use super::marks::Kind;
use super::place::{Item, Row};

/// The columns of a table, as ranges of physical columns from left to right.
#[derive(Debug)]
pub struct Columns {
    clusters: Vec<Cluster>,
}

#[derive(Clone, Debug)]
struct Cluster {
    from: u16,
    to: u16,
    /// Whether figures made it.
    figures: bool,
    /// Rows with an item that stands in this column alone, ascending.
    rows: Vec<usize>,
}

impl Columns {
    /// Finds the columns of a table whose marks are joined.
    pub fn of(rows: &[Row]) -> Self {
        let mut columns = Self { clusters: Vec::new() };
        for item in by_width(rows, |item| item.kind == Kind::Figure) {
            columns.grow(item, true);
        }
        for item in by_width(rows, |item| item.kind != Kind::Figure) {
            columns.grow(item, false);
        }
        columns.note_rows(rows);
        columns.merge(rows);
        columns
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.clusters.len()
    }

    /// Where a column begins.
    pub fn start(&self, column: usize) -> u16 {
        self.clusters[column].from
    }

    /// The columns an item covers, first and one past the last.
    pub fn covered(&self, item: &Item) -> (usize, usize) {
        let (first, last) = self.touched(item);
        let overlap = |i: usize| self.clusters[i].to.min(item.to) - self.clusters[i].from.max(item.from);
        let mostly = |i: &usize| overlap(*i) * 2 >= self.clusters[*i].to - self.clusters[*i].from;
        match ((first..last).find(mostly), (first..last).rev().find(mostly)) {
            (Some(a), Some(b)) => (a, b + 1),
            _ => (first..last).rev().max_by_key(|&i| overlap(i)).map_or((first, first), |i| (i, i + 1)),
        }
    }

    /// The clusters an item overlaps at all.
    fn touched(&self, item: &Item) -> (usize, usize) {
        let first = self.clusters.partition_point(|c| c.to <= item.from);
        let last = self.clusters.partition_point(|c| c.from < item.to);
        (first, last.max(first))
    }

    fn grow(&mut self, item: &Item, figures: bool) {
        let (first, last) = self.touched(item);
        if first == last {
            self.clusters.insert(first, Cluster { from: item.from, to: item.to, figures, rows: Vec::new() });
        } else if last - first == 1 && self.clusters[first].figures == figures {
            let cluster = &mut self.clusters[first];
            (cluster.from, cluster.to) = (cluster.from.min(item.from), cluster.to.max(item.to));
        }
    }

    fn note_rows(&mut self, rows: &[Row]) {
        for (r, row) in rows.iter().enumerate() {
            for item in &row.items {
                let (first, last) = self.covered(item);
                if last - first == 1 && self.clusters[first].rows.last() != Some(&r) {
                    self.clusters[first].rows.push(r);
                }
            }
        }
    }

    /// Makes one of neighbours that no row tells apart.
    fn merge(&mut self, rows: &[Row]) {
        let body = rows.iter().position(is_body).unwrap_or(rows.len());
        self.merge_stub(rows, body);
        self.merge_headers(body);
        let mut i = 0;
        while i + 1 < self.clusters.len() {
            if self.clusters[i].figures && self.clusters[i + 1].figures && self.apart(i, i + 1) {
                self.unite(i, i + 1);
            } else {
                i += 1;
            }
        }
    }

    /// Labels begin in one of several physical columns, by their depth or behind a bullet: together they are the stub.
    fn merge_stub(&mut self, rows: &[Row], body: usize) {
        let mut i = 0;
        while i + 1 < self.clusters.len() && !self.clusters[i + 1].figures && !self.clusters[i].figures {
            let headers_only = self.clusters[i + 1].rows.iter().all(|&r| r < body);
            if !headers_only && self.both(i, rows) * 5 <= self.clusters[i + 1].rows.len() {
                self.unite(i, i + 1);
            } else {
                i += 1;
            }
        }
    }

    /// In how many rows two neighbours both hold words that are no mere bullet or number of a list.
    fn both(&self, i: usize, rows: &[Row]) -> usize {
        let next = &self.clusters[i + 1];
        let is_wordy = |r: &&usize| {
            let item = rows[**r].items.iter().find(|item| item.to > self.clusters[i].from && item.from < self.clusters[i].to);
            item.is_some_and(|item| !is_list_mark(item.text.as_str()))
        };
        self.clusters[i].rows.iter().filter(|r| next.rows.binary_search(r).is_ok()).filter(is_wordy).count()
    }

    /// A header set beside its column, over a spacer, joins the column; the one to its right when both would do.
    fn merge_headers(&mut self, body: usize) {
        let mut i = 1;
        while i < self.clusters.len() {
            let adrift = !self.clusters[i].figures && self.clusters[i].rows.iter().all(|&r| r < body);
            let fits = |j: usize| self.clusters.get(j).is_some_and(|c| c.figures) && self.apart(i, j);
            if adrift && fits(i + 1) {
                self.unite(i, i + 1);
            } else if adrift && fits(i - 1) {
                self.unite(i - 1, i);
                continue;
            }
            i += 1;
        }
    }

    /// Whether no row has something in both.
    fn apart(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.clusters[a].rows, &self.clusters[b].rows);
        let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
        few.iter().all(|r| many.binary_search(r).is_err())
    }

    fn unite(&mut self, a: usize, b: usize) {
        let next = self.clusters.remove(b);
        let cluster = &mut self.clusters[a];
        cluster.to = next.to;
        cluster.figures |= next.figures;
        cluster.rows.extend(next.rows);
        cluster.rows.sort_unstable();
        cluster.rows.dedup();
    }
}

/// A row with a figure that is no bare year.
pub fn is_body(row: &Row) -> bool {
    row.items.iter().any(|item| item.kind == Kind::Figure)
}

/// A bullet, or the number of an item in a list.
pub fn is_list_mark(words: &str) -> bool {
    let inner = words.trim_matches(['(', ')', '.', '[', ']', ' ']);
    inner.chars().count() <= 1
        || inner.len() <= 2 && inner.bytes().all(|b| b.is_ascii_digit())
        || matches!(inner, "ii" | "iii" | "iv" | "vi" | "vii")
}

fn by_width(rows: &[Row], wanted: impl Fn(&Item) -> bool) -> Vec<&Item> {
    let mut items: Vec<&Item> = rows.iter().flat_map(|row| &row.items).filter(|item| wanted(item)).collect();
    items.sort_by_key(|item| item.to - item.from);
    items
}
