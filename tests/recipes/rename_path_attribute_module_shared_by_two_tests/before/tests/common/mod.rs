#![allow(dead_code)]

use std::collections::hash_map::{Entry as Slot, HashMap};

use ledger::Entry;

pub fn entry(cents: i64) -> Entry {
    Entry { cents }
}

pub fn put(book: &mut HashMap<u32, Entry>, entry: Entry) {
    match book.entry(1) {
        Slot::Occupied(mut slot) => drop(slot.insert(entry)),
        Slot::Vacant(slot) => drop(slot.insert(entry)),
    }
}
