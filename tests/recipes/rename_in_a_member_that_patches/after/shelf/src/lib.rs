pub fn plank() -> u8 {
    screw()
}

fn screw() -> u8 {
    1
}
