pub struct Door;
