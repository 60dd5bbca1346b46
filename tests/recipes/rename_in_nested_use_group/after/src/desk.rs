pub struct Clerk;
