pub struct Account;
