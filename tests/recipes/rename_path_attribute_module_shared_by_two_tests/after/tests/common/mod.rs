#![allow(dead_code)]

use std::collections::hash_map::{Entry as Slot, HashMap};

use ledger::Posting;

pub fn entry(cents: i64) -> Posting {
    Posting { cents }
}

pub fn put(book: &mut HashMap<u32, Posting>, entry: Posting) {
    match book.entry(1) {
        Slot::Occupied(mut slot) => drop(slot.insert(entry)),
        Slot::Vacant(slot) => drop(slot.insert(entry)),
    }
}
