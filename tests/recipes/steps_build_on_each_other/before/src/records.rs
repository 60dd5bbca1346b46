pub struct ItemRecord;

pub struct SaleRecord;
