pub struct Butter {
    pub grams: u32,
}

pub struct Cream;
