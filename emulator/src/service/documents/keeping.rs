//! Documents about how objects are kept: life cycle, versions, copies, lists, encryption.

use super::kinds::Unset::{Empty, Missing};
use super::kinds::{Kind, LONGEST, STATUS, SWITCH, UNBOUNDED, kind};
use super::rules;
use super::schema::Content::{Boolean, Moment, Name, Nodes, Number, OneOf, Text};
use super::schema::{Field, any, one, optional, some};

pub(super) const LIFECYCLE: Kind = Kind {
    fields: &[some("Rule", 1000, Nodes(LIFECYCLE_RULE))],
    rule: rules::lifecycle,
    ..kind(
        "lifecycle",
        "Lifecycle",
        "LifecycleConfiguration",
        Missing("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist."),
    )
};
const LIFECYCLE_RULE: &[Field] = &[
    optional("ID", Text(255)),
    optional("Filter", Nodes(FILTER)),
    one("Status", OneOf(STATUS)),
    any("Transition", UNBOUNDED, Nodes(TRANSITION)),
    optional("Expiration", Nodes(EXPIRATION)),
    optional("AbortIncompleteMultipartUpload", Nodes(ABORT)),
    any("NoncurrentVersionTransition", UNBOUNDED, Nodes(NONCURRENT_TRANSITION)),
    optional("NoncurrentVersionExpiration", Nodes(NONCURRENT_EXPIRATION)),
];
const FILTER: &[Field] =
    &[optional("Prefix", Text(LONGEST)), optional("Tag", Nodes(TAG)), optional("And", Nodes(FILTER_AND))];
const FILTER_AND: &[Field] = &[optional("Prefix", Text(LONGEST)), any("Tag", 10, Nodes(TAG))];
const TAG: &[Field] = &[one("Key", Name), one("Value", Text(256))];
const TRANSITION: &[Field] =
    &[optional("Days", Number(0, 3650)), optional("Date", Moment), one("StorageClass", OneOf(COLDER))];
const COLDER: &[&str] = &[
    "STANDARD_IA",
    "MAZ_STANDARD_IA",
    "INTELLIGENT_TIERING",
    "MAZ_INTELLIGENT_TIERING",
    "ARCHIVE",
    "DEEP_ARCHIVE",
    "COLD_ARCHIVE",
];
const EXPIRATION: &[Field] = &[
    optional("Days", Number(1, 3650)),
    optional("Date", Moment),
    optional("ExpiredObjectDeleteMarker", Boolean),
];
const ABORT: &[Field] = &[one("DaysAfterInitiation", Number(1, 3650))];
const NONCURRENT_TRANSITION: &[Field] =
    &[one("NoncurrentDays", Number(0, 3650)), one("StorageClass", OneOf(COLDER))];
const NONCURRENT_EXPIRATION: &[Field] = &[one("NoncurrentDays", Number(1, 3650))];

pub(super) const VERSIONING: Kind = Kind {
    can_delete: false,
    rule: rules::versioning,
    apply: Some(rules::set_versioning),
    ..kind("versioning", "Versioning", "VersioningConfiguration", Empty)
};

pub(super) const REPLICATION: Kind = Kind {
    fields: &[one("Role", Name), some("Rule", 1000, Nodes(REPLICATION_RULE))],
    rule: rules::replication,
    ..kind(
        "replication",
        "Replication",
        "ReplicationConfiguration",
        Missing("ReplicationConfigurationnotFoundError", "The replication configuration was not found."),
    )
};
const REPLICATION_RULE: &[Field] = &[
    optional("ID", Text(255)),
    one("Status", OneOf(STATUS)),
    optional("Prefix", Text(LONGEST)),
    optional("Filter", Nodes(FILTER)),
    one("Destination", Nodes(DESTINATION)),
    optional("DeleteMarkerReplication", Nodes(&[one("Status", OneOf(STATUS))])),
];
const DESTINATION: &[Field] = &[one("Bucket", Name), optional("StorageClass", Name)];

pub(super) const INVENTORY: Kind = Kind {
    fields: &[
        one("Id", Name),
        one("IncludedObjectVersions", OneOf(&["All", "Current"])),
        one("Destination", Nodes(&[one("COSBucketDestination", Nodes(COS_BUCKET))])),
        optional("Filter", Nodes(&[optional("Prefix", Text(LONGEST))])),
        optional("OptionalFields", Nodes(&[any("Field", 100, OneOf(INVENTORY_FIELDS))])),
    ],
    rule: rules::inventory,
    ..kind(
        "inventory",
        "Inventory",
        "InventoryConfiguration",
        Missing("InventoryConfigurationNotFoundError", "The inventory configuration was not found."),
    )
};
/// What an inventory that is made again and again needs besides.
pub(super) const REGULAR_INVENTORY: &[Field] =
    &[one("IsEnabled", Boolean), one("Schedule", Nodes(&[one("Frequency", OneOf(&["Daily", "Weekly"]))]))];
const COS_BUCKET: &[Field] = &[one("Bucket", Name), one("Format", OneOf(&["CSV", "ORC", "Parquet"]))];
const INVENTORY_FIELDS: &[&str] = &[
    "Size",
    "LastModifiedDate",
    "StorageClass",
    "ETag",
    "IsMultipartUploaded",
    "ReplicationStatus",
    "EncryptionStatus",
    "Crc64",
    "Tag",
];

pub(super) const ENCRYPTION: Kind = Kind {
    fields: &[one("Rule", Nodes(ENCRYPTION_RULE))],
    rule: rules::encryption,
    ..kind(
        "encryption",
        "Encryption",
        "ServerSideEncryptionConfiguration",
        Missing("NoSuchEncryptionConfiguration", "The encryption configuration does not exist."),
    )
};
const ENCRYPTION_RULE: &[Field] = &[
    optional("ApplySideEncryptionConfiguration", Nodes(ALGORITHM)),
    optional("ApplyServerSideEncryptionByDefault", Nodes(ALGORITHM)),
];
const ALGORITHM: &[Field] =
    &[one("SSEAlgorithm", OneOf(&["AES256", "KMS", "cos/kms"])), optional("KMSMasterKeyID", Text(LONGEST))];

pub(super) const INTELLIGENT_TIERING: Kind = Kind {
    can_delete: false,
    fields: &[one("Status", OneOf(SWITCH)), optional("Transition", Nodes(TIERING))],
    ..kind("intelligenttiering", "IntelligentTiering", "IntelligentTieringConfiguration", Empty)
};
const TIERING: &[Field] =
    &[one("Days", OneOf(&["30", "60", "90"])), optional("RequestFrequent", OneOf(&["1"]))];

pub(super) const OBJECT_LOCK: Kind = Kind {
    can_delete: false,
    fields: &[one("ObjectLockEnabled", OneOf(&["Enabled"]))],
    ..kind(
        "object-lock",
        "ObjectLockConfiguration",
        "ObjectLockConfiguration",
        Missing("NoSuchObjectLockConfiguration", "The object lock configuration does not exist."),
    )
};
