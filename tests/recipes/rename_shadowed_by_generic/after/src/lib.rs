#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KeyId(pub u32);

pub trait Keyed {
    type Key;

    fn key(&self) -> Self::Key;
}

impl Keyed for KeyId {
    type Key = KeyId;

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

impl Slot<KeyId> {
    pub fn number(&self) -> u32 {
        let KeyId(number) = self.key;
        number
    }
}

pub fn first<Key>(keys: &[Key]) -> Option<&Key> {
    keys.first()
}

pub fn of<K: Keyed<Key = KeyId>>(keyed: &K) -> KeyId {
    keyed.key()
}

pub fn sized<const KEY: usize>() -> [KeyId; KEY] {
    [KeyId(0); KEY]
}
