//! Large refactorings of Rust workspaces from recipe files.
//!
//! The stages of a run are the modules of this crate, lowest first; an arrow
//! between them points down only (held by `tests/tidy.rs`):
//!
//! | module        | what it is for                                              |
//! |---------------|-------------------------------------------------------------|
//! | [`planted`]   | faults that tests have to find                               |
//! | [`text`]      | ranges, lines and edits of one text                          |
//! | [`diagnostic`]| a finding with its place, as plain data                      |
//! | [`syntax`]    | the only user of the parser; hands out plain data            |
//! | [`manifest`]  | the only user of `Cargo.toml` documents                      |
//! | [`change`]    | what a step wants done to a snapshot                         |
//! | [`workspace`] | packages, targets, files: an immutable snapshot              |
//! | [`imports`]   | how a `use` is added, extended, shrunk in a file's own style |
//! | [`resolve`]   | names to items, items to references                          |
//! | [`recipe`]    | what a recipe says, and what each verb does                  |
//! | [`checks`]    | what must hold before anything is written                    |
//! | [`report`]    | diff, summary, diagnostics, JSON                             |
//! | [`apply`]     | the only writer                                              |
//! | [`verify`]    | the recipe's commands, run on a copy                         |
//! | [`exit`]      | what each exit code means                                    |
//! | [`cli`]       | the command line                                             |
//!
//! Invariant: `apply` alone writes to a workspace, `verify` to a copy of its own;
//! of the rooms listed before them only `workspace::load` and `recipe::spec` read.

pub mod apply;
pub mod change;
pub mod checks;
pub mod cli;
pub mod diagnostic;
pub mod exit;
pub mod imports;
pub mod manifest;
mod planted;
pub mod recipe;
pub mod report;
pub mod resolve;
pub mod syntax;
pub mod text;
pub mod verify;
pub mod workspace;
