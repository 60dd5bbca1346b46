mod display;
pub mod order;

pub use shop_derive::text;

pub struct Order;

#[doc(hidden)]
pub mod __private {
    pub use crate::display::AsText;
}
