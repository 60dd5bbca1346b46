/// Reads; to parse is to read.
pub fn parse(text: &str) -> i32 {
    if text.is_empty() { 0 } else { parse(&text[1..]) + 1 }
}
