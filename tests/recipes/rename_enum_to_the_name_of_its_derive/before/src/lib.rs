use thiserror::Error;

#[derive(Debug, Error)]
pub enum FerryError {
    #[error("full")]
    Full,
}

pub fn full() -> FerryError {
    FerryError::Full
}
