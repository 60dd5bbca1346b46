pub struct Shop;
