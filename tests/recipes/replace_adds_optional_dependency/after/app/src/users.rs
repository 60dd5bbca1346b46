use models::User;

pub fn open() -> User {
    User
}
