pub mod models;
pub mod sale;

pub use models::Item;
pub use sale::sell as trade;

pub mod prelude {
    pub use crate::models::*;
}

pub mod inner {
    use crate::models::Label;
    pub(crate) use crate::models::Order;

    pub fn label() -> Label {
        Label("Label".to_string())
    }
}
