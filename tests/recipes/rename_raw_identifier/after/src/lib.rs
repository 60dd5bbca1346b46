pub mod scan;

pub struct Token {
    pub r#type: u8,
}

/// The type of a token.
pub fn kind(token: &Token) -> u8 {
    token.r#type
}

pub fn r#final(token: &Token) -> u8 {
    kind(token) + 1
}
