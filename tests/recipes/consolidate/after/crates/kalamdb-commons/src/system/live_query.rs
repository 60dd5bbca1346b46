//! `system.live_queries`

/// One row of `system.live_queries`: a subscription as the table shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveQuery {
    /// Key of the row.
    pub live_id: String,
    /// The connection it came by.
    pub connection_id: String,
    /// Whose it is.
    pub user_id: String,
    /// The query's text.
    pub query: String,
    /// Changes sent so far.
    pub changes: i64,
}

impl LiveQuery {
    /// A subscription without changes.
    pub fn new(
        live_id: impl Into<String>,
        connection_id: impl Into<String>,
        user_id: impl Into<String>,
        query: impl Into<String>,
    ) -> Self {
        Self {
            live_id: live_id.into(),
            connection_id: connection_id.into(),
            user_id: user_id.into(),
            query: query.into(),
            changes: 0,
        }
    }
}
