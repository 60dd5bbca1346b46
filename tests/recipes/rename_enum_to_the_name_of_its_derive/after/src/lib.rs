use thiserror::Error;

#[derive(Debug, Error)]
pub enum Error {
    #[error("full")]
    Full,
}

pub fn full() -> Error {
    Error::Full
}
