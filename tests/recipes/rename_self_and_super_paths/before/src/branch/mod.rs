pub mod twig;

#[derive(Debug)]
pub struct Leaf(pub u8);

pub fn leaf() -> self::Leaf {
    self::twig::bud()
}

pub mod fork {
    pub use self::inner::Leaf;
    use super::super::branch;

    pub mod inner {
        #[derive(Debug)]
        pub struct Leaf(pub super::super::Leaf);
    }

    pub fn both() -> (Leaf, branch::Leaf) {
        (Leaf(super::leaf()), super::Leaf(1))
    }
}
