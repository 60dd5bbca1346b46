use crate::prelude::*;

pub fn sell(_: Item) {}
