#[oven::hot]
pub fn bake() -> u8 {
    1
}

#[oven::cold]
pub fn bake() -> u8 {
    0
}

pub fn twice() -> u8 {
    bake() + bake()
}
