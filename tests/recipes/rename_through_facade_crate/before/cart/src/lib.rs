use facade::prelude::{self, Round};

pub struct Cart {
    pub left: facade::Wheel,
    pub right: prelude::core::Wheel,
    pub spare: prelude::Wheel,
}

pub fn cart() -> Cart {
    use facade::Wheel;

    Cart { left: Wheel { spokes: 8 }, right: Round::default(), spare: prelude::Wheel }
}

pub mod other {
    use facade::prelude::*;

    pub fn wheel() -> Wheel {
        Wheel
    }
}
