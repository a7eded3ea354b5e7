// The life of a key, told with the AWS SDK for JavaScript 3 and node:crypto. The same steps as LifeOfAKeyTest and
// stories/life-of-a-key.sh tell. Who and where: the usual environment variables.
// usage: life-of-a-key.js CHECKOUT PORT
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  createPublicKey, constants, diffieHellman, generateKeyPairSync, publicEncrypt, randomBytes, verify,
} from "node:crypto";
import { createRequire } from "node:module";
import { KMS } from "@aws-sdk/client-kms";

const [checkout, port] = process.argv.slice(2);
const advance = (by) => execFileSync(`${checkout}/bin/claviger`, ["clock", "advance", "--port", port, by]);
console.log("AWS SDK for JavaScript", createRequire(import.meta.url)("@aws-sdk/client-kms/package.json").version);

const kms = new KMS({});
const refused = (name, call) => assert.rejects(call, { name });
const until = async (holds) => {
  const end = Date.now() + 30_000;
  while (!(await holds())) assert(Date.now() < end, `does not come true: ${holds}`);
};
const created = async (parameters) => (await kms.createKey(parameters)).KeyMetadata.KeyId;
const plain = Buffer.from("a secret");
const other = Buffer.from("another text");

const KeyId = await created({ Description: "a life" });
await kms.createAlias({ AliasName: "alias/life-js", TargetKeyId: KeyId });
assert.equal((await kms.describeKey({ KeyId: "alias/life-js" })).KeyMetadata.KeyId, KeyId);
console.log("step: create a key and an alias");

const EncryptionContext = { purpose: "story" };
const { CiphertextBlob } = await kms.encrypt({ KeyId: "alias/life-js", Plaintext: plain, EncryptionContext });
const opens = async () =>
  assert.deepEqual(Buffer.from((await kms.decrypt({ CiphertextBlob, EncryptionContext })).Plaintext), plain);
await opens();
await refused("InvalidCiphertextException", kms.decrypt({ CiphertextBlob, EncryptionContext: { purpose: "another" } }));
console.log("step: encrypt and decrypt with a context");

const dataKey = await kms.generateDataKey({ KeyId, KeySpec: "AES_256" });
assert.equal(dataKey.Plaintext.length, 32);
assert.deepEqual((await kms.decrypt({ CiphertextBlob: dataKey.CiphertextBlob })).Plaintext, dataKey.Plaintext);
console.log("step: generate a data key");

const material = async () => (await kms.describeKey({ KeyId })).KeyMetadata.CurrentKeyMaterialId;
const rotations = async () => (await kms.listKeyRotations({ KeyId })).Rotations.map((each) => each.RotationType);
const first = await material();
await kms.enableKeyRotation({ KeyId, RotationPeriodInDays: 90 });
assert.equal(await material(), first);
advance("90d");
const second = await material();
assert.notEqual(second, first);
assert.deepEqual(await rotations(), ["AUTOMATIC"]);
await opens();
console.log("step: rotate by the clock");

await kms.rotateKeyOnDemand({ KeyId });
await until(async () => (await material()) !== second);
assert((await rotations()).includes("ON_DEMAND"));
await opens();
console.log("step: rotate on demand");

await kms.disableKey({ KeyId });
await refused("DisabledException", kms.encrypt({ KeyId, Plaintext: plain }));
await kms.enableKey({ KeyId });
await opens();
console.log("step: disable and enable");

await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
assert.equal((await kms.describeKey({ KeyId })).KeyMetadata.KeyState, "PendingDeletion");
await refused("KMSInvalidStateException", kms.encrypt({ KeyId, Plaintext: plain }));
await kms.cancelKeyDeletion({ KeyId });
await refused("DisabledException", kms.encrypt({ KeyId, Plaintext: plain }));
await kms.enableKey({ KeyId });
await opens();
console.log("step: schedule and cancel deletion");

const there = new KMS({ region: "eu-west-1" });
const primary = await created({ MultiRegion: true });
const sealedHere = await kms.encrypt({ KeyId: primary, Plaintext: plain });
await refused("NotFoundException", there.describeKey({ KeyId: primary }));
await kms.replicateKey({ KeyId: primary, ReplicaRegion: "eu-west-1" });
await until(async () => (await there.describeKey({ KeyId: primary })).KeyMetadata.KeyState === "Enabled");
const openedThere = await there.decrypt({ KeyId: primary, CiphertextBlob: sealedHere.CiphertextBlob });
assert.deepEqual(Buffer.from(openedThere.Plaintext), plain);
console.log("step: replicate to eu-west-1 and decrypt there");

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
for (const [KeySpec, SigningAlgorithm, digest, options] of [
  ["RSA_2048", "RSASSA_PKCS1_V1_5_SHA_256", "sha256", {}],
  ["RSA_2048", "RSASSA_PSS_SHA_384", "sha384", pss],
  ["ECC_NIST_P256", "ECDSA_SHA_256", "sha256", {}],
  ["ECC_NIST_EDWARDS25519", "ED25519_SHA_512", null, {}],
]) {
  const signer = await created({ KeySpec, KeyUsage: "SIGN_VERIFY" });
  const { Signature } = await kms.sign({ KeyId: signer, Message: plain, SigningAlgorithm });
  const publicKey = createPublicKey({
    key: Buffer.from((await kms.getPublicKey({ KeyId: signer })).PublicKey), format: "der", type: "spki",
  });
  assert(verify(digest, plain, { key: publicKey, ...options }, Signature), SigningAlgorithm);
  assert(!verify(digest, other, { key: publicKey, ...options }, Signature), SigningAlgorithm);
  assert((await kms.verify({ KeyId: signer, Message: plain, SigningAlgorithm, Signature })).SignatureValid);
}
console.log("step: sign with RSA, P-256 and Ed25519");

const agreed = await created({ KeySpec: "ECC_NIST_P256", KeyUsage: "KEY_AGREEMENT" });
const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
const shared = await kms.deriveSharedSecret({
  KeyId: agreed, KeyAgreementAlgorithm: "ECDH", PublicKey: own.publicKey.export({ format: "der", type: "spki" }),
});
const theirs = createPublicKey({
  key: Buffer.from((await kms.getPublicKey({ KeyId: agreed })).PublicKey), format: "der", type: "spki",
});
assert.deepEqual(
  Buffer.from(shared.SharedSecret), diffieHellman({ privateKey: own.privateKey, publicKey: theirs }));
console.log("step: derive a shared secret");

const hmac = { KeyId: await created({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }), MacAlgorithm: "HMAC_SHA_256" };
const { Mac } = await kms.generateMac({ ...hmac, Message: plain });
assert((await kms.verifyMac({ ...hmac, Message: plain, Mac })).MacValid);
await refused("KMSInvalidMacException", kms.verifyMac({ ...hmac, Message: other, Mac }));
console.log("step: generate and verify a MAC");

const brought = await created({ Origin: "EXTERNAL" });
const secret = randomBytes(32);
const imports = async (expiration) => {
  const parameters = await kms.getParametersForImport({
    KeyId: brought, WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_3072",
  });
  const key = createPublicKey({ key: Buffer.from(parameters.PublicKey), format: "der", type: "spki" });
  const wrapped = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }, secret);
  await kms.importKeyMaterial({
    KeyId: brought, ImportToken: parameters.ImportToken, EncryptedKeyMaterial: wrapped,
    ...(expiration(parameters.ParametersValidTo)),
  });
};
const forEver = () => ({ ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" });
await refused("KMSInvalidStateException", kms.encrypt({ KeyId: brought, Plaintext: plain }));
await imports(forEver);
const sealedByBrought = (await kms.encrypt({ KeyId: brought, Plaintext: plain })).CiphertextBlob;
await kms.deleteImportedKeyMaterial({ KeyId: brought });
await refused("KMSInvalidStateException", kms.decrypt({ CiphertextBlob: sealedByBrought }));
// A day from now, by the server's clock: as long as the wrapping key is good.
await imports((inADay) => ({ ValidTo: inADay }));
assert.deepEqual(Buffer.from((await kms.decrypt({ CiphertextBlob: sealedByBrought })).Plaintext), plain);
advance("25h");
await refused("KMSInvalidStateException", kms.decrypt({ CiphertextBlob: sealedByBrought }));
console.log("step: import, delete and let expire");

await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
advance("8d");
await refused("NotFoundException", kms.describeKey({ KeyId }));
await refused("NotFoundException", kms.describeKey({ KeyId: "alias/life-js" }));
console.log("step: delete by the clock");
