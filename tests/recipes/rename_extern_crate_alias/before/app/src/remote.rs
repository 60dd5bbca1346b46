use types::make::first;
use types::{Id, make};

pub fn ids() -> Vec<Id> {
    vec![first(), make::first(), ::types::Id(2), Id(3)]
}
