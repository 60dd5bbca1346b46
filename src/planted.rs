//! Faults that are planted on purpose, to see that a test finds each of them.
//!
//! A build in whose environment `KALAM_PLANTED` is the name of a fault has that
//! fault; `examples/planted` makes such builds and runs the tests that must fail.
//!
//! Invariant: without the variable every question is answered with no at compile
//! time, and nothing of a fault is in the program.

/// Whether this build has the fault of a name.
pub(crate) const fn planted(name: &str) -> bool {
    let Some(own) = option_env!("KALAM_PLANTED") else { return false };
    let (own, name) = (own.as_bytes(), name.as_bytes());
    let mut at = 0;
    while at < own.len() && at < name.len() && own[at] == name[at] {
        at += 1;
    }
    at == own.len() && at == name.len()
}
