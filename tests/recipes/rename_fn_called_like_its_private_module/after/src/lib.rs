macro_rules! each {
    ($($item:item)*) => { $( $item )* };
}

pub mod io {
    pub(crate) mod util {
        each! {
            mod copy {
                pub fn transfer() {}
            }
            pub use copy::transfer;

            mod joining {
                pub fn splice() {}
            }
            pub use joining::splice;
        }
    }

    each! {
        pub use self::util::{transfer, splice};
    }
}
