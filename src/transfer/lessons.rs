//! What moves learn from each other, bucket by bucket.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::value::Text;

/// What the moves of one instance have learned of a bucket.
#[derive(Default)]
pub struct Lessons {
    /// When anything went well for the last time, in milliseconds since 1970; 0 while nothing has.
    pub alive: Cell<i64>,
    /// Bytes per second of the last upload; 0 while there was none.
    pub speed: Cell<u64>,
    /// Whether ETags of parts are their MD5; nothing until one was looked at.
    pub tags_are_md5: Cell<Option<bool>>,
    /// The service shows its checksums to this page.
    pub shows_crc64: Cell<bool>,
}

/// What the moves of one instance have learned, by the bucket: what one of them shows another may hide.
#[derive(Default)]
pub struct Experience(RefCell<Vec<(Text, Rc<Lessons>)>>);

impl Experience {
    /// The lessons of a bucket.
    #[must_use]
    pub fn of(&self, bucket: &Text) -> Rc<Lessons> {
        let mut known = self.0.borrow_mut();
        if let Some((_, lessons)) = known.iter().find(|(name, _)| name == bucket) {
            return lessons.clone();
        }
        let lessons = Rc::default();
        known.push((bucket.clone(), Rc::clone(&lessons)));
        lessons
    }
}
