use std::{fmt, fmt::Display};

use crate::oven::{self, Door};

pub fn visit(door: &Door) -> u8 {
    oven::light();
    door.width
}

pub fn show(it: impl Display) -> Result<String, fmt::Error> {
    Ok(it.to_string())
}

mod night {
    use crate::{
        baker::visit,
        oven::{Tray, Door},
    };

    pub fn shut(_: &Tray, door: &Door) -> u8 {
        visit(door)
    }
}
