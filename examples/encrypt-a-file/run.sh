#!/usr/bin/env bash
# The whole story in one go: a file encrypted under a key of a Claviger that is then killed, and decrypted with what
# it comes back with. Prints what it does; ends with 0 only if the decrypted file is the same.
set -euo pipefail

if [ "${1:-}" = --help ]; then
    cat <<'HELP'
usage: examples/encrypt-a-file/run.sh [MIB]

Starts 'claviger dev' on a free port with a data folder of its own, makes a key, encrypts a random file of MIB MiB
(default 100) with the AWS Encryption SDK, kills the server with SIGKILL, starts it again on the same folder, decrypts
the file, and compares the SHA-256 of both. Everything is in a temporary folder that is removed at the end.
HELP
    exit 0
fi
mib=${1:-100}

here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/scripts/jdk.sh"
find_jdk

if [ ! -d "$here/target/lib" ] || [ ! -d "$here/target/classes" ]; then
    echo "Building the example (once) ..."
    (cd "$root" && run_mvn -q -pl examples/encrypt-a-file -Dspotless.check.skip=true process-classes) >&2
fi

work=$(mktemp -d)
server=
cleanup() {
    [ -z "$server" ] || kill -9 "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

say() { echo "$(date +%T) $*"; }

start_server() {
    : >"$work/out"
    "$root/bin/claviger" dev --data-dir "$work/data" --port 0 >"$work/out" 2>"$work/err" &
    server=$!
    # The first start may build the server, so it has minutes.
    for _ in $(seq 3000); do
        url=$(sed -n 's/^ready //p' "$work/out")
        [ -z "$url" ] || break
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    if [ -z "$url" ]; then
        echo "claviger dev does not start:" >&2
        cat "$work/err" >&2
        exit 1
    fi
    export AWS_ENDPOINT_URL=$url
    say "claviger dev serves at $url (process $server)"
}

# 64 MiB of heap for a file of 100 MiB: it streams, or it fails.
encrypt_a_file() {
    "$JAVA_HOME/bin/java" -Xmx64m -XX:+UseSerialGC -cp "$here/target/classes:$here/target/lib/*" \
        claviger.examples.encryptafile.EncryptAFile "$@"
}

sha256() { sha256sum <"$1" | cut -d' ' -f1; }

export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
unset AWS_SESSION_TOKEN AWS_PROFILE

start_server
say "made $(encrypt_a_file create-key alias/files) with the name alias/files"

head -c "${mib}M" /dev/urandom >"$work/file"
encrypt_a_file encrypt alias/files "$work/file" "$work/file.encrypted"
say "encrypted $(stat -c %s "$work/file") bytes to $(stat -c %s "$work/file.encrypted")"

kill -9 "$server"
wait "$server" 2>/dev/null || true
say "killed the server with SIGKILL"

start_server
encrypt_a_file decrypt alias/files "$work/file.encrypted" "$work/file.decrypted"
say "decrypted $(stat -c %s "$work/file.decrypted") bytes"

before=$(sha256 "$work/file")
after=$(sha256 "$work/file.decrypted")
if [ "$before" != "$after" ]; then
    echo "FAILED: SHA-256 was $before, is $after" >&2
    exit 1
fi
kill "$server"
wait "$server" 2>/dev/null || true
server=
say "the same: SHA-256 $after"
