pub mod twig;

#[derive(Debug)]
pub struct Needle(pub u8);

pub fn leaf() -> self::Needle {
    self::twig::bud()
}

pub mod fork {
    pub use self::inner::Leaf;
    use super::super::branch;

    pub mod inner {
        #[derive(Debug)]
        pub struct Leaf(pub super::super::Needle);
    }

    pub fn both() -> (Leaf, branch::Needle) {
        (Leaf(super::leaf()), super::Needle(1))
    }
}
