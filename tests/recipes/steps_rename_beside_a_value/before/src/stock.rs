pub struct Shelf;
