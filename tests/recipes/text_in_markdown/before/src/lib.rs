//! Of JobRecord, in the store.

/// A [`JobRecord`].
pub struct JobRecord;
