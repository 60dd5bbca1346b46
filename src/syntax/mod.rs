//! Rust source as plain data with ranges. The only user of the parser.
pub use ra_ap_syntax::Edition;

/// One parsed file.
#[derive(Debug)]
pub struct Syntax {}

impl Syntax {
    /// Parses `text`.
    pub fn parse(_text: &str, _edition: Edition) -> Syntax {
        Syntax {}
    }
}
