//! Alpha.
