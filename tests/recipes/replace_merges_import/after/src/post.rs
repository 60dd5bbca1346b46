pub struct Address(pub String);

pub struct Message(pub String);

pub struct Stamp;
