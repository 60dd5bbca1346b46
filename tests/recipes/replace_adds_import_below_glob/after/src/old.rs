pub struct Van(pub u32);
