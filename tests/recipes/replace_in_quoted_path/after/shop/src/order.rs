pub struct Ticket;
