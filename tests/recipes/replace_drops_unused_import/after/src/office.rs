use crate::old;
use crate::{desk, old::Crate};

pub fn read(letter: &crate::post::Message, _: &Crate, _: &old::Crate) -> usize {
    desk::read(letter).len()
}
