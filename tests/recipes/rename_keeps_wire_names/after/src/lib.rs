use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub enum Kind {
    /// What was.
    #[serde(rename = "Old")]
    Former,
    New { old: Box<Kind> },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum State {
    #[serde(alias = "used")]
    #[serde(rename = "in-use")]
    Taken(u8),
    #[serde(rename = "away")]
    Lost,
}

#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub enum Inner { #[cfg_attr(feature = "serde", serde(rename = "Old"))] Former, New }

#[derive(Serialize)]
#[serde(untagged)]
pub enum Free {
    Former,
}

#[derive(Clone)]
pub enum Plain {
    Former,
}

#[derive(Serialize)]
#[serde(tag = "event")]
#[serde(rename = "Event")]
pub struct Incident {
    pub of: State,
}

pub fn all() -> (Kind, State, Inner, Free, Plain) {
    (Kind::Former, State::Taken(1), Inner::Former, Free::Former, Plain::Former)
}
