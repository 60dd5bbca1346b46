use crate::de::Crate;

pub fn of(_: &Crate) -> &'static str {
    "Crate"
}
