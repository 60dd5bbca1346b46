pub mod oven;
pub mod shed;

pub fn light() -> oven::Heat {
    use oven::Heat::*;
    High
}
