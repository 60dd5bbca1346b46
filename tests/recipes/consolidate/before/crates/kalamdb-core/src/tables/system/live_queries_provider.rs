//! `system.live_queries`

use minifusion::{Row, TableProvider};

/// One row of `system.live_queries`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveQueryRecord {
    pub live_id: String,
    pub connection_id: String,
    pub user_id: String,
    pub query: String,
    pub changes: i64,
}

impl LiveQueryRecord {
    /// A subscription without changes.
    pub fn new(
        live_id: impl Into<String>,
        connection_id: impl Into<String>,
        user_id: impl Into<String>,
        query: impl Into<String>,
    ) -> Self {
        LiveQueryRecord {
            live_id: live_id.into(),
            connection_id: connection_id.into(),
            user_id: user_id.into(),
            query: query.into(),
            changes: 0,
        }
    }
}

/// The table.
#[derive(Debug, Default)]
pub struct LiveQueriesTableProvider {
    rows: Vec<LiveQueryRecord>,
}

impl LiveQueriesTableProvider {
    /// Adds a subscription.
    pub fn insert(&mut self, row: LiveQueryRecord) {
        self.rows.push(row);
    }

    /// Drops the subscriptions of a connection.
    pub fn disconnect(&mut self, connection_id: &str) -> Vec<LiveQueryRecord> {
        let (gone, kept) =
            self.rows.drain(..).partition(|row: &LiveQueryRecord| row.connection_id == connection_id);
        self.rows = kept;
        gone
    }

    /// All subscriptions.
    pub fn rows(&self) -> &[LiveQueryRecord] {
        &self.rows
    }
}

impl TableProvider for LiveQueriesTableProvider {
    fn name(&self) -> &str {
        "live_queries"
    }

    fn scan(&self) -> Vec<Row> {
        let row = |it: &LiveQueryRecord| Row::new().with("live_id", &it.live_id).with("query", &it.query);
        self.rows.iter().map(row).collect()
    }
}
