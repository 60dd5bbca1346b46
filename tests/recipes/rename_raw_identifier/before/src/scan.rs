use crate::{order, r#type, Token};

pub fn scan(r#type: u8) -> (u8, u8) {
    let token = Token { r#type };
    (order(&token), crate::r#type(&token))
}

pub fn twice(tokens: &[Token]) -> u8 {
    tokens.iter().map(r#type).chain(tokens.iter().map(crate::order)).sum()
}
