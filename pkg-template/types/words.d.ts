// Words

declare namespace COS {
  /** Name of a bucket with the account's number: `examplebucket-1250000000`. */
  type Bucket = string;
  /** Region of a bucket, e.g. `ap-guangzhou`. @see https://cloud.tencent.com/document/product/436/6224 */
  type Region = string;
  /** Key of an object without a leading slash: `images/1.jpg`. @see https://cloud.tencent.com/document/product/436/13324 */
  type Key = string;
  /** Path of a request with a leading slash: `/images/1.jpg`. */
  type Pathname = string;
  /** Version of an object in a bucket with versioning. */
  type VersionId = string;
  /** What a key begins with. */
  type Prefix = string;
  /** Id of a multipart upload. */
  type UploadId = string;
  /** Number of a part, from 1 to 10000. */
  type PartNumber = number;
  /** Address of an object without scheme: `examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com/images/1.jpg`. */
  type Location = string;
  /** Entity tag with its quotes: `"09cba091df696af91549de27b8e7d0f6"`. The MD5 of an object uploaded in one request. */
  type ETag = string;
  /** A time in ISO 8601 form: `2019-05-24T10:56:40Z`. */
  type IsoDateTime = string;
  /** Query parameters. */
  type Query = Record<string, any>;
  /** Header fields. Names of response headers are in lower case. */
  type Headers = Record<string, any>;
  /** Name of a sub-resource, such as `acl` in `?acl`. */
  type Action = string;
  /** A character that groups keys, mostly `/`. */
  type Delimiter = '/' | string;
  /** `url` asks for percent-encoded keys. They are handed over as they come. */
  type EncodingType = 'url' | string;
  /** What can be uploaded. Typed arrays are refused: pass `array.buffer` or `new Blob([array])`. */
  type UploadBody = File | Blob | string | ArrayBuffer;
  /** Storage class. @see https://cloud.tencent.com/document/product/436/33417 */
  type StorageClass =
    | 'STANDARD'
    | 'STANDARD_IA'
    | 'ARCHIVE'
    | 'DEEP_ARCHIVE'
    | 'INTELLIGENT_TIERING'
    | 'MAZ_STANDARD'
    | 'MAZ_STANDARD_IA'
    | 'MAZ_INTELLIGENT_TIERING';
  /** HTTP method, in either case. */
  type Method =
    | 'GET'
    | 'HEAD'
    | 'DELETE'
    | 'POST'
    | 'PUT'
    | 'OPTIONS'
    | 'get'
    | 'head'
    | 'delete'
    | 'post'
    | 'put'
    | 'options';
  /** Ready-made access rights of a bucket. @see https://cloud.tencent.com/document/product/436/30752 */
  type BucketACL = 'private' | 'public-read' | 'public-read-write' | 'authenticated-read';
  /** Ready-made access rights of an object. @see https://cloud.tencent.com/document/product/436/30752 */
  type ObjectACL =
    | 'default'
    | 'private'
    | 'public-read'
    | 'authenticated-read'
    | 'bucket-owner-read'
    | 'bucket-owner-full-control';
  /** A boolean as the service writes it. */
  type BooleanString = 'true' | 'false';
  /** Who owns a bucket or an object. */
  type Owner = {
    /** `qcs::cam::uin/[OwnerUin]:uin/[OwnerUin]`. */
    ID: string;
    /** The same text. */
    DisplayName?: string;
  };
  /** Who began an upload. */
  type Initiator = Owner;
  /** One value, or several. */
  type OneOrMore<Value> = Value | Value[];
  /** Accounts that are granted a right: `id="100000000001"`, several separated by commas. */
  type Grant = string;
  /** A right. `READ` of a bucket is to list it, `WRITE` to create and delete objects in it. */
  type Permission = 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP' | 'FULL_CONTROL';
  /** A ready-made group of accounts. */
  type GroupOwner = {
    /** `http://cam.qcloud.com/groups/global/AllUsers` is everybody, `.../AuthenticatedUsers` every account. */
    URI: string;
  };
  /** A right, and who has it. */
  interface Grants {
    /** The account or group. */
    Grantee: Owner | GroupOwner;
    /** The right. */
    Permission: Permission;
  }
  /** All rights of a bucket or an object. */
  interface AccessControlPolicy {
    /** Who owns it. */
    Owner: Owner;
    /** The rights. */
    Grants: OneOrMore<Grants>;
  }
  /** A tag of a bucket or an object: letters, digits, spaces and `+ - = . _ : / @`. */
  interface Tag {
    /** Name, different from the other tags', at most 127 characters. */
    Key: Key;
    /** At most 255 characters. */
    Value: string;
  }
  /** Tags in the service's form. */
  interface TaggingDocument {
    /** The tags. Wins over `Tags`. */
    TagSet?: OneOrMore<Tag> | undefined;
    /** Same as `TagSet`. */
    Tags?: OneOrMore<Tag> | undefined;
  }
  /** What `DataType` may be for answers that are read as a whole. */
  type DataType = 'text' | 'blob' | 'arraybuffer';
}
