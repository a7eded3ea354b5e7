#!/usr/bin/env bash
# The story, told with curl, which signs by itself.
# usage: curl.sh CHECKOUT PORT; works in the current folder
set -euo pipefail
checkout=$1
port=$2

eval "$("$checkout/bin/claviger" env --port "$port")"
curl --version | head -1

# kms OPERATION JSON: prints the answer; fails on any but a 200. --silent --show-error keeps the meter out.
kms() {
    curl --silent --show-error --fail-with-body \
        --aws-sigv4 "aws:amz:$AWS_REGION:kms" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
        --header 'Content-Type: application/x-amz-json-1.1' --header "X-Amz-Target: TrentService.$1" \
        --data "$2" "$AWS_ENDPOINT_URL/"
}

# member NAME: the value of a JSON member, texts only.
member() { sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p'; }

key=$(kms CreateKey '{"Description": "a story"}' | member KeyId)
kms CreateAlias "{\"AliasName\": \"alias/curl\", \"TargetKeyId\": \"$key\"}" >/dev/null
echo "step: CreateKey and CreateAlias: $key"

plain=$(printf 'a secret' | base64)
sealed=$(kms Encrypt "{\"KeyId\": \"alias/curl\", \"Plaintext\": \"$plain\", \"EncryptionContext\": {\"purpose\": \"story\"}}" |
    member CiphertextBlob)
opened=$(kms Decrypt "{\"CiphertextBlob\": \"$sealed\", \"EncryptionContext\": {\"purpose\": \"story\"}}" |
    member Plaintext)
[ "$opened" = "$plain" ]
echo "step: Encrypt and Decrypt"

if kms Decrypt "{\"CiphertextBlob\": \"$sealed\"}" >answer 2>error; then
    echo "decrypted without the context" >&2
    exit 1
fi
grep -q InvalidCiphertextException answer
echo "step: another encryption context does not decrypt"

kms GenerateDataKey "{\"KeyId\": \"$key\", \"KeySpec\": \"AES_256\"}" >data-key
sealed=$(member CiphertextBlob <data-key)
[ "$(kms Decrypt "{\"CiphertextBlob\": \"$sealed\"}" | member Plaintext)" = "$(member Plaintext <data-key)" ]
echo "step: GenerateDataKey"

[ "$(kms DescribeKey '{"KeyId": "alias/curl"}' | member Description)" = 'a story' ]
kms ListKeys '{}' | grep -q "$key"
[ "$(kms ListAliases "{\"KeyId\": \"$key\"}" | member AliasName)" = alias/curl ]
echo "step: DescribeKey, ListKeys and ListAliases"

kms DisableKey "{\"KeyId\": \"$key\"}" >/dev/null
if kms Encrypt "{\"KeyId\": \"$key\", \"Plaintext\": \"$plain\"}" >answer 2>error; then
    echo "a disabled key encrypts" >&2
    exit 1
fi
grep -q DisabledException answer
kms EnableKey "{\"KeyId\": \"$key\"}" >/dev/null
kms Encrypt "{\"KeyId\": \"$key\", \"Plaintext\": \"$plain\"}" >/dev/null
echo "step: a disabled key does not encrypt, an enabled one does"
