//! No models any more.
