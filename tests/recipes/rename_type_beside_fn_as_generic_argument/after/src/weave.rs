#[derive(Clone, Copy)]
pub enum Thread {
    Silk,
    Wool,
}

#[allow(non_snake_case)]
pub fn Warp(threads: u8) -> Option<Thread> {
    (threads > 9).then_some(Thread::Wool)
}
