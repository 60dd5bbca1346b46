//! `system.live_queries`

use kalamdb_commons::system::LiveQuery;
use minifusion::{Row, TableProvider};

/// The table.
#[derive(Debug, Default)]
pub struct LiveQueriesTableProvider {
    rows: Vec<LiveQuery>,
}

impl LiveQueriesTableProvider {
    /// Adds a subscription.
    pub fn insert(&mut self, row: LiveQuery) {
        self.rows.push(row);
    }

    /// Drops the subscriptions of a connection.
    pub fn disconnect(&mut self, connection_id: &str) -> Vec<LiveQuery> {
        let (gone, kept) =
            self.rows.drain(..).partition(|row: &LiveQuery| row.connection_id == connection_id);
        self.rows = kept;
        gone
    }

    /// All subscriptions.
    pub fn rows(&self) -> &[LiveQuery] {
        &self.rows
    }
}

impl TableProvider for LiveQueriesTableProvider {
    fn name(&self) -> &str {
        "live_queries"
    }

    fn scan(&self) -> Vec<Row> {
        let row = |it: &LiveQuery| Row::new().with("live_id", &it.live_id).with("query", &it.query);
        self.rows.iter().map(row).collect()
    }
}
