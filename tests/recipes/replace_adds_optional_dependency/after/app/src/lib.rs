#[cfg(feature = "users")]
pub mod users;

#[cfg(all(feature = "admin", not(windows)))]
pub fn admin() -> models::User {
    models::User
}

pub fn look_alike() {}
