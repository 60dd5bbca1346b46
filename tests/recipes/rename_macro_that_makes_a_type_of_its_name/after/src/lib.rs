mod shade;

pub use self::shade::Shade;

macro_rules! pick {
    ($shade:ident) => {
        Shade::$shade
    };
}

pub fn first() -> Shade {
    pick!(Light)
}
