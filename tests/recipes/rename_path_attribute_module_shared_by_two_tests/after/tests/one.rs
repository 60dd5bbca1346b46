#[path = "common/mod.rs"]
mod common;

#[test]
fn one() {
    let entry: ledger::Posting = common::entry(1);
    assert_eq!(entry, ledger::Posting { cents: 1 });
}
