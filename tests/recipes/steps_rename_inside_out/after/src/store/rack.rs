pub struct Goods;
