use facade::prelude::{self, Round};

pub struct Cart {
    pub left: facade::Disk,
    pub right: prelude::core::Disk,
    pub spare: prelude::Wheel,
}

pub fn cart() -> Cart {
    use facade::Disk;

    Cart { left: Disk { spokes: 8 }, right: Round::default(), spare: prelude::Wheel }
}

pub mod other {
    use facade::prelude::*;

    pub fn wheel() -> Wheel {
        Wheel
    }
}
