macro_rules! Shade {
    ($($(#[$attr:ident $($args:tt)*])* $name:ident,)*) => {
        #[derive(Debug)]
        pub enum Shade {
            $($(#[$attr $($args)*])* $name,)*
        }
    };
}

Shade! {
    /// As good as white.
    Light,
    #[allow(dead_code)]
    Dark,
}
