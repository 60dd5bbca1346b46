pub mod old {}

pub struct Task;

#[macro_export]
macro_rules! job {
    (Job) => {
        $crate::Task
    };
    ($error:ty) => {
        $crate::other::Job::<$error>
    };
}

macro_rules! local {
    () => {
        $crate::Task
    };
}

pub fn job() -> crate::Task {
    let _ = local!();
    job!(Job)
}

pub mod other {
    pub struct Job<T>(T);
}
