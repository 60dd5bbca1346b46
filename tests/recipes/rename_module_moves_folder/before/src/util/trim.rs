pub fn ends(text: &str) -> &str {
    text.trim()
}
