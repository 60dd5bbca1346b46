#[cfg(windows)]
type Grain = u8;
#[cfg(not(windows))]
pub(crate) type Grain = u16;

pub fn grain() -> usize {
    Grain::MAX.into()
}
