//! What recipes, workspaces, sources, manifests, terminals and file systems can have
//! in store, row by row: each is laid in a folder of its own and tried with the
//! program; what it says is a snapshot, and its exit code and the tree afterwards are
//! held. docs/reliability.md lists the rows.
//!
//! Rows that mount something run in a mount namespace of their own, and are
//! ignored where the system does not grant one.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test on disk")]

#[path = "../examples/reliability/harness/mod.rs"]
mod harness;

#[path = "faults"]
mod rows {
    pub mod concurrency;
    pub mod disk;
    pub mod guide;
    pub mod interrupted;
    pub mod layout;
    pub mod manifests;
    pub mod names;
    pub mod output;
    pub mod recipes;
    pub mod row;
    pub mod sources;
    pub mod workspaces;
}

use libtest_mimic::{Arguments, Trial};
use rows::guide;
use rows::row::Row;

fn main() {
    let rows: Vec<Row> = [
        rows::recipes::rows(),
        rows::workspaces::rows(),
        rows::sources::rows(),
        rows::names::rows(),
        rows::manifests::rows(),
        rows::output::rows(),
        rows::layout::rows(),
        rows::disk::rows(),
        rows::interrupted::rows(),
        rows::concurrency::rows(),
    ]
    .concat();
    let ids: Vec<&str> = rows.iter().map(|it| it.id).collect();
    let mut trials = vec![
        Trial::test("the guide and the trials agree", move || guide::agrees(&ids)),
        Trial::test("messages have a place and a remedy", guide::messages),
    ];
    trials.extend(rows.into_iter().map(Row::trial));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
