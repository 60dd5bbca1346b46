pub fn read(letter: &crate::post::Message) -> &str {
    &letter.0
}
