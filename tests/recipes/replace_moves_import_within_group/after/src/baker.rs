use std::{fmt, fmt::Display};

use crate::{oven, shed::Gate};

pub fn visit(door: &Gate) -> u8 {
    oven::light();
    door.width
}

pub fn show(it: impl Display) -> Result<String, fmt::Error> {
    Ok(it.to_string())
}

mod night {
    use crate::{baker::visit, oven::Tray, shed::Gate};

    pub fn shut(_: &Tray, door: &Gate) -> u8 {
        visit(door)
    }
}
