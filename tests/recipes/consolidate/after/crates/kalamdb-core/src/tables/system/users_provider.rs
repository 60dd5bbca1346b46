//! `system.users`

use kalamdb_commons::{SystemTable, TableType, UserId};
use kalamdb_sql::SqlAdapter;
use minifusion::{Row, TableProvider};

/// The table.
#[derive(Debug, Default)]
pub struct UsersTableProvider {
    sql: SqlAdapter,
    names: Vec<UserId>,
}

impl UsersTableProvider {
    /// Adds a user.
    pub fn insert(&mut self, user: kalamdb_commons::system::User) {
        self.names.push(UserId::new(user.user_id.as_str()));
        self.sql.insert_user(user);
    }

    /// A user by key.
    pub fn get(&self, id: &UserId) -> Option<&kalamdb_commons::system::User> {
        self.sql.get_user(id.as_str())
    }

    /// Whether a kind of table has one copy for each user.
    pub fn is_per_user(kind: TableType) -> bool {
        kind == TableType::User
    }
}

impl TableProvider for UsersTableProvider {
    fn name(&self) -> &str {
        SystemTable::Users.table_name()
    }

    fn scan(&self) -> Vec<Row> {
        let row = |user: &kalamdb_commons::system::User| Row::new().with("user_id", &user.user_id);
        self.names.iter().filter_map(|id| self.get(id)).map(row).collect()
    }
}
