/// The limit.
pub fn ceiling() -> u32 {
    10
}

pub struct Quota {
    pub limit: u32,
}

pub fn twice() -> u32 {
    let limit = ceiling();
    limit + limit
}

pub fn over(limit: u32) -> bool {
    limit > crate::ceiling()
}

pub fn all(quotas: &[Quota]) -> u32 {
    let largest = quotas.iter().map(|quota| quota.limit).max();
    largest.map_or_else(ceiling, |limit| limit + 1)
}

pub fn first(quotas: &[Quota]) -> u32 {
    if let Some(Quota { limit }) = quotas.first() {
        return *limit;
    }
    for limit in 0..ceiling() {
        if over(limit) {
            return limit;
        }
    }
    ceiling()
}
