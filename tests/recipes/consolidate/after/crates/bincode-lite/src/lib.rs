//! Length-prefixed bytes.

/// The length as four bytes, then the text.
pub fn to_bytes(text: &str) -> Vec<u8> {
    let mut bytes = (text.len() as u32).to_le_bytes().to_vec();
    bytes.extend_from_slice(text.as_bytes());
    bytes
}
