"""The story, told with boto3. usage: boto3.py CHECKOUT PORT"""

import sys

# The folder of this file comes first on the path, and the file is called as the library is.
sys.path.pop(0)

import boto3  # noqa: E402
from botocore.exceptions import ClientError  # noqa: E402


def refused(error, call, **parameters):
    try:
        call(**parameters)
    except ClientError as e:
        assert e.response["Error"]["Code"] == error, e
    else:
        raise AssertionError(f"not refused with {error}: {parameters}")


print("boto3", boto3.__version__)
# boto3 reads AWS_ENDPOINT_URL since 1.28; the argument works with every version.
kms = boto3.client(
    "kms",
    endpoint_url=f"http://127.0.0.1:{sys.argv[2]}",
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)

key = kms.create_key(Description="a story")["KeyMetadata"]["KeyId"]
kms.create_alias(AliasName="alias/boto3", TargetKeyId=key)
print("step: create_key and create_alias:", key)

context = {"purpose": "story"}
sealed = kms.encrypt(KeyId="alias/boto3", Plaintext=b"a secret", EncryptionContext=context)["CiphertextBlob"]
assert kms.decrypt(CiphertextBlob=sealed, EncryptionContext=context)["Plaintext"] == b"a secret"
print("step: encrypt and decrypt")

refused("InvalidCiphertextException", kms.decrypt, CiphertextBlob=sealed, EncryptionContext={"purpose": "another"})
print("step: another encryption context does not decrypt")

data_key = kms.generate_data_key(KeyId=key, KeySpec="AES_256")
assert len(data_key["Plaintext"]) == 32
assert kms.decrypt(CiphertextBlob=data_key["CiphertextBlob"])["Plaintext"] == data_key["Plaintext"]
print("step: generate_data_key")

assert kms.describe_key(KeyId="alias/boto3")["KeyMetadata"]["Description"] == "a story"
listed = [each["KeyId"] for page in kms.get_paginator("list_keys").paginate() for each in page["Keys"]]
assert key in listed
aliases = kms.list_aliases(KeyId=key)["Aliases"]
assert [each["AliasName"] for each in aliases] == ["alias/boto3"]
print("step: describe_key, list_keys and list_aliases")

kms.disable_key(KeyId=key)
refused("DisabledException", kms.encrypt, KeyId=key, Plaintext=b"a secret")
kms.enable_key(KeyId=key)
kms.encrypt(KeyId=key, Plaintext=b"a secret")
print("step: a disabled key does not encrypt, an enabled one does")
