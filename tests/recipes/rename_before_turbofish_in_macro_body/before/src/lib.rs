pub fn cast<T: From<u8>>(it: u8) -> T {
    T::from(it)
}

pub struct Net {
    pub cast: u32,
}

macro_rules! sums {
    ($( $of:ident )+) => { $( cast::<$of>(2) as u32 + )+ 0 };
}

macro_rules! nets {
    ($( $size:expr ),+) => { [$( Net { cast: $size } ),+] };
}

pub fn sum() -> u32 {
    let nets = nets!(sums!(u8 u16), sums!(u32));
    nets.iter().map(|it| it.cast).sum()
}
