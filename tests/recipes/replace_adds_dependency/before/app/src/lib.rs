use old_models::{open, Account};

pub enum Kind {
    Account,
}

pub fn account(name: &str, _: Kind) -> Account {
    Account { name: open(name) }
}
