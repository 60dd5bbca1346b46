pub mod stone;
pub mod wheel;

use wheel::Grain;

pub fn grind(it: Grain) -> Grain {
    it
}

macro_rules! checks {
    ($name:ident) => {
        use super::*;
        use $crate::stone::sharpen;

        pub fn $name(it: Grain) -> Grain {
            sharpen();
            grind(it)
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

    pub fn again(it: Grain) -> Grain {
        sharpen();
        grind(check(it))
    }
}

pub mod second {
    pub struct Flour;

    checks!(control);

    pub fn flour(it: Grain) -> Flour {
        grind(control(it));
        Flour
    }
}
