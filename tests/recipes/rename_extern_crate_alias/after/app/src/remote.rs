use types::make::first;
use types::{Ident, make};

pub fn ids() -> Vec<Ident> {
    vec![first(), make::first(), ::types::Ident(2), Ident(3)]
}
