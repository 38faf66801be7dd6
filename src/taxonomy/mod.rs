//! What is known beforehand: names, types, the us-gaap concepts, printed labels and what they stood for, which concepts sum to which.
//!
//! In: the data embedded from `schemas/`. Out: look-ups. Never: a release.

mod bytes;
pub mod calculation;
mod catalogue;
mod concept;
pub mod label;
pub mod lexicon;
mod once;
mod qname;

pub use catalogue::{Element, ElementId, ElementKind, element, known_standard, standard};
pub use concept::{Balance, Concept, DataType, PeriodType};
pub use once::OncePerElement;
pub use qname::QName;
