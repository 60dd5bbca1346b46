pub mod scan;

pub struct Token {
    pub r#type: u8,
}

/// The type of a token.
pub fn r#type(token: &Token) -> u8 {
    token.r#type
}

pub fn order(token: &Token) -> u8 {
    r#type(token) + 1
}
