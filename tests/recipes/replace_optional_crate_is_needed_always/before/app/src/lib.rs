pub mod account;

#[cfg(feature = "users")]
pub fn first() -> models::User {
    models::User
}

pub fn open() -> account::Account {
    account::Account
}
