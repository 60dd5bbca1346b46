#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    Start,
    Stop { code: i32 },
}

macro_rules! first_of {
    ($kind:ty, $($rest:expr),*) => {{
        let all: Vec<$kind> = vec![$($rest),*];
        all.into_iter().next()
    }};
}

pub struct Holder {
    #[allow(non_snake_case)]
    pub Event: u32,
}

pub fn show(event: &Record) -> String {
    format!("Event {:?} of {:?}", event, vec![Record::Start, Record::Stop { code: 1 }])
}

pub fn first() -> Option<Record> {
    first_of!(Record, Record::Start, crate::Record::Stop { code: 0 })
}

pub fn held(holder: &Holder) -> String {
    format!("{} {}", holder.Event, /* Event */ matches!(first(), Some(Record::Start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events() {
        assert!(matches!(first(), Some(Record::Start) | Some(Record::Stop { .. })), "no Event");
        assert_eq!(show(&Record::Start), format!("Event {:?} of [Start, Stop {{ code: 1 }}]", Record::Start));
    }
}
