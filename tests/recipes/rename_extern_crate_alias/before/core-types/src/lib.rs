#[derive(Debug, Clone, PartialEq)]
pub struct Id(pub u32);

pub mod make {
    use Id;

    pub fn first() -> Id {
        ::Id(1)
    }
}
