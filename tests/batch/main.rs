//! `hemaexport batch` as it is used: inputs of every kind, runs that are disturbed in every way, and what is left on disk.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // tests may touch files and run the program

mod desk;
mod disturbed;
mod inputs;
mod output;
mod scratch;
