// Signatures of KMS keys, given to those who check them in the field: a wallet (ethers) and a JWT library (jose).
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { KMS } from "@aws-sdk/client-kms";
import { computeAddress, hashMessage, recoverAddress, Signature, toBigInt, toBeHex, version } from "ethers";
import { jwtVerify } from "jose";

console.log("ethers", version, "and jose");

const kms = new KMS({});
const signerOf = async (KeySpec) => {
  const { KeyMetadata } = await kms.createKey({ KeySpec, KeyUsage: "SIGN_VERIFY" });
  const { PublicKey } = await kms.getPublicKey({ KeyId: KeyMetadata.KeyId });
  return {
    KeyId: KeyMetadata.KeyId,
    publicKey: createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" }),
  };
};

// DER SEQUENCE of two INTEGERs, each shorter than 128 bytes, to r and s (RFC 3279, 2.2.3).
const integersOf = (der) => {
  const r = der.subarray(4, 4 + der[3]);
  const s = der.subarray(6 + der[3], 6 + der[3] + der[5 + der[3]]);
  return [r, s].map((bytes) => toBigInt(Uint8Array.from(bytes)));
};

{
  const { KeyId, publicKey } = await signerOf("ECC_SECG_P256K1");
  const { x, y } = publicKey.export({ format: "jwk" });
  const hex = (part) => Buffer.from(part, "base64url").toString("hex").padStart(64, "0");
  const address = computeAddress(`0x04${hex(x)}${hex(y)}`);
  const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  // Several, so that both halves of the range of s, and both parities, are met.
  for (let message = 0; message < 8; message++) {
    const digest = hashMessage(`transfer ${message}`);
    const signed = await kms.sign({
      KeyId, Message: Buffer.from(digest.slice(2), "hex"), MessageType: "DIGEST", SigningAlgorithm: "ECDSA_SHA_256",
    });
    const [r, s] = integersOf(signed.Signature);
    // Wallets take only the lower s (EIP-2); KMS, like AWS, gives either.
    const low = s > ORDER / 2n ? ORDER - s : s;
    const recovered = [27, 28].map((v) =>
      recoverAddress(digest, Signature.from({ r: toBeHex(r, 32), s: toBeHex(low, 32), v })));
    assert.equal(recovered.filter((each) => each === address).length, 1, `${recovered} without ${address}`);
  }
  console.log("step: ethers recovers the address");
}

for (const [alg, KeySpec, SigningAlgorithm] of [
  ["RS256", "RSA_2048", "RSASSA_PKCS1_V1_5_SHA_256"],
  ["PS256", "RSA_2048", "RSASSA_PSS_SHA_256"],
  ["ES256", "ECC_NIST_P256", "ECDSA_SHA_256"],
  ["EdDSA", "ECC_NIST_EDWARDS25519", "ED25519_SHA_512"],
]) {
  const { KeyId, publicKey } = await signerOf(KeySpec);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part({ alg, kid: KeyId })}.${part({ sub: "alice" })}`;
  const { Signature: signature } = await kms.sign({ KeyId, Message: Buffer.from(input), SigningAlgorithm });
  // RFC 7518, 3.4: R and S, 32 bytes each.
  const raw = alg === "ES256"
    ? Buffer.concat(integersOf(signature).map((each) => Buffer.from(toBeHex(each, 32).slice(2), "hex")))
    : Buffer.from(signature);
  const { payload } = await jwtVerify(`${input}.${raw.toString("base64url")}`, publicKey, { algorithms: [alg] });
  assert.equal(payload.sub, "alice");
  const forged = `${part({ alg, kid: KeyId })}.${part({ sub: "mallory" })}.${raw.toString("base64url")}`;
  await assert.rejects(jwtVerify(forged, publicKey, { algorithms: [alg] }), { code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" });
  console.log(`step: jose accepts ${alg}`);
}
