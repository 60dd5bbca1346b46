//! `system.users`

/// One row of `system.users`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Key of the row.
    pub user_id: String,
    /// What people see.
    pub username: String,
    /// Where mail goes.
    pub email: Option<String>,
    /// `user`, `service`, `dba`.
    pub role: String,
}

impl User {
    /// The role of those who may do all.
    pub const DBA: &'static str = "dba";

    /// A user of the least role.
    pub fn new(user_id: impl Into<String>, username: impl Into<String>) -> Self {
        Self {
            user_id: user_id.into(),
            username: username.into(),
            email: None,
            role: "user".to_string(),
        }
    }

    /// Whether all is allowed.
    pub fn is_dba(&self) -> bool {
        self.role == Self::DBA
    }
}
