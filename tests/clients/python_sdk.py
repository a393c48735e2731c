"""cos-python-sdk-v5 against the emulated COS, which is its proxy.

Each test starts with an emulator that is empty; EMULATOR is its address.
"""

import hashlib
import json
import logging
import os
import tempfile
import unittest
import urllib.error
import urllib.parse
import urllib.request

from qcloud_cos import CosConfig, CosS3Client
from qcloud_cos.cos_exception import CosServiceError

ADDRESS = os.environ["EMULATOR"].removeprefix("http://")
BUCKET = "demo-1250000000"
REGION = "ap-guangzhou"
KEYS = {"SecretId": "AKIDEMULATOR0000000000000000000000000", "SecretKey": "EmulatorSecretKey000000000000000"}
MIB = 1024 * 1024
AWKWARD_KEYS = [
    "plain.txt",
    "folder/",
    "a b+c&d=e?f#g.txt",
    "!'()*~-_.,;:@$[]|^`{}<>\"\\",
    "100%25 sure",
    "目录/文件 ü😀.bin",
    "two//slashes",
]

# The client writes every refusal to the log.
logging.disable(logging.CRITICAL)


def client(**changes):
    settings = {"Region": REGION, "Scheme": "http", "Proxies": {"http": ADDRESS}, **KEYS, **changes}
    return CosS3Client(CosConfig(**settings))


def source(key):
    return {"Bucket": BUCKET, "Key": key, "Region": REGION}


class PythonSdk(unittest.TestCase):
    def setUp(self):
        self.cos = client()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def put(self, key, body, **headers):
        return self.cos.put_object(Bucket=BUCKET, Key=key, Body=body, **headers)

    def content(self, key, **headers):
        answer = self.cos.get_object(Bucket=BUCKET, Key=key, **headers)
        return answer["Body"].get_raw_stream().read()

    def keys(self, **params):
        contents = self.cos.list_objects(Bucket=BUCKET, **params).get("Contents", [])
        return [entry["Key"] for entry in contents]

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def assert_refused(self, status, code, call):
        with self.assertRaises(CosServiceError) as caught:
            call()
        refusal = caught.exception
        self.assertEqual((refusal.get_status_code(), refusal.get_error_code()), (status, code))

    def test_what_was_uploaded_comes_back_from_bytes_texts_and_files(self):
        content = os.urandom(300_000)
        answer = self.put("a", content, EnableMD5=True)
        self.assertEqual(answer["ETag"], f'"{hashlib.md5(content).hexdigest()}"')
        self.assertEqual(self.content("a"), content)
        self.put("empty", b"")
        self.assertEqual(self.content("empty"), b"")
        self.put("text", "Größe 大小")
        self.assertEqual(self.content("text"), "Größe 大小".encode())
        with open(self.file("file", content), "rb") as file:
            self.put("file", file)
        self.assertEqual(self.content("file"), content)

    def test_every_key_is_a_key(self):
        for key in AWKWARD_KEYS:
            self.put(key, key)
        for key in AWKWARD_KEYS:
            self.assertEqual(self.content(key), key.encode())
            self.assertTrue(self.cos.object_exists(Bucket=BUCKET, Key=key))
        self.assertEqual(sorted(self.keys()), sorted(AWKWARD_KEYS))
        for key in AWKWARD_KEYS:
            self.cos.delete_object(Bucket=BUCKET, Key=key)
        self.assertEqual(self.keys(), [])

    def test_headers_and_metadata_are_kept(self):
        meta = {"x-cos-meta-colour": "dark red"}
        self.put("a", b"x", ContentType="text/x-test", CacheControl="max-age=7", Metadata=meta)
        headers = self.cos.head_object(Bucket=BUCKET, Key="a")
        kept = [headers[name] for name in ("Content-Type", "Cache-Control", "x-cos-meta-colour", "Content-Length")]
        self.assertEqual(kept, ["text/x-test", "max-age=7", "dark red", "1"])

    def test_ranges_and_conditions_are_obeyed(self):
        content = os.urandom(1000)
        etag = self.put("a", content)["ETag"]
        self.assertEqual(self.content("a", Range="bytes=10-19"), content[10:20])
        self.assertEqual(self.content("a", IfMatch=etag), content)
        self.assert_refused(412, "PreconditionFailed", lambda: self.content("a", IfMatch='"other"'))

    def test_lists_come_in_pages_and_folders(self):
        for name in ["a", "b/1", "b/2", "c/1", "d"]:
            self.put(f"list/{name}", name)
        first = self.cos.list_objects(Bucket=BUCKET, Prefix="list/", MaxKeys=2, EncodingType="url")
        self.assertEqual(first["IsTruncated"], "true")
        marker = urllib.parse.unquote(first["NextMarker"])
        self.assertEqual(self.keys(Prefix="list/", Marker=marker), ["list/b/2", "list/c/1", "list/d"])
        folders = self.cos.list_objects(Bucket=BUCKET, Prefix="list/", Delimiter="/")
        self.assertEqual([entry["Key"] for entry in folders["Contents"]], ["list/a", "list/d"])
        self.assertEqual([entry["Prefix"] for entry in folders["CommonPrefixes"]], ["list/b/", "list/c/"])

    def test_objects_are_copied_with_their_headers_or_with_new_ones(self):
        content = os.urandom(70_000)
        self.put("from/目录 a+b", content, ContentType="text/x-from")
        self.cos.copy_object(Bucket=BUCKET, Key="same", CopySource=source("from/目录 a+b"))
        self.assertEqual(self.content("same"), content)
        self.assertEqual(self.cos.head_object(Bucket=BUCKET, Key="same")["Content-Type"], "text/x-from")
        new = {"CopyStatus": "Replaced", "ContentType": "text/x-to"}
        self.cos.copy_object(Bucket=BUCKET, Key="other", CopySource=source("same"), **new)
        self.assertEqual(self.cos.head_object(Bucket=BUCKET, Key="other")["Content-Type"], "text/x-to")
        copy = lambda: self.cos.copy_object(Bucket=BUCKET, Key="none", CopySource=source("nowhere"))
        self.assert_refused(404, "NoSuchKey", copy)

    def test_a_file_is_uploaded_copied_and_downloaded_in_parts(self):
        content = os.urandom(5 * MIB + 12_345)
        path = self.file("large", content)
        answer = self.cos.upload_file(Bucket=BUCKET, Key="large", LocalFilePath=path, PartSize=1, EnableMD5=True)
        self.assertRegex(answer["ETag"], '^"[0-9a-f]{32}-6"$')
        self.assertEqual(self.content("large"), content)

        self.cos.get_conf().set_copy_part_threshold_size(MIB)
        self.cos.copy(Bucket=BUCKET, Key="copy", CopySource=source("large"), PartSize=2)
        self.assertEqual(self.content("copy"), content)

        target = os.path.join(self.folder, "downloaded")
        # The checksum is compared with x-cos-hash-crc64ecma.
        settings = {"PartSize": 1, "EnableCRC": True, "DumpRecordDir": self.folder}
        self.cos.download_file(Bucket=BUCKET, Key="copy", DestFilePath=target, **settings)
        with open(target, "rb") as file:
            self.assertEqual(file.read(), content)

    def test_an_upload_that_broke_off_goes_on_with_its_other_parts(self):
        content = os.urandom(3 * MIB)
        begun = self.cos.create_multipart_upload(Bucket=BUCKET, Key="a")["UploadId"]
        part = {"Bucket": BUCKET, "Key": "a", "PartNumber": 1, "UploadId": begun}
        self.cos.upload_part(Body=content[:MIB], **part)
        self.cos.upload_file(Bucket=BUCKET, Key="a", LocalFilePath=self.file("a", content), PartSize=1)
        self.assertEqual(self.content("a"), content)
        with urllib.request.urlopen(f"http://{ADDRESS}/_emulator/log?operation=UploadPart") as answer:
            sent = json.load(answer)
        self.assertEqual(len(sent), 3)
        self.assertTrue(all(begun in request["query"] for request in sent))

    def test_the_steps_of_an_upload_in_parts_and_its_end_without_an_object(self):
        bodies = [os.urandom(MIB), os.urandom(10)]
        place = {"Bucket": BUCKET, "Key": "a"}
        upload = self.cos.create_multipart_upload(**place)["UploadId"]
        parts = []
        for number, body in enumerate(bodies, start=1):
            answer = self.cos.upload_part(Body=body, PartNumber=number, UploadId=upload, EnableMD5=True, **place)
            parts.append({"PartNumber": number, "ETag": answer["ETag"]})
        listed = self.cos.list_parts(UploadId=upload, **place)["Part"]
        self.assertEqual([part["Size"] for part in listed], [str(MIB), "10"])
        self.cos.complete_multipart_upload(UploadId=upload, MultipartUpload={"Part": parts}, **place)
        self.assertEqual(self.content("a"), b"".join(bodies))

        left = self.cos.create_multipart_upload(**place)["UploadId"]
        self.assertEqual(self.cos.list_multipart_uploads(Bucket=BUCKET)["Upload"][0]["UploadId"], left)
        self.cos.abort_multipart_upload(UploadId=left, **place)
        self.assertNotIn("Upload", self.cos.list_multipart_uploads(Bucket=BUCKET))
        self.assert_refused(404, "NoSuchUpload", lambda: self.cos.list_parts(UploadId=left, **place))

    def test_objects_are_deleted_one_by_one_and_many_at_once(self):
        names = ["a", "b & c", "d/<e>"]
        for name in names:
            self.put(name, name)
        self.cos.delete_object(Bucket=BUCKET, Key="a")
        self.assert_refused(404, "NoSuchKey", lambda: self.content("a"))
        wish = {"Object": [{"Key": name} for name in names]}
        deleted = self.cos.delete_objects(Bucket=BUCKET, Delete=wish)["Deleted"]
        self.assertEqual(sorted(entry["Key"] for entry in deleted), sorted(names))
        self.assertEqual(self.keys(), [])

    def test_temporary_keys_open_what_they_are_for_and_wrong_keys_nothing(self):
        wish = f"bucket={BUCKET}&region={REGION}&prefix=mine/"
        with urllib.request.urlopen(f"http://{ADDRESS}/sts?{wish}") as answer:
            keys = json.load(answer)
        names = {"SecretId": "TmpSecretId", "SecretKey": "TmpSecretKey", "Token": "SecurityToken"}
        self.cos = client(**{name: keys[given] for name, given in names.items()})
        self.put("mine/a", b"text")
        self.assertEqual(self.content("mine/a"), b"text")
        self.assert_refused(403, "AccessDenied", lambda: self.put("yours/a", b"text"))
        self.cos = client(SecretKey="wrong")
        self.assert_refused(403, "SignatureDoesNotMatch", lambda: self.put("a", b"text"))

    def test_a_signed_url_is_a_key_to_one_object(self):
        self.put("signed/a b+c.txt", b"content")
        url = self.cos.get_presigned_url(Bucket=BUCKET, Key="signed/a b+c.txt", Method="GET")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": f"http://{ADDRESS}"}))
        with opener.open(url) as answer:
            self.assertEqual(answer.read(), b"content")
        with self.assertRaises(urllib.error.HTTPError) as caught:
            opener.open(url.replace("signed/", "signed2/"))
        self.assertEqual(caught.exception.code, 403)
        caught.exception.close()

    def test_documents_about_buckets_and_objects_come_back(self):
        rule = {"AllowedOrigin": ["*"], "AllowedMethod": ["GET", "PUT"], "AllowedHeader": ["*"], "MaxAgeSeconds": 5}
        self.cos.put_bucket_cors(Bucket=BUCKET, CORSConfiguration={"CORSRule": [rule]})
        [found] = self.cos.get_bucket_cors(Bucket=BUCKET)["CORSRule"]
        self.assertEqual(found["AllowedMethod"], ["GET", "PUT"])
        self.cos.delete_bucket_cors(Bucket=BUCKET)
        self.assert_refused(404, "NoSuchCORSConfiguration", lambda: self.cos.get_bucket_cors(Bucket=BUCKET))

        self.put("a", b"x")
        tags = {"TagSet": {"Tag": [{"Key": "colour", "Value": "dark red"}]}}
        self.cos.put_object_tagging(Bucket=BUCKET, Key="a", Tagging=tags)
        self.assertEqual(self.cos.get_object_tagging(Bucket=BUCKET, Key="a"), tags)

        self.cos.put_object_acl(Bucket=BUCKET, Key="a", ACL="public-read")
        self.assertEqual(self.cos.get_object_acl(Bucket=BUCKET, Key="a")["CannedACL"], "public-read")

    def test_buckets_are_made_listed_and_removed(self):
        other = client(Region="ap-beijing")
        other.create_bucket(Bucket="other-1250000000")
        buckets = self.cos.list_buckets()["Buckets"]["Bucket"]
        self.assertEqual([bucket["Name"] for bucket in buckets], [BUCKET, "other-1250000000"])
        self.assertEqual(other.get_bucket_location(Bucket="other-1250000000"), {"LocationConstraint": "ap-beijing"})
        other.delete_bucket(Bucket="other-1250000000")
        self.assertFalse(other.bucket_exists(Bucket="other-1250000000"))
