// The tokens behind `impl` read as no item.
macro_rules! delegate {
    ($name:ident, impl $( $args:tt )*) => {
        impl $( $args )* Outline for $name {
            fn sides(&self) -> u32 {
                total!(self.0)
            }
        }
    };
}

macro_rules! total {
    ($first:expr) => {{
        let shapes = $first;
        tally() + shapes
    }};
}

// Only modules with a `Shape` of their own call this one.
macro_rules! own {
    () => { const _: Option<Shape> = None; };
}
