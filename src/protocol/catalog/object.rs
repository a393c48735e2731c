//! Objects.

use crate::protocol::operation::{Answer, Instead, Location, Operation, Payload, ROW, Scope, Target, Upload};
use crate::protocol::shape::object;

const VERSION: (&str, &str) = ("VersionId", "versionId");
const NOT_MODIFIED: &[Instead] =
    &[Instead { status: 304, code: "", sent: "If-Modified-Since", flag: "NotModified" }];
const OBJECT: Operation = Operation { target: Target::Object, ..ROW };

pub const ROWS: &[Operation] = &[
    Operation {
        name: "headObject",
        page: 7745,
        method: "HEAD",
        action: "HeadObject",
        query: &[VERSION],
        etag: true,
        instead: NOT_MODIFIED,
        ..OBJECT
    },
    Operation {
        name: "getObject",
        page: 7753,
        action: "GetObject",
        query: &[
            ("ResponseContentType", "response-content-type"),
            ("ResponseContentLanguage", "response-content-language"),
            ("ResponseExpires", "response-expires"),
            ("ResponseCacheControl", "response-cache-control"),
            ("ResponseContentDisposition", "response-content-disposition"),
            ("ResponseContentEncoding", "response-content-encoding"),
            VERSION,
        ],
        free_query: true,
        answer: Answer::Raw,
        etag: true,
        instead: NOT_MODIFIED,
        ..OBJECT
    },
    Operation {
        name: "putObject",
        page: 7749,
        method: "PUT",
        action: "PutObject",
        free_query: true,
        blank_headers: &["Cache-Control", "Content-Type"],
        body: Payload::File(Upload { sized: true, queued: true }),
        content_md5: true,
        meta_md5: true,
        answer: Answer::Document,
        etag: true,
        location: Location::Sent,
        shape: Some(object::uploaded),
        ..OBJECT
    },
    Operation {
        name: "deleteObject",
        page: 7743,
        method: "DELETE",
        resource_param: "Recursive",
        action: "DeleteObject",
        query: &[VERSION],
        instead: &[Instead { status: 404, code: "", sent: "", flag: "BucketNotFound" }],
        ..OBJECT
    },
    Operation {
        name: "deleteMultipleObject",
        page: 8289,
        method: "POST",
        resource: "delete",
        action: "DeleteObject",
        target: Target::Bucket,
        required: &["Objects"],
        body: Payload::Document(object::deletion),
        scope: Scope::Objects,
        answer: Answer::Inside { root: "DeleteResult", lists: &["Deleted", "Error"] },
        ..OBJECT
    },
    Operation {
        name: "optionsObject",
        page: 8288,
        method: "OPTIONS",
        action: "OptionsObject",
        fields: &[
            ("AccessControlAllowOrigin", "access-control-allow-origin"),
            ("AccessControlAllowMethods", "access-control-allow-methods"),
            ("AccessControlAllowHeaders", "access-control-allow-headers"),
            ("AccessControlExposeHeaders", "access-control-expose-headers"),
            ("AccessControlMaxAge", "access-control-max-age"),
        ],
        instead: &[Instead { status: 403, code: "", sent: "", flag: "OptionsForbidden" }],
        ..OBJECT
    },
    Operation {
        name: "putObjectCopy",
        page: 10881,
        method: "PUT",
        action: "PutObject",
        required: &["CopySource"],
        query: &[VERSION],
        blank_headers: &["Cache-Control"],
        scope: Scope::Copy,
        answer: Answer::Inside { root: "CopyObjectResult", lists: &[] },
        location: Location::Regional,
        ..OBJECT
    },
    Operation {
        name: "appendObject",
        page: 7741,
        method: "POST",
        resource: "append",
        action: "AppendObject",
        required: &["Position"],
        query: &[("Position", "position")],
        blank_headers: &["Cache-Control", "Content-Type"],
        body: Payload::Untouched,
        repeatable: false,
        ..OBJECT
    },
    Operation {
        name: "request",
        page: 10111,
        method: "",
        resource_param: "Action",
        target: Target::Free,
        free_query: true,
        body: Payload::Untouched,
        scope: Scope::Unnamed,
        answer: Answer::AsAsked,
        ..OBJECT
    },
];
