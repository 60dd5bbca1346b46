macro_rules! documented {
    ($item:item) => {
        $item
    };
}

documented! {
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
