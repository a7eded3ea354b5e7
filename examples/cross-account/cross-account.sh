#!/usr/bin/env bash
# Two accounts and one key, with the stock AWS CLI: a role in account B uses A's key only after both sides allow it, and a
# grant lets a user decrypt under one encryption context alone. Start `bin/claviger dev` in another shell first.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)

export AWS_ENDPOINT_URL=${AWS_ENDPOINT_URL:-http://127.0.0.1:4566} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_DEFAULT_OUTPUT=text AWS_PAGER=
# In development the 12 digits of an account are an access key of its root user.
A=${ACCOUNT_A:-111122223333} B=${ACCOUNT_B:-444455556666}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf hello >"$work/hello"
# blob BASE64: as a file, which every version of the CLI takes for bytes
blob() { base64 -d <<<"$1" >"$work/$(cksum <<<"$1" | tr ' ' -)" && echo "fileb://$work/$(cksum <<<"$1" | tr ' ' -)"; }

say() { printf '\n== %s\n' "$*"; }
fail() { echo "FAILED: $*" >&2 && exit 1; }

# as ID SECRET [TOKEN] -- command: runs it with these credentials
as() {
    local id=$1 secret=$2 token=
    shift 2
    [ "$1" = -- ] || { token=$1 && shift; }
    shift
    env AWS_ACCESS_KEY_ID="$id" AWS_SECRET_ACCESS_KEY="$secret" AWS_SESSION_TOKEN="$token" "$@"
}
# Named outright, since versions of the CLI before 2.13 do not read AWS_ENDPOINT_URL.
aws=(aws --endpoint-url "$AWS_ENDPOINT_URL")
a() { as "$A" test -- "${aws[@]}" "$@"; }
b() { as "$B" test -- "${aws[@]}" "$@"; }

# denied NAME command: it must be denied; prints the refusal, and keeps the request's id for `claviger explain`
denied() {
    local out
    if out=$("$@" --debug 2>&1); then
        fail "was not denied: $*"
    fi
    grep -o 'An error occurred (AccessDenied[A-Za-z]*).*' <<<"$out" | tail -1 || fail "$(tail -3 <<<"$out")"
    request=$(grep -io "x-amzn-requestid': '[0-9a-f-]*" <<<"$out" | tail -1 | sed "s/.*'//")
}

# access_key COMMAND…: makes an access key and prints its id and secret
access_key() { "$@" --query 'AccessKey.[AccessKeyId,SecretAccessKey]'; }

say "Account A has a key; account B has a role, and an operator who may assume it"
key=$(a kms create-key --description 'reports' --query KeyMetadata.Arn)
trust='{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"'$B'"},"Action":"sts:AssumeRole"}}'
role=$(b iam create-role --role-name reports --assume-role-policy-document "$trust" --query Role.Arn)
b iam create-user --user-name operator >/dev/null
b iam put-user-policy --user-name operator --policy-name assume --policy-document \
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"'"$role"'"}}'
read -r operator operator_secret < <(access_key b iam create-access-key --user-name operator)
read -r id secret token < <(as "$operator" "$operator_secret" -- "${aws[@]}" sts assume-role --role-arn "$role" \
    --role-session-name nightly --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]')
session() { as "$id" "$secret" "$token" -- "${aws[@]}" "$@"; }
as "$id" "$secret" "$token" -- "${aws[@]}" sts get-caller-identity --query Arn
encrypt=(kms encrypt --key-id "$key" --plaintext "fileb://$work/hello" --query CiphertextBlob)

say "Nobody has allowed the role anything: it is denied"
denied session "${encrypt[@]}"
first_denial=$request

say "B allows it, A does not: denied"
b iam put-role-policy --role-name reports --policy-name use --policy-document \
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt"],"Resource":"'"$key"'"}}'
denied session "${encrypt[@]}"

say "A allows it too: it encrypts"
policy() { # $1: another statement, after a comma
    printf '{"Version":"2012-10-17","Statement":[{"Sid":"Account","Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:*","Resource":"*"}%s]}' "$A" "$1"
}
a kms put-key-policy --key-id "$key" --policy-name default --policy \
    "$(policy ',{"Sid":"Reports","Effect":"Allow","Principal":{"AWS":"'"$role"'"},"Action":["kms:Encrypt","kms:Decrypt"],"Resource":"*"}')"
sealed=$(session "${encrypt[@]}")
session kms decrypt --ciphertext-blob "$(blob "$sealed")" --query Plaintext

say "B takes its side back, and gives it again: the very next call knows"
b iam delete-role-policy --role-name reports --policy-name use
denied session "${encrypt[@]}"
b iam put-role-policy --role-name reports --policy-name use --policy-document \
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt"],"Resource":"'"$key"'"}}'

say "A grant lets carol decrypt under one encryption context"
carol=$(a iam create-user --user-name carol --query User.Arn)
read -r carol_id carol_secret < <(access_key a iam create-access-key --user-name carol)
a kms create-grant --key-id "$key" --grantee-principal "$carol" --operations Decrypt \
    --constraints '{"EncryptionContextEquals":{"purpose":"report"}}' >/dev/null
report=$(a "${encrypt[@]}" --encryption-context purpose=report)
other=$(a "${encrypt[@]}" --encryption-context purpose=other)
as "$carol_id" "$carol_secret" -- "${aws[@]}" kms decrypt --ciphertext-blob "$(blob "$report")" --encryption-context purpose=report --query Plaintext
denied as "$carol_id" "$carol_secret" -- "${aws[@]}" kms decrypt --ciphertext-blob "$(blob "$other")" --encryption-context purpose=other
last_denial=$request

claviger() { as "$A" test -- "$root/bin/claviger" "$@"; }
say "Who can decrypt: the root user of A, the role of B, carol, and nobody else"
claviger who-can "$key" --action kms:Decrypt --json >/dev/null
claviger who-can "$key" --action kms:Decrypt

say "What would change if A took the role out of the policy again"
policy '' >"$work/policy.json"
claviger what-if "$key" --policy "$work/policy.json"

say "Why carol was denied"
claviger explain "$last_denial"
say "Why the role was denied at first, as its own account sees it"
as "$B" test -- "$root/bin/claviger" explain "$first_denial"
say "done"
