// Encrypts or decrypts a file with the AWS Encryption SDK for JavaScript.
// usage: encryption-sdk.js encrypt|decrypt single|multi-Region KEY-ARN FROM TO
import { readFileSync, writeFileSync } from "node:fs";
import { buildDecrypt } from "@aws-crypto/decrypt-node";
import { buildEncrypt } from "@aws-crypto/encrypt-node";
import { buildAwsKmsMrkAwareStrictMultiKeyringNode, KmsKeyringNode } from "@aws-crypto/kms-keyring-node";

const [verb, kind, generatorKeyId, from, to] = process.argv.slice(2);
const keyring = kind === "single"
  ? new KmsKeyringNode({ generatorKeyId })
  : buildAwsKmsMrkAwareStrictMultiKeyringNode({ generatorKeyId });
if (verb === "encrypt") {
  const { result } = await buildEncrypt().encrypt(keyring, readFileSync(from), { encryptionContext: { purpose: "story" } });
  writeFileSync(to, result);
} else {
  writeFileSync(to, (await buildDecrypt().decrypt(keyring, readFileSync(from))).plaintext);
}
