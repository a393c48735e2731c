//! Multipart uploads.

use crate::protocol::operation::{
    About, Answer, Location, Operation, Payload, ROW, Role, Scope, Target, Upload,
};
use crate::protocol::shape::multipart;

const OBJECT: Operation = Operation { target: Target::Object, ..ROW };

pub const ROWS: &[Operation] = &[
    Operation {
        about: About::of("multipartInit", 7746),
        role: Role::Begin,
        method: "POST",
        resource: "uploads",
        action: "InitiateMultipartUpload",
        free_query: true,
        blank_headers: "Cache-Control Content-Type",
        meta_md5: true,
        answer: Answer::Inside { root: "InitiateMultipartUploadResult", lists: "" },
        ..OBJECT
    },
    Operation {
        about: About::of("multipartUpload", 7750),
        role: Role::Part,
        method: "PUT",
        action: "UploadPart",
        required: "PartNumber UploadId",
        query: "PartNumber=partNumber UploadId=uploadId",
        body: Payload::File(Upload { sized: false, queued: false }),
        content_md5: true,
        etag: true,
        ..OBJECT
    },
    Operation {
        about: About::of("multipartComplete", 7742),
        role: Role::Complete,
        method: "POST",
        action: "CompleteMultipartUpload",
        required: "UploadId Parts",
        query: "UploadId=uploadId",
        body: Payload::Written(multipart::completion),
        answer: Answer::Inside { root: "CompleteMultipartUploadResult", lists: "" },
        location: Location::Sent,
        shape: Some(multipart::completed),
        ..OBJECT
    },
    Operation {
        about: About::of("multipartList", 7736),
        role: Role::ListUploads,
        resource: "uploads",
        action: "ListMultipartUploads",
        target: Target::Bucket,
        query: "Delimiter EncodingType MaxUploads KeyMarker UploadIdMarker",
        listing: true,
        answer: Answer::Inside { root: "ListMultipartUploadsResult", lists: "Upload CommonPrefixes" },
        ..OBJECT
    },
    Operation {
        about: About::of("multipartListPart", 7747),
        role: Role::ListParts,
        action: "ListParts",
        required: "UploadId",
        query: "UploadId=uploadId EncodingType MaxParts PartNumberMarker",
        answer: Answer::Inside { root: "ListPartsResult", lists: "Part" },
        ..OBJECT
    },
    Operation {
        about: About::of("multipartAbort", 7740),
        role: Role::Abort,
        method: "DELETE",
        action: "AbortMultipartUpload",
        required: "UploadId",
        query: "UploadId=uploadId",
        ..OBJECT
    },
    Operation {
        about: About::of("uploadPartCopy", 8287),
        role: Role::CopyPart,
        method: "PUT",
        query: "PartNumber=partNumber UploadId=uploadId VersionId=versionId",
        scope: Scope::Copy,
        answer: Answer::Inside { root: "CopyPartResult", lists: "" },
        ..OBJECT
    },
];
