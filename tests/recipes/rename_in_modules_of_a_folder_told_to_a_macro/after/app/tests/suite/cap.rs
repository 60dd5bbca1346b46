use app::Screw;

pub fn bolt() -> Screw {
    super::pin::check(&super::bolt());
    Screw
}
