macro_rules! Shades {
    ($($(#[$attr:ident $($args:tt)*])* $name:ident,)*) => {
        #[derive(Debug)]
        pub enum Shade {
            $($(#[$attr $($args)*])* $name,)*
        }
    };
}

Shades! {
    /// As good as white.
    Light,
    #[allow(dead_code)]
    Dark,
}
