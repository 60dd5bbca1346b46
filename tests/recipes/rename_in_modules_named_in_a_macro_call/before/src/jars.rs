pub struct Jar;
