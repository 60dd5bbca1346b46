//! Random sources and recipes, in a small form: a fixed seed and so many iterations.
//! The long form is `examples/fuzz`; its laws are told in
//! `examples/fuzz/harness/laws.rs`.
//!
//! Invariant: most plans of a sample are carried out, or nothing was tried.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test on disk")]

#[path = "../examples/fuzz/harness/mod.rs"]
mod harness;

use std::sync::Mutex;
use std::time::Duration;

use harness::{Count, Fuzz};

/// Where the numbers begin.
const SEED: u64 = 7;
/// Of the cases one of so many is read.
const ONE_OF: usize = 6;
/// So many iterations.
const TRIED: u64 = 64;
/// A guard against plans that never end; the bound for one that is merely slow is
/// in the long form.
const LIMIT: Duration = Duration::from_secs(60);

#[test]
fn laws_hold_for_random_sources_and_recipes() {
    let fuzz = Fuzz::new(SEED, ONE_OF, LIMIT);
    let count = Mutex::new(Count::default());
    (0..TRIED).for_each(|it| fuzz.iterate(it, &count));
    let count = count.into_inner().unwrap();
    let of = |word| count.ends.get(word).copied().unwrap_or_default();
    let planned = of("planned") + of("planned, there and back");
    assert!(count.findings.is_empty(), "{count}");
    assert!(planned > TRIED / 5 && of("planned, there and back") > TRIED / 20, "{count}");
}

#[test]
fn two_items_of_one_name_are_known_by_their_namespaces() {
    let is_once = harness::sources::is_each_once;
    assert!(!is_once("struct A; mod b { fn f() {} fn f() {} }"));
    assert!(!is_once("struct A(u8); const A: u8 = 1;"));
    assert!(!is_once("mod a {} enum a {}"));
    assert!(is_once("struct A {} const A: u8 = 1; mod b { struct A; } fn b() {}"));
    assert!(is_once(
        "#[cfg(unix)] fn f() {} #[cfg(windows)] fn f() {} const _: () = (); const _: () = ();"
    ));
}
