pub struct Job;
pub struct Error;
