pub type Block = crate::churn::Butter;
