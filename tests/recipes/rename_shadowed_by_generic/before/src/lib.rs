#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key(pub u32);

pub trait Keyed {
    type Key;

    fn key(&self) -> Self::Key;
}

impl Keyed for Key {
    type Key = Key;

    fn key(&self) -> Self::Key {
        *self
    }
}

pub struct Slot<Key> {
    pub key: Key,
}

impl<Key: Copy> Slot<Key> {
    pub fn get(&self) -> Key {
        self.key
    }
}

impl Slot<Key> {
    pub fn number(&self) -> u32 {
        let Key(number) = self.key;
        number
    }
}

pub fn first<Key>(keys: &[Key]) -> Option<&Key> {
    keys.first()
}

pub fn of<K: Keyed<Key = Key>>(keyed: &K) -> Key {
    keyed.key()
}

pub fn sized<const KEY: usize>() -> [Key; KEY] {
    [Key(0); KEY]
}
