use std::fmt::Write as _;

pub struct Old(pub u8);

impl Old {
    pub fn is_some(&self) -> bool {
        match self.0 {
            0 => false,
            _ => true,
        }
    }
}

pub struct New(pub u8);

impl New {
    pub fn text(&self) -> String {
        let mut text = String::new();
        let _ = write!(text, "{}", self.0);
        text
    }
}

pub fn text(it: Old) -> String {
    New(it.0).text()
}
