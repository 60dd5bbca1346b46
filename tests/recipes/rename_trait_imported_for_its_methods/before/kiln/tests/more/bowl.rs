use kiln::Fired;

#[derive(Fired)]
pub struct Bowl;

mod glazed;
