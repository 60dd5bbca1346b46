pub mod speed {
    pub struct Speed(pub u64);
}
