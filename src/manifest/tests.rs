//! Before/after pairs of manifests; every edit is also applied to its own
//! result, which it must leave as it is.

use super::edit::{ManifestEdit, edit};
use super::{DependencyKind, Table};

mod add;
mod judging;
mod reading;
mod removing;
mod renaming;
mod set;

fn set(key: &str, value: &str) -> ManifestEdit {
    in_table(Table::Dependencies, key, value)
}

fn in_table(table: Table, key: &str, value: &str) -> ManifestEdit {
    ManifestEdit::Set { table, key: key.to_owned(), value: value.to_owned() }
}

fn remove(key: &str) -> ManifestEdit {
    ManifestEdit::Remove { table: Table::Dependencies, key: key.to_owned() }
}

#[track_caller]
fn check(before: &str, edits: &[ManifestEdit], after: &str) {
    let once = edit(before, edits).unwrap();
    assert_eq!(once, after, "after the edit");
    assert_eq!(edit(&once, edits).unwrap(), after, "after the same edit again");
}
