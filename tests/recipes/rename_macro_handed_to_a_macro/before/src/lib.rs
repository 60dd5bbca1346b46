pub mod other;

pub trait Size {
    const SIZE: u32;
}

macro_rules! sized {
    ($( $of:ty => $size:expr ),*) => { $( impl Size for $of { const SIZE: u32 = $size; } )* };
}

macro_rules! each {
    ($then:ident, $( $of:ty ),*) => { $then! { $( $of => 1 ),* } };
}

// Hands the name on.
macro_rules! all {
    ($then:ident) => { each!($then, u8, i8); };
}

macro_rules! word {
    ($name:ident) => { stringify!($name) };
}

all!(sized);
each!(sized, u16, i16);

/// Its name is all that this one asks for.
pub fn name() -> &'static str {
    word!(sized)
}

pub fn sizes() -> u32 {
    macro_rules! add {
        ($( $of:ty => $size:expr ),*) => { 0 $( + <$of as Size>::SIZE + $size )* };
    }
    each!(add, u8, u16)
}
