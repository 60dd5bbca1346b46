pub fn bud() -> super::Needle {
    use super::{self as parent, Needle};

    if leaves() > 1 { Needle(2) } else { parent::Needle(3) }
}

fn leaves() -> u8 {
    let Leaf: u8 = 2;
    Leaf
}
