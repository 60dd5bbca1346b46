//! `/users`

use kalamdb_sql::models;

/// A user, or that there is none.
pub fn show(user: Option<&models::User>) -> String {
    match user {
        Some(models::User { username, .. }) => format!("User {username}"),
        None => "no User".to_string(),
    }
}
