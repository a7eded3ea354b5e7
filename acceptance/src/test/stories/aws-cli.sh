#!/usr/bin/env bash
# The story, told with the AWS CLI as a person types it.
# usage: aws-cli.sh CHECKOUT PORT; works in the current folder
set -euo pipefail
checkout=$1
port=$2

eval "$("$checkout/bin/claviger" env --port "$port")"
aws --version

key=$(aws kms create-key --description 'a story' --query KeyMetadata.KeyId --output text)
aws kms create-alias --alias-name alias/aws-cli --target-key-id "$key"
echo "step: create-key and create-alias: $key"

printf 'a secret' >plain
aws kms encrypt --key-id alias/aws-cli --plaintext fileb://plain --encryption-context purpose=story \
    --query CiphertextBlob --output text | base64 -d >sealed
aws kms decrypt --ciphertext-blob fileb://sealed --encryption-context purpose=story \
    --query Plaintext --output text | base64 -d | cmp - plain
echo "step: encrypt and decrypt"

if aws kms decrypt --ciphertext-blob fileb://sealed --encryption-context purpose=another 2>error; then
    echo "decrypted with another context" >&2
    exit 1
fi
grep -q InvalidCiphertextException error
echo "step: another encryption context does not decrypt"

aws kms generate-data-key --key-id "$key" --key-spec AES_256 --query '[Plaintext, CiphertextBlob]' --output text >data-key
cut -f1 data-key | base64 -d >data-key.plain
cut -f2 data-key | base64 -d >data-key.sealed
[ "$(stat -c %s data-key.plain)" = 32 ]
aws kms decrypt --key-id "$key" --ciphertext-blob fileb://data-key.sealed --query Plaintext --output text |
    base64 -d | cmp - data-key.plain
echo "step: generate-data-key"

[ "$(aws kms describe-key --key-id alias/aws-cli --query KeyMetadata.Description --output text)" = 'a story' ]
aws kms list-keys --query 'Keys[].KeyId' --output text | grep -q "$key"
[ "$(aws kms list-aliases --key-id "$key" --query 'Aliases[].AliasName' --output text)" = alias/aws-cli ]
echo "step: describe-key, list-keys and list-aliases"

aws kms disable-key --key-id "$key"
if aws kms encrypt --key-id "$key" --plaintext fileb://plain 2>error; then
    echo "a disabled key encrypts" >&2
    exit 1
fi
grep -q DisabledException error
aws kms enable-key --key-id "$key"
aws kms encrypt --key-id "$key" --plaintext fileb://plain >/dev/null
echo "step: a disabled key does not encrypt, an enabled one does"
