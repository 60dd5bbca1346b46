use plumbing::pipe::{join, Bend, Pipe};

pub fn drain(bend: Bend) -> Pipe {
    let length = match bend {
        Bend::Left => 1,
        Bend::Right => 2,
    };
    join(Pipe { length }, plumbing::pipe::Pipe { length: 3 })
}
