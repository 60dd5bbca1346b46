//! Gamma.
