pub struct SaleRecord;
