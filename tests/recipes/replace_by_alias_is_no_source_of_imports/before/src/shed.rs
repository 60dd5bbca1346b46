pub mod stove {
    pub enum Flame {
        High,
        Low,
    }
}

pub type Fire = stove::Flame;
