use std::fmt::Debug;

#[derive(Debug)]
pub struct Id;

pub fn show() -> Box<Debug> {
    if ::local::Id::same(&Id) { Box::new(::types::Ident(4)) } else { Box::new(Id) }
}

impl Id {
    fn same(&self) -> bool {
        true
    }
}
