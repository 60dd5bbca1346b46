pub struct Letter(pub String);

pub struct Box;
