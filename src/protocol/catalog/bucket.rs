//! The service and its buckets.

use crate::protocol::operation::{About, Answer, Location, Operation, Payload, ROW, Target};
use crate::protocol::shape::bucket;

pub const ROWS: &[Operation] = &[
    Operation {
        about: About::of("getService", 8291),
        action: "GetService",
        target: Target::Service,
        answer: Answer::Inside { root: "ListAllMyBucketsResult", lists: "" },
        shape: Some(bucket::service),
        ..ROW
    },
    Operation {
        about: About::of("putBucket", 7738),
        method: "PUT",
        body: Payload::Written(bucket::zones),
        location: Location::Regional,
        ..ROW
    },
    Operation { about: About::of("headBucket", 7735), method: "HEAD", ..ROW },
    Operation {
        about: About::of("getBucket", 7734),
        query: "Delimiter Marker MaxKeys EncodingType",
        listing: true,
        answer: Answer::Inside { root: "ListBucketResult", lists: "Contents CommonPrefixes" },
        ..ROW
    },
    Operation {
        about: About::of("listObjectVersions", 35521),
        resource: "versions",
        action: "GetBucketObjectVersions",
        query: "Delimiter KeyMarker VersionIdMarker MaxKeys EncodingType",
        listing: true,
        names: "Versions=Version DeleteMarkers=DeleteMarker",
        answer: Answer::Inside { root: "ListVersionsResult", lists: "Versions DeleteMarkers CommonPrefixes" },
        ..ROW
    },
    Operation { about: About::of("deleteBucket", 7732), method: "DELETE", ..ROW },
    Operation {
        about: About::of("getBucketLocation", 8275),
        resource: "location",
        answer: Answer::Document { root: "" },
        ..ROW
    },
];
