pub struct Cloth(pub usize);

#[macro_export]
macro_rules! cloth {
    ($threads:expr) => {
        $crate::Cloth($threads)
    };
}

pub fn twill() -> Cloth {
    crate::cloth!(2)
}
