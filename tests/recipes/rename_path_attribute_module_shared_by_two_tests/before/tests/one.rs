#[path = "common/mod.rs"]
mod common;

#[test]
fn one() {
    let entry: ledger::Entry = common::entry(1);
    assert_eq!(entry, ledger::Entry { cents: 1 });
}
