use crate::Jar;

pub fn jar() -> Jar {
    Jar
}
