pub struct JobRecord;
