//! The service and its buckets.

use crate::protocol::operation::{Answer, Location, Operation, Payload, ROW, Target};
use crate::protocol::shape::bucket;

pub const ROWS: &[Operation] = &[
    Operation {
        name: "getService",
        page: 8291,
        action: "GetService",
        target: Target::Service,
        answer: Answer::Inside { root: "ListAllMyBucketsResult", lists: &[] },
        shape: Some(bucket::service),
        ..ROW
    },
    Operation {
        name: "putBucket",
        page: 7738,
        method: "PUT",
        action: "PutBucket",
        body: Payload::Plain(bucket::configuration),
        location: Location::Regional,
        ..ROW
    },
    Operation { name: "headBucket", page: 7735, method: "HEAD", action: "HeadBucket", ..ROW },
    Operation {
        name: "getBucket",
        page: 7734,
        action: "GetBucket",
        query: &[
            ("Delimiter", "delimiter"),
            ("Marker", "marker"),
            ("MaxKeys", "max-keys"),
            ("EncodingType", "encoding-type"),
        ],
        listing: true,
        answer: Answer::Inside { root: "ListBucketResult", lists: &["Contents", "CommonPrefixes"] },
        ..ROW
    },
    Operation { name: "deleteBucket", page: 7732, method: "DELETE", action: "DeleteBucket", ..ROW },
    Operation {
        name: "getBucketLocation",
        page: 8275,
        resource: "location",
        action: "GetBucketLocation",
        answer: Answer::Document,
        ..ROW
    },
];
