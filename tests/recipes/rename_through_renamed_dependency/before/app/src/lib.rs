mod core_types;

use types::Id;

pub fn next(id: &Id) -> types::Id {
    Id(id.0 + u32::from(core_types::Id.number()))
}
