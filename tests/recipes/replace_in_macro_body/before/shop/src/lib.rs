pub mod old {
    pub struct Job;
    pub struct Error;
}

pub struct Task;

#[macro_export]
macro_rules! job {
    (Job) => {
        $crate::old::Job
    };
    ($error:ty) => {
        $crate::other::Job::<$error>
    };
}

macro_rules! local {
    () => {
        crate::old::Job
    };
}

pub fn job() -> old::Job {
    let _ = local!();
    job!(Job)
}

pub mod other {
    pub struct Job<T>(T);
}
