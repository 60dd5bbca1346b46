use std::fmt::Write as _;

pub struct New(pub u8);

impl New {
    pub fn text(&self) -> String {
        let mut text = String::new();
        let _ = write!(text, "{}", self.0);
        text
    }
}

pub fn text(it: New) -> String {
    New(it.0).text()
}
