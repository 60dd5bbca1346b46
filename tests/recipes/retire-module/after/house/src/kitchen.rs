use plumbing::pipe;
use plumbing::Valve;

pub fn sink(tap: &Valve) -> Option<pipe::Pipe> {
    tap.0.then(|| pipe::join(pipe::Pipe { length: 1 }, pipe::Pipe { length: 2 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sink_has_three() {
        assert_eq!(sink(&Valve(true)), Some(pipe::Pipe { length: 3 }), "Tap");
    }
}
