//! What the recorded service answered where its answers had a body.
#![allow(dead_code, reason = "each test file uses the part it needs")]

const OWNERS_ACL: &str = "<AccessControlPolicy><Owner><ID>qcs::cam::uin/100000000001:uin/100000000001</ID>\
    <DisplayName>qcs::cam::uin/100000000001:uin/100000000001</DisplayName></Owner><AccessControlList><Grant>\
    <Grantee><ID>qcs::cam::uin/100000000001:uin/100000000001</ID></Grantee><Permission>FULL_CONTROL</Permission>\
    </Grant></AccessControlList></AccessControlPolicy>";

/// Start of the method and case, and the body.
pub const BODIES: [(&str, &str); 11] = [
    ("getBucketAcl", OWNERS_ACL),
    ("getBucketACL", OWNERS_ACL),
    ("getObjectA", OWNERS_ACL),
    (
        "getBucketInventory",
        "<InventoryConfiguration><Id>list1</Id><IsEnabled>true</IsEnabled></InventoryConfiguration>",
    ),
    (
        "listBucketInventory",
        "<ListInventoryConfigurationResult><IsTruncated>false</IsTruncated></ListInventoryConfigurationResult>",
    ),
    (
        "multipartComplete",
        "<CompleteMultipartUploadResult><Location>http://l/k</Location><Bucket>test-1250000000</Bucket><Key>k</Key>\
         <ETag>&quot;cafe-3&quot;</ETag></CompleteMultipartUploadResult>",
    ),
    (
        "multipartInit",
        "<InitiateMultipartUploadResult><Bucket>test-1250000000</Bucket><Key>k</Key>\
         <UploadId>1700000000aaaa</UploadId></InitiateMultipartUploadResult>",
    ),
    (
        "multipartListPart",
        "<ListPartsResult><Bucket>test-1250000000</Bucket><Key>k</Key><UploadId>u1</UploadId>\
         <MaxParts>1000</MaxParts><IsTruncated>false</IsTruncated></ListPartsResult>",
    ),
    (
        "multipartList",
        "<ListMultipartUploadsResult><Bucket>test-1250000000</Bucket><Encoding-Type/><KeyMarker/><UploadIdMarker/>\
         <MaxUploads>1000</MaxUploads><Prefix/><Delimiter/><IsTruncated>false</IsTruncated>\
         </ListMultipartUploadsResult>",
    ),
    (
        "uploadPartCopy min",
        "<CopyPartResult><ETag>&quot;etag-1&quot;</ETag><LastModified>2023-11-14T22:15:00Z</LastModified>\
         </CopyPartResult>",
    ),
    (
        "uploadPartCopy full",
        "<CopyPartResult><ETag>&quot;etag-2&quot;</ETag><LastModified>2023-11-14T22:15:00Z</LastModified>\
         </CopyPartResult>",
    ),
];
