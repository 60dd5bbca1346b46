pub mod old {
    pub struct Job;
}

pub mod new {
    pub struct Task;
    pub struct Later;
}

pub struct Late;

#[macro_export]
macro_rules! job {
    () => {{
        use $crate::old::Job as Own;
        use $crate::Late as _;
        let _: Option<Own> = None;
    }};
}

pub fn f() {
    job!();
}
