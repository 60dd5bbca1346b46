pub mod stone;
pub mod wheel;

use wheel::Corn;

pub fn crush(it: Corn) -> Corn {
    it
}

macro_rules! checks {
    ($name:ident) => {
        use super::*;
        use $crate::stone::dress;

        pub fn $name(it: Corn) -> Corn {
            dress();
            crush(it)
        }
    };
}

macro_rules! unused {
    () => {
        use super::grind;
    };
}

pub mod first {
    checks!(check);

    pub fn again(it: Corn) -> Corn {
        dress();
        crush(check(it))
    }
}

pub mod second {
    pub struct Flour;

    checks!(control);

    pub fn flour(it: Corn) -> Flour {
        crush(control(it));
        Flour
    }
}
