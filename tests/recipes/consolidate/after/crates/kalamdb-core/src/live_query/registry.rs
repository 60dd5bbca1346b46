//! Subscriptions as they run, not as a table shows them.

/// A user of a connection; `kalamdb_commons::UserId` names one of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserId(pub u64);

/// A subscription that runs.
#[derive(Debug, Clone)]
pub struct LiveQuery {
    /// Whose it is.
    pub user: UserId,
    /// The query's text.
    pub query: String,
    /// Changes that wait.
    pub pending: Vec<String>,
}

impl LiveQuery {
    /// A subscription without changes.
    pub fn new(user: UserId, query: &str) -> Self {
        LiveQuery { user, query: query.to_string(), pending: Vec::new() }
    }

    /// Takes a change in.
    pub fn notify(&mut self, change: &str) {
        self.pending.push(change.to_string());
    }
}
