pub struct Butter;
pub struct Cheese;

impl Butter {
    pub const PRICE: u32 = 3;
}

impl Cheese {
    pub const PRICE: u32 = 5;
}

macro_rules! priced {
    ($what:ident, $count:expr) => {
        $crate::shelf::$what::PRICE * $count
    };
}

macro_rules! stock {
    ($what:ident) => {
        $crate::shelf::stock!($what, 1)
    };
    ($what:ident, $count:expr) => {
        $crate::shelf::priced!($what, $count)
    };
}

pub(crate) use {priced, stock};
