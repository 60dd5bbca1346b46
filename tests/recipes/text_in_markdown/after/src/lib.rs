//! Of JobRecord, in the store.

/// A [`Job`].
pub struct Job;
