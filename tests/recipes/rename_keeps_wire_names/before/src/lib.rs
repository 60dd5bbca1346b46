use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub enum Kind {
    /// What was.
    Old,
    New { old: Box<Kind> },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum State {
    #[serde(alias = "used")]
    InUse(u8),
    #[serde(rename = "away")]
    Gone,
}

#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub enum Inner { Old, New }

#[derive(Serialize)]
#[serde(untagged)]
pub enum Free {
    Old,
}

#[derive(Clone)]
pub enum Plain {
    Old,
}

#[derive(Serialize)]
#[serde(tag = "event")]
pub struct Event {
    pub of: State,
}

pub fn all() -> (Kind, State, Inner, Free, Plain) {
    (Kind::Old, State::InUse(1), Inner::Old, Free::Old, Plain::Old)
}
