//! Knows no Item.
