macro_rules! each {
    ($($item:item)*) => { $( $item )* };
}

pub mod io {
    pub(crate) mod util {
        each! {
            mod copy {
                pub fn copy() {}
            }
            pub use copy::copy;

            mod splice {
                pub fn splice() {}
            }
            pub use splice::splice;
        }
    }

    each! {
        pub use self::util::{copy, splice};
    }
}
