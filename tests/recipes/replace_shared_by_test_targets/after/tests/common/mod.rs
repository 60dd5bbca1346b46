pub struct Stage;

pub fn made() -> crate::common::Stage {
    Stage
}
