use old_models::open;
use models::User;

pub enum Kind {
    Account,
}

pub fn account(name: &str, _: Kind) -> User {
    User { name: open(name) }
}
