pub struct Task;
pub struct Error;
