use crate::raw::Measure;

for_each!(weighed);

pub fn both(a: u8, b: u16) -> u32 {
    a.grams() + b.grams()
}
