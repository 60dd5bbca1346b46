include!(concat!(env!("OUT_DIR"), "/private.rs"));

mod oven;

pub fn heat(it: &__private1::Heat) -> bool {
    matches!(it, __private1::Heat::High)
}
