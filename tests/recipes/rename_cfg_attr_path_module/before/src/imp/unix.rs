pub struct Pid(pub i32);

pub fn own() -> Pid {
    Pid(1)
}
