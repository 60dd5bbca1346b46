pub struct Cloth(pub usize);

#[macro_export]
macro_rules! fabric {
    ($threads:expr) => {
        $crate::Cloth($threads)
    };
}

pub fn twill() -> Cloth {
    crate::fabric!(2)
}
