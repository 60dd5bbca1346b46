#[cfg(feature = "users")]
pub mod users;

#[cfg(all(unix, feature = "users"))]
pub fn one() -> models::User {
    models::User
}

#[cfg(any(unix, feature = "users"))]
pub fn two() -> models::User {
    models::User
}

pub fn three() {
    #[cfg(feature = "users")]
    let _ = models::User;
}
