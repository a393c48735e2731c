//! Buckets: lists of their objects, made by the service.

use crate::protocol::operation::{About, Answer, Operation, Payload, ROW};

/// Optional fields and the service's own encryption as callers and as documents name them.
const NAMES: &str = "OptionalFields=OptionalFields/Field SSECOS=SSE-COS";
const ONE: Operation = Operation { resource: "inventory", query: "Id", names: NAMES, ..ROW };
const WRITE: Operation = Operation {
    method: "PUT",
    required: "InventoryConfiguration",
    body: Payload::Param("InventoryConfiguration"),
    ..ONE
};

pub const ROWS: &[Operation] = &[
    Operation { about: About::of("putBucketInventory", 33707), ..WRITE },
    Operation { about: About::of("postBucketInventory", 83382), method: "POST", ..WRITE },
    Operation {
        about: About::of("getBucketInventory", 33705),
        answer: Answer::Document { root: "InventoryConfiguration" },
        ..ONE
    },
    Operation {
        about: About::of("listBucketInventory", 33706),
        action: "ListBucketInventory",
        query: "ContinuationToken",
        names: "InventoryConfigurations=InventoryConfiguration OptionalFields=OptionalFields/Field SSECOS=SSE-COS",
        answer: Answer::Inside { root: "ListInventoryConfigurationResult", lists: "InventoryConfigurations" },
        ..ONE
    },
    Operation { about: About::of("deleteBucketInventory", 33704), method: "DELETE", ..ONE },
];
