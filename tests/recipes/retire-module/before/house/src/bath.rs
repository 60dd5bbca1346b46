use plumbing_v1::pipe::{join, Bend, Pipe};

pub fn drain(bend: Bend) -> Pipe {
    let length = match bend {
        Bend::Left => 1,
        Bend::Right => 2,
    };
    join(Pipe { length }, plumbing_v1::pipe::Pipe { length: 3 })
}
