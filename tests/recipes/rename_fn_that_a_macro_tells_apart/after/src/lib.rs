#[oven::hot]
pub fn roast() -> u8 {
    1
}

#[oven::cold]
pub fn roast() -> u8 {
    0
}

pub fn twice() -> u8 {
    roast() + roast()
}
