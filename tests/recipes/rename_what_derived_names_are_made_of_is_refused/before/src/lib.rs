//! Keys.

use derive_builder::Builder;
use derive_more::IsVariant;

/// What happens.
#[derive(IsVariant)]
pub enum Event {
    FocusGained,
    FocusLost,
}

/// How keys lie.
#[derive(Builder, Clone)]
pub struct Layout {
    rows: u8,
}

/// Whether it begins.
pub fn begins(event: &Event) -> bool {
    event.is_focus_gained()
}

/// One row.
pub fn one_row() -> Layout {
    LayoutBuilder::default().rows(1).build().unwrap()
}
