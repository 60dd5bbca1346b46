pub fn bud() -> super::Leaf {
    use super::{self as parent, Leaf};

    if leaves() > 1 { Leaf(2) } else { parent::Leaf(3) }
}

fn leaves() -> u8 {
    let Leaf: u8 = 2;
    Leaf
}
