pub struct Boat;

pub mod water_route {
    pub struct Stop;
}
