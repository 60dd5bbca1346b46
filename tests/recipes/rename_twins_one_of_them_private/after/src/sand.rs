#[cfg(windows)]
type Kernel = u8;
#[cfg(not(windows))]
pub(crate) type Kernel = u16;

pub fn grain() -> usize {
    Kernel::MAX.into()
}
