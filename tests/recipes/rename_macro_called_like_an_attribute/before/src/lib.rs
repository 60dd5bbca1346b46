macro_rules! doc {
    ($item:item) => {
        $item
    };
}

doc! {
    macro_rules! pour {
        ($cup:expr) => {{
            #[doc(hidden)]
            mod inside {}
            $cup
        }};
    }
}

pub fn cup() -> u8 {
    pour!(1)
}
