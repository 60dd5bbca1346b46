mod core_types;

use types::Ident;

pub fn next(id: &Ident) -> types::Ident {
    Ident(id.0 + u32::from(core_types::Id.number()))
}
