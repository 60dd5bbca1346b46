#[cfg(feature = "users")]
pub mod users;

#[cfg(all(feature = "admin", not(windows)))]
pub fn admin() -> old_models::Account {
    old_models::Account
}

pub fn look_alike() {}
