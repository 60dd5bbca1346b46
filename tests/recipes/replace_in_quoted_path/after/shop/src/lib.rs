mod display;
pub mod order;

pub use shop_derive::text;

#[doc(hidden)]
pub mod __private {
    pub use crate::display::AsLine;
}
