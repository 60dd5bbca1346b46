#[derive(Debug, Clone, PartialEq)]
pub enum Event {
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

pub fn show(event: &Event) -> String {
    format!("Event {:?} of {:?}", event, vec![Event::Start, Event::Stop { code: 1 }])
}

pub fn first() -> Option<Event> {
    first_of!(Event, Event::Start, crate::Event::Stop { code: 0 })
}

pub fn held(holder: &Holder) -> String {
    format!("{} {}", holder.Event, /* Event */ matches!(first(), Some(Event::Start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events() {
        assert!(matches!(first(), Some(Event::Start) | Some(Event::Stop { .. })), "no Event");
        assert_eq!(show(&Event::Start), format!("Event {:?} of [Start, Stop {{ code: 1 }}]", Event::Start));
    }
}
