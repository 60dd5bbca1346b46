pub struct Message(pub String);
