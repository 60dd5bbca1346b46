pub mod cold {
    pub trait Serialize {
        fn keep(&self);
    }
}

#[derive(serde_derive::Serialize)]
#[serde(crate = "crate::cold")]
pub struct Cheese {
    pub weeks: u8,
}
