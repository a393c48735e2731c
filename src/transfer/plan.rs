//! How a file is cut into parts.
//!
//! Limits: <https://cloud.tencent.com/document/product/436/14518>

use crate::error::{Error, Result};

/// The least bytes of a part.
pub const MIB: u64 = 1 << 20;
/// The largest part, in bytes.
const MAX_PART: u64 = 5 << 30;
/// The most parts of one object.
pub const MAX_PARTS: u64 = 10_000;
/// Connections that browsers open to one host.
pub const CONNECTIONS: u64 = 6;
/// The largest part that is chosen without need, so that little is lost with it. MiB.
const COMFORTABLE: u64 = 8;
/// The same on a network that brings it over within a second. MiB.
const LARGE: u64 = 16;
/// How long one part should take at most. Seconds.
const PATIENCE: u64 = 30;

/// How many bytes there are, and how many of them are in each part but the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    pub size: u64,
    pub part_size: u64,
}

impl Plan {
    /// Parts of the size that is asked for; larger ones where there would be more than `most_parts`.
    ///
    /// # Errors
    /// When the service has no room for a file or a part of this size.
    pub fn of(size: u64, asked: u64, most_parts: u64) -> Result<Self> {
        let mut least = MIB;
        while least < MAX_PART && size > least * most_parts {
            least = (least * 2).min(MAX_PART);
        }
        let part_size = asked.max(least);
        if part_size > MAX_PART || size > MAX_PART * MAX_PARTS {
            return Err(Error::param(
                "a part may have 5 GB at most, and a file 48.8 TB\n\
                 Choose a smaller ChunkSize, or split the file.",
            ));
        }
        Ok(Plan { size, part_size })
    }

    /// How many parts there are.
    #[must_use]
    pub fn count(self) -> u32 {
        u32::try_from(self.size.div_ceil(self.part_size)).unwrap_or(u32::MAX)
    }

    /// The first byte of a part and the first after it. Parts are counted from 1.
    #[must_use]
    pub fn range(self, number: u32) -> (u64, u64) {
        let start = u64::from(number.saturating_sub(1)) * self.part_size;
        (start.min(self.size), (start + self.part_size).min(self.size))
    }
}

/// The part size where nobody has chosen one: all connections get something to do, a slow network (bytes per second; 0
/// while nothing is known) gets parts that it brings over in half a minute, and a fast one fewer parts to wait for.
#[must_use]
pub fn usual_part_size(size: u64, speed: u64) -> u64 {
    // In MiB, on each connection.
    let brought_over = speed * (PATIENCE / CONNECTIONS) / MIB;
    let most = match speed {
        0 => COMFORTABLE,
        _ => brought_over.min((brought_over / PATIENCE).clamp(COMFORTABLE, LARGE)).max(1),
    };
    size.div_ceil(CONNECTIONS * MIB).clamp(1, most) * MIB
}
