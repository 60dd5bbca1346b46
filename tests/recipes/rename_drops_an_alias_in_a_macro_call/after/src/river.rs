pub struct Boat;

pub mod route {
    pub struct Stop;
}
