use crate::{r#final, kind, Token};

pub fn scan(r#type: u8) -> (u8, u8) {
    let token = Token { r#type };
    (r#final(&token), crate::kind(&token))
}

pub fn twice(tokens: &[Token]) -> u8 {
    tokens.iter().map(kind).chain(tokens.iter().map(crate::r#final)).sum()
}
