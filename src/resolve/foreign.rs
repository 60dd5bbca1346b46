//! What is known of crates that are not read.
//!
//! Invariant: documented facts. Of what has no row, a name may be of any namespace.

/// Macros, derive macros and attributes whose names are neither types nor values, so that
/// an item may have the same name beside an import of one (`enum Error` derives `Error`).
const MACROS: &[&str] = &[
    "async_trait::async_trait",
    "bitflags::bitflags",
    "cfg_if::cfg_if",
    "lazy_static::lazy_static",
    "pin_project::pin_project",
    "pin_project_lite::pin_project",
    "thiserror::Error",
    "thiserror_impl::Error",
];

/// Whether an item of another crate is a macro and nothing else.
pub(super) fn is_macro(path: &str) -> bool {
    MACROS.binary_search(&path).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(MACROS.is_sorted());
        assert!(MACROS.iter().all(|it| is_macro(it)));
    }
}
