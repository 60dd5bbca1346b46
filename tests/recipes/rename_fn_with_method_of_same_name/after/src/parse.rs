/// Reads; to parse is to read.
pub fn read(text: &str) -> i32 {
    if text.is_empty() { 0 } else { read(&text[1..]) + 1 }
}
