macro_rules! weighed {
    ($ty:ty) => {
        impl Measure for $ty {
            fn grams(&self) -> u32 {
                u32::from(*self)
            }
        }
    };
}

macro_rules! for_each {
    ($macro:ident) => {
        $macro!(u8);
        $macro!(u16);
    };
}
