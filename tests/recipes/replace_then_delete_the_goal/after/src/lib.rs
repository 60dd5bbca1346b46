pub struct Old;

pub struct New;

pub fn first(_: New) -> New {
    New
}
