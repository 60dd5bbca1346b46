//! `/users`

/// A user, or that there is none.
pub fn show(user: Option<&kalamdb_commons::system::User>) -> String {
    match user {
        Some(kalamdb_commons::system::User { username, .. }) => format!("User {username}"),
        None => "no User".to_string(),
    }
}
