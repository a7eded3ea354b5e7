#!/usr/bin/env bash
# The life of a key, told with the AWS CLI and OpenSSL. The same steps as LifeOfAKeyTest and js/life-of-a-key.js tell.
# usage: life-of-a-key.sh CHECKOUT PORT; works in the current folder
set -euo pipefail
checkout=$1
port=$2

eval "$("$checkout/bin/claviger" env --port "$port")"
aws --version
advance() { "$checkout/bin/claviger" clock advance --port "$port" "$1" >&2; }

# text QUERY COMMAND...: one value of the answer. bytes: the same, of a base64 value.
text() { local query=$1 && shift && aws kms "$@" --query "$query" --output text; }
bytes() { text "$@" | base64 -d; }

# refused ERROR COMMAND...
refused() {
    local error=$1 && shift
    if aws kms "$@" >/dev/null 2>error; then
        echo "not refused with $error: $*" >&2
        exit 1
    fi
    grep -q "($error)" error || { cat error >&2; exit 1; }
}

key=$(text KeyMetadata.KeyId create-key --description 'a life')
aws kms create-alias --alias-name alias/life-cli --target-key-id "$key"
[ "$(text KeyMetadata.KeyId describe-key --key-id alias/life-cli)" = "$key" ]
echo "step: create a key and an alias"

printf 'a secret' >plain
bytes CiphertextBlob encrypt --key-id alias/life-cli --plaintext fileb://plain --encryption-context purpose=story >sealed
opens() { bytes Plaintext decrypt --ciphertext-blob fileb://sealed --encryption-context purpose=story | cmp - plain; }
opens
refused InvalidCiphertextException decrypt --ciphertext-blob fileb://sealed --encryption-context purpose=another
echo "step: encrypt and decrypt with a context"

text '[Plaintext, CiphertextBlob]' generate-data-key --key-id "$key" --key-spec AES_256 >data-key
cut -f1 data-key | base64 -d >data-key.plain
cut -f2 data-key | base64 -d >data-key.sealed
[ "$(stat -c %s data-key.plain)" = 32 ]
bytes Plaintext decrypt --ciphertext-blob fileb://data-key.sealed | cmp - data-key.plain
echo "step: generate a data key"

material() { text KeyMetadata.CurrentKeyMaterialId describe-key --key-id "$key"; }
first=$(material)
aws kms enable-key-rotation --key-id "$key" --rotation-period-in-days 90
[ "$(material)" = "$first" ]
advance 90d
second=$(material)
[ "$second" != "$first" ]
[ "$(text 'Rotations[].RotationType' list-key-rotations --key-id "$key")" = AUTOMATIC ]
opens
echo "step: rotate by the clock"

aws kms rotate-key-on-demand --key-id "$key" >/dev/null
for _ in $(seq 30); do
    third=$(material)
    [ "$third" = "$second" ] || break
done
[ "$third" != "$second" ]
text 'Rotations[].RotationType' list-key-rotations --key-id "$key" | grep -q ON_DEMAND
opens
echo "step: rotate on demand"

aws kms disable-key --key-id "$key"
refused DisabledException encrypt --key-id "$key" --plaintext fileb://plain
aws kms enable-key --key-id "$key"
opens
echo "step: disable and enable"

aws kms schedule-key-deletion --key-id "$key" --pending-window-in-days 7 >/dev/null
[ "$(text KeyMetadata.KeyState describe-key --key-id "$key")" = PendingDeletion ]
refused KMSInvalidStateException encrypt --key-id "$key" --plaintext fileb://plain
aws kms cancel-key-deletion --key-id "$key" >/dev/null
refused DisabledException encrypt --key-id "$key" --plaintext fileb://plain
aws kms enable-key --key-id "$key"
opens
echo "step: schedule and cancel deletion"

primary=$(text KeyMetadata.KeyId create-key --multi-region)
bytes CiphertextBlob encrypt --key-id "$primary" --plaintext fileb://plain >sealed.here
refused NotFoundException describe-key --key-id "$primary" --region eu-west-1
aws kms replicate-key --key-id "$primary" --replica-region eu-west-1 >/dev/null
for _ in $(seq 30); do
    [ "$(text KeyMetadata.KeyState describe-key --key-id "$primary" --region eu-west-1)" != Enabled ] || break
done
bytes Plaintext decrypt --key-id "$primary" --ciphertext-blob fileb://sealed.here --region eu-west-1 | cmp - plain
echo "step: replicate to eu-west-1 and decrypt there"

# signed SPEC ALGORITHM NAME: a signature, and the public key as OpenSSL takes it.
signed() {
    local signer
    signer=$(text KeyMetadata.KeyId create-key --key-spec "$1" --key-usage SIGN_VERIFY)
    bytes Signature sign --key-id "$signer" --message fileb://plain --signing-algorithm "$2" >"$3.sig"
    bytes PublicKey get-public-key --key-id "$signer" | openssl pkey -pubin -inform DER -out "$3.pem"
    aws kms verify --key-id "$signer" --message fileb://plain --signing-algorithm "$2" --signature "fileb://$3.sig" >/dev/null
}
printf 'another text' >other
# good and bad: COMMAND with FILE as its last word.
good_for_plain_only() {
    "$@" plain
    ! "$@" other || { echo "OpenSSL takes another text: $*" >&2; exit 1; }
}
signed RSA_2048 RSASSA_PKCS1_V1_5_SHA_256 rsa
good_for_plain_only openssl dgst -sha256 -verify rsa.pem -signature rsa.sig
signed RSA_2048 RSASSA_PSS_SHA_384 pss
good_for_plain_only openssl dgst -sha384 -verify pss.pem -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest \
    -signature pss.sig
signed ECC_NIST_P256 ECDSA_SHA_256 p256
good_for_plain_only openssl dgst -sha256 -verify p256.pem -signature p256.sig
signed ECC_NIST_EDWARDS25519 ED25519_SHA_512 ed25519
good_for_plain_only openssl pkeyutl -verify -pubin -inkey ed25519.pem -rawin -sigfile ed25519.sig -in
echo "step: sign with RSA, P-256 and Ed25519"

agreed=$(text KeyMetadata.KeyId create-key --key-spec ECC_NIST_P256 --key-usage KEY_AGREEMENT)
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out own.pem
openssl pkey -in own.pem -pubout -outform DER -out own.der
bytes SharedSecret derive-shared-secret --key-id "$agreed" --key-agreement-algorithm ECDH --public-key fileb://own.der >shared
bytes PublicKey get-public-key --key-id "$agreed" | openssl pkey -pubin -inform DER -out theirs.pem
openssl pkeyutl -derive -inkey own.pem -peerkey theirs.pem | cmp - shared
echo "step: derive a shared secret"

hmac=$(text KeyMetadata.KeyId create-key --key-spec HMAC_256 --key-usage GENERATE_VERIFY_MAC)
bytes Mac generate-mac --key-id "$hmac" --mac-algorithm HMAC_SHA_256 --message fileb://plain >mac
[ "$(text MacValid verify-mac --key-id "$hmac" --mac-algorithm HMAC_SHA_256 --message fileb://plain --mac fileb://mac)" = True ]
refused KMSInvalidMacException verify-mac --key-id "$hmac" --mac-algorithm HMAC_SHA_256 --message fileb://other --mac fileb://mac
echo "step: generate and verify a MAC"

brought=$(text KeyMetadata.KeyId create-key --origin EXTERNAL)
openssl rand 32 >material
# imports EXPIRATION-OPTIONS...: wraps the material under a new wrapping key.
imports() {
    text '[PublicKey, ImportToken, ParametersValidTo]' get-parameters-for-import --key-id "$brought" \
        --wrapping-algorithm RSAES_OAEP_SHA_256 --wrapping-key-spec RSA_3072 >parameters
    cut -f1 parameters | base64 -d | openssl pkey -pubin -inform DER -out wrapping.pem
    cut -f2 parameters | base64 -d >token
    openssl pkeyutl -encrypt -pubin -inkey wrapping.pem -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 \
        -pkeyopt rsa_mgf1_md:sha256 -in material -out wrapped
    aws kms import-key-material --key-id "$brought" --import-token fileb://token \
        --encrypted-key-material fileb://wrapped "$@" >/dev/null
}
refused KMSInvalidStateException encrypt --key-id "$brought" --plaintext fileb://plain
imports --expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE
bytes CiphertextBlob encrypt --key-id "$brought" --plaintext fileb://plain >sealed.brought
aws kms delete-imported-key-material --key-id "$brought" >/dev/null
refused KMSInvalidStateException decrypt --ciphertext-blob fileb://sealed.brought
# Within a day, by the server's clock: as long as the wrapping key before was good.
imports --valid-to "$(cut -f3 parameters)"
bytes Plaintext decrypt --ciphertext-blob fileb://sealed.brought | cmp - plain
advance 25h
refused KMSInvalidStateException decrypt --ciphertext-blob fileb://sealed.brought
echo "step: import, delete and let expire"

aws kms schedule-key-deletion --key-id "$key" --pending-window-in-days 7 >/dev/null
advance 8d
refused NotFoundException describe-key --key-id "$key"
refused NotFoundException describe-key --key-id alias/life-cli
echo "step: delete by the clock"
