macro_rules! count_all {
    ($ty:ty) => {
        pub fn count_all(values: &[$ty]) -> usize {
            values.len()
        }
    };
}

macro_rules! row {
    ($ty:ty, $name:ident) => {
        pub mod $name {
            count_all!($ty);

            pub mod checked {
                use anyhow::*;

                use crate::$name::*;

                pub fn first(values: &[$ty]) -> Result<usize> {
                    ensure!(crate::by(count_all, values) > 0);
                    Ok(count_all(values))
                }
            }
        }
    };
}

row!(u8, bytes);
row!(u16, words);

/// What a function says of some values.
pub fn by<T>(count: fn(&[T]) -> usize, values: &[T]) -> usize {
    count(values)
}
