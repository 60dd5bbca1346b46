//! Inherited.
