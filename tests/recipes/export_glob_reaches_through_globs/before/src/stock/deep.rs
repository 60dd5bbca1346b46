pub enum Item {}
