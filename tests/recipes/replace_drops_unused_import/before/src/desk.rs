use crate::old;

pub fn read(letter: &old::Letter) -> &str {
    &letter.0
}
