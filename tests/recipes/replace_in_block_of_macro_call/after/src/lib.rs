mod churn;
pub mod crate_of;
mod melting;

pub mod structs {
    pub use crate::churn::Cream;
    pub use crate::crate_of::Block;
}
pub use self::structs::*;

macro_rules! checks {
    ($($item:item)*) => { $( #[test] $item )* };
}

checks! {
    fn is_soft() {
        use crate::crate_of::Block;

        let it = Block { grams: 5 };
        assert_eq!(it.grams, 5);
    }

    fn is_liquid() {
        let it = crate::Cream;
        drop(it);
    }
}
