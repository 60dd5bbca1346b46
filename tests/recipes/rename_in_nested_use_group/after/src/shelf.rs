pub struct Article(pub u32);

pub mod label {
    pub struct Item(pub String);

    pub struct Ink;
}
