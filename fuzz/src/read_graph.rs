//! N-Triples and Turtle, read by a crate that is not the one that wrote them.

use rio_api::parser::TriplesParser;
use rio_turtle::{NTriplesParser, TurtleError, TurtleParser};

/// How many triples there are.
///
/// # Panics
/// When it is not N-Triples.
pub fn n_triples(text: &str) -> usize {
    count(NTriplesParser::new(text.as_bytes()))
}

/// How many triples there are.
///
/// # Panics
/// When it is not Turtle.
pub fn turtle(text: &str) -> usize {
    count(TurtleParser::new(text.as_bytes(), None))
}

fn count(mut parser: impl TriplesParser<Error = TurtleError>) -> usize {
    let mut triples = 0;
    let result = parser.parse_all(&mut |_| {
        triples += 1;
        Ok::<(), TurtleError>(())
    });
    result.unwrap_or_else(|error| panic!("no triples: {error}"));
    triples
}
