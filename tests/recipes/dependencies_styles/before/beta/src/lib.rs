//! Beta.
