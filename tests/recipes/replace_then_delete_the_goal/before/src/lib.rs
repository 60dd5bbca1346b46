pub struct Old;

pub struct Middle;

pub struct New;

pub fn first(_: Old) -> Middle {
    Middle
}
