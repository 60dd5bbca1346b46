//! Keeps the subscriptions that run and the table that shows them together.

use std::collections::BTreeMap;

use kalamdb_commons::UserId as SystemUserId;

use crate::error::KalamDbError;
use crate::live_query::registry::{LiveQuery, UserId};
use crate::tables::system::LiveQueriesTableProvider;

/// Keeps them together.
#[derive(Debug, Default)]
pub struct LiveQueryManager {
    running: BTreeMap<String, LiveQuery>,
    table: LiveQueriesTableProvider,
}

impl LiveQueryManager {
    /// Subscribes.
    pub fn subscribe(
        &mut self,
        id: &str,
        user: &SystemUserId,
        query: &str,
    ) -> Result<kalamdb_commons::system::LiveQuery, KalamDbError> {
        if user.as_str().is_empty() {
            return Err(KalamDbError::User { name: user.to_string() });
        }
        let row = kalamdb_commons::system::LiveQuery::new(id, "c1", user.as_str(), query);
        self.running.insert(id.to_string(), LiveQuery::new(UserId(1), query));
        self.table.insert(row.clone());
        Ok(row)
    }

    /// Tells a subscription about a change.
    pub fn notify(&mut self, id: &str, change: &str) -> Option<&LiveQuery> {
        let live: &mut LiveQuery = self.running.get_mut(id)?;
        live.notify(change);
        Some(live)
    }

    /// The rows of a connection, which go.
    pub fn disconnect(&mut self, connection: &str) -> Vec<kalamdb_commons::system::LiveQuery> {
        let gone = self.table.disconnect(connection);
        for kalamdb_commons::system::LiveQuery { live_id, .. } in &gone {
            self.running.remove(live_id);
        }
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_know() {
        let mut manager = LiveQueryManager::default();
        let row = manager.subscribe("l1", &SystemUserId::new("ada"), "SELECT 1");
        assert_eq!(row, Ok(kalamdb_commons::system::LiveQuery::new("l1", "c1", "ada", "SELECT 1")));
        let live: Option<&LiveQuery> = manager.notify("l1", "+1");
        assert_eq!(live.map(|it| it.pending.len()), Some(1));
        assert_eq!(manager.disconnect("c1").len(), 1);
        assert!(manager.notify("l1", "+2").is_none());
    }
}
