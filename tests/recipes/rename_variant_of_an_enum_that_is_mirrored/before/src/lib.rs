use pin_project_lite::pin_project;

pin_project! {
    #[project = VatProj]
    pub enum Vat {
        Full { #[pin] level: u32 },
        Empty,
    }
}

#[derive(strum::EnumDiscriminants)]
#[strum_discriminants(name(ChurnKind))]
pub enum Churn {
    Idle,
    Turning(u32),
}

pub fn level(vat: std::pin::Pin<&mut Vat>) -> u32 {
    match vat.project() {
        VatProj::Full { level } => *level,
        VatProj::Empty => 0,
    }
}

pub fn is_idle(churn: &Churn) -> bool {
    matches!(churn.into(), ChurnKind::Idle)
}

pub fn is_other(other: crate::made::Other) -> bool {
    other == Other::Idle
}
