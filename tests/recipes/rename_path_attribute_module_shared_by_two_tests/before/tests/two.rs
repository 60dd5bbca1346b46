use std::collections::btree_map::{BTreeMap, Entry};

#[path = "common/mod.rs"]
mod common;

#[test]
fn two() {
    let mut map = BTreeMap::new();
    map.insert("Entry", common::entry(2));
    assert!(matches!(map.entry("Entry"), Entry::Occupied(_)));
}
