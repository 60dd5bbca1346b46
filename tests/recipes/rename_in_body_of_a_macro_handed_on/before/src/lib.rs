#[macro_use]
mod tools;

mod scales;

pub mod raw {
    pub trait Weigh {
        fn grams(&self) -> u32;
    }
}

pub use self::scales::both;
