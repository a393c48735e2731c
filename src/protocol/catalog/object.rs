//! Objects.

use crate::protocol::operation::{
    About, Answer, Location, Operation, Payload, ROW, Role, Scope, Target, Upload,
};
use crate::protocol::shape::object;

const OBJECT: Operation = Operation { target: Target::Object, ..ROW };

pub const ROWS: &[Operation] = &[
    Operation {
        about: About::of("headObject", 7745),
        role: Role::Head,
        method: "HEAD",
        query: "VersionId=versionId",
        etag: true,
        instead: "304=NotModified",
        ..OBJECT
    },
    Operation {
        about: About::of("getObject", 7753),
        role: Role::Get,
        query: "\
            ResponseContentType \
            ResponseContentLanguage \
            ResponseExpires \
            ResponseCacheControl \
            ResponseContentDisposition \
            ResponseContentEncoding \
            VersionId=versionId",
        free_query: true,
        answer: Answer::Raw,
        etag: true,
        instead: "304=NotModified",
        ..OBJECT
    },
    Operation {
        about: About::of("putObject", 7749),
        role: Role::Put,
        method: "PUT",
        free_query: true,
        blank_headers: "Cache-Control Content-Type",
        body: Payload::File(Upload { sized: true, queued: true }),
        content_md5: true,
        meta_md5: true,
        answer: Answer::Document { root: "" },
        etag: true,
        location: Location::Sent,
        shape: Some(object::uploaded),
        ..OBJECT
    },
    Operation {
        about: About::of("deleteObject", 7743),
        method: "DELETE",
        resource_param: "Recursive",
        query: "VersionId=versionId",
        instead: "404=BucketNotFound",
        ..OBJECT
    },
    Operation {
        about: About::of("deleteMultipleObject", 8289),
        method: "POST",
        resource: "delete",
        action: "DeleteObject",
        target: Target::Bucket,
        required: "Objects",
        body: Payload::Written(object::deletion),
        scope: Scope::Objects,
        answer: Answer::Inside { root: "DeleteResult", lists: "Deleted Error" },
        ..OBJECT
    },
    Operation {
        about: About::of("optionsObject", 8288),
        method: "OPTIONS",
        fields: "\
            access-control-allow-origin=AccessControlAllowOrigin \
            access-control-allow-methods=AccessControlAllowMethods \
            access-control-allow-headers=AccessControlAllowHeaders \
            access-control-expose-headers=AccessControlExposeHeaders \
            access-control-max-age=AccessControlMaxAge",
        instead: "403=OptionsForbidden",
        ..OBJECT
    },
    Operation {
        about: About::of("putObjectCopy", 10881),
        role: Role::Copy,
        method: "PUT",
        query: "VersionId=versionId",
        blank_headers: "Cache-Control",
        scope: Scope::Copy,
        answer: Answer::Inside { root: "CopyObjectResult", lists: "" },
        location: Location::Regional,
        ..OBJECT
    },
    Operation {
        about: About::of("appendObject", 7741),
        method: "POST",
        resource: "append",
        action: "AppendObject",
        required: "Position",
        query: "Position",
        blank_headers: "Cache-Control Content-Type",
        body: Payload::Untouched,
        repeatable: false,
        ..OBJECT
    },
    Operation {
        about: About::of("request", 10111),
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
