//! Which parts of a file are where: to be sent, on their way, done.

use super::plan::Plan;
use crate::protocol::crc64::combine;
use crate::value::{Map, Text, Value};

/// What the service and we know of a part that has arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    pub etag: Text,
    /// Of the bytes that were read here; nothing where nobody summed them up.
    pub crc64: Option<u64>,
}

#[derive(Debug, Default)]
struct Part {
    proof: Option<Proof>,
    /// Otherwise the proof is what an earlier attempt left behind; not to be trusted before the bytes are compared.
    has_arrived: bool,
    /// Bytes that are there for good or on their way.
    sent: u64,
    /// Of a download: its first bytes that are laid into the target, and their checksum.
    laid: u64,
    crc64: u64,
}

/// All parts of one upload.
#[derive(Debug)]
pub struct Ledger {
    pub plan: Plan,
    parts: Vec<Part>,
    next: u32,
    loaded: u64,
}

impl Ledger {
    /// Nothing is done yet; `remembered` are parts that may be.
    #[must_use]
    pub fn new(plan: Plan, remembered: Vec<(u32, Proof)>) -> Self {
        let mut parts = Vec::new();
        parts.resize_with(plan.count() as usize, Part::default);
        let mut ledger = Ledger { plan, parts, next: 1, loaded: 0 };
        for (number, proof) in remembered {
            let length = ledger.length(number);
            if let Some(part) = ledger.part(number) {
                part.proof = Some(proof);
            }
            // Counted from the beginning, so that progress does not go back when an upload goes on.
            ledger.send(number, length);
        }
        ledger
    }

    /// The next part that nobody has taken.
    pub fn take(&mut self) -> Option<u32> {
        while self.part(self.next)?.has_arrived {
            self.next += 1;
        }
        self.next += 1;
        Some(self.next - 1)
    }

    /// What has not arrived begins again.
    pub fn rewind(&mut self) {
        for number in 1..=self.plan.count() {
            self.send(number, 0);
        }
        self.next = 1;
    }

    /// All bytes are one part from now on, and nothing of it has arrived.
    pub fn cut_anew(&mut self) {
        let size = self.plan.size;
        *self = Ledger::new(Plan { size, part_size: size }, Vec::new());
    }

    /// What is remembered of a part.
    pub fn remembered(&mut self, number: u32) -> Option<Proof> {
        self.part(number).filter(|part| !part.has_arrived)?.proof.clone()
    }

    /// The bytes of a part are not those that are remembered.
    pub fn forget(&mut self, number: u32) {
        if let Some(part) = self.part(number) {
            part.proof = None;
        }
        self.send(number, 0);
    }

    /// So many missing bytes of a part are on their way; fewer than before when it starts again.
    pub fn send(&mut self, number: u32, bytes: u64) {
        let length = self.length(number);
        let Some(part) = self.part(number).filter(|part| !part.has_arrived) else { return };
        let bytes = bytes.saturating_add(part.laid).min(length);
        let before = std::mem::replace(&mut part.sent, bytes);
        self.loaded = self.loaded + bytes - before;
    }

    /// What is missing of a part: its first byte, and the first one behind it.
    pub fn missing(&mut self, number: u32) -> (u64, u64) {
        let (start, end) = self.plan.range(number);
        (start + self.part(number).map_or(0, |part| part.laid), end)
    }

    /// So many missing bytes of a part are laid into the target. The checksum of the part when they were the last ones.
    pub fn lay(&mut self, number: u32, bytes: u64, crc64: u64) -> Option<u64> {
        let length = self.length(number);
        let part = self.part(number)?;
        part.crc64 = combine(part.crc64, crc64, bytes);
        part.laid += bytes;
        (part.laid == length).then_some(part.crc64)
    }

    /// A part has arrived.
    pub fn finish(&mut self, number: u32, proof: Proof) {
        self.send(number, self.length(number));
        if let Some(part) = self.part(number) {
            part.proof = Some(proof);
            part.has_arrived = true;
        }
    }

    /// Bytes that have arrived or are on their way, and those of the whole file.
    #[must_use]
    pub fn reading(&self) -> (u64, u64) {
        (self.loaded, self.plan.size)
    }

    /// The parts that have arrived, and those that may have.
    pub fn known(&self) -> impl Iterator<Item = (u32, &Proof)> {
        self.parts.iter().zip(1..).filter_map(|(part, number)| Some((number, part.proof.as_ref()?)))
    }

    /// The checksum of the whole; nothing while a part is missing or was not summed up.
    #[must_use]
    pub fn checksum(&self) -> Option<u64> {
        let mut sum = 0;
        for (part, number) in self.parts.iter().zip(1..) {
            let proof = part.proof.as_ref().filter(|_| part.has_arrived)?;
            sum = combine(sum, proof.crc64?, self.length(number));
        }
        Some(sum)
    }

    /// The param `Parts` of multipartComplete.
    #[must_use]
    pub fn parts(&self) -> Value {
        let mut parts = Vec::new();
        for (number, proof) in self.known() {
            let mut part = Map::new();
            part.set("PartNumber", Value::from(i64::from(number)));
            part.put("ETag", proof.etag.clone());
            parts.push(Value::Map(part));
        }
        Value::from(parts)
    }

    /// Bytes of a part.
    #[must_use]
    pub fn length(&self, number: u32) -> u64 {
        let (start, end) = self.plan.range(number);
        end - start
    }

    fn part(&mut self, number: u32) -> Option<&mut Part> {
        self.parts.get_mut(number.checked_sub(1)? as usize)
    }
}
