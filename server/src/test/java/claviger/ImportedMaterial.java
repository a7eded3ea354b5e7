package claviger;

import claviger.kms.KeySpec;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.EnumMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/// Key material that somebody else made, with the JDK or Bouncy Castle.
final class ImportedMaterial {

    private final byte[] secret;
    private final byte @Nullable [] spki;

    private ImportedMaterial(byte[] secret, byte @Nullable [] spki) {
        this.secret = secret;
        this.spki = spki;
    }

    /// The bytes of a symmetric or HMAC key, PKCS#8 of a key pair.
    byte[] secret() {
        return secret;
    }

    /// The public key of a key pair.
    byte @Nullable [] spki() {
        return spki;
    }

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Map<KeySpec, String> SEEDS = new EnumMap<>(Map.of(
            KeySpec.ML_DSA_44, "2.16.840.1.101.3.4.3.17",
            KeySpec.ML_DSA_65, "2.16.840.1.101.3.4.3.18",
            KeySpec.ML_DSA_87, "2.16.840.1.101.3.4.3.19",
            KeySpec.ML_KEM_512, "2.16.840.1.101.3.4.4.1",
            KeySpec.ML_KEM_768, "2.16.840.1.101.3.4.4.2",
            KeySpec.ML_KEM_1024, "2.16.840.1.101.3.4.4.3"));

    static ImportedMaterial of(KeySpec spec) throws GeneralSecurityException, IOException {
        return switch (spec) {
            case SYMMETRIC_DEFAULT, HMAC_256 -> new ImportedMaterial(random(32), null);
            case HMAC_224 -> new ImportedMaterial(random(28), null);
            case HMAC_384 -> new ImportedMaterial(random(48), null);
            case HMAC_512 -> new ImportedMaterial(random(64), null);
            case RSA_2048, RSA_3072, RSA_4096 -> {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(Integer.parseInt(spec.name().substring(4)));
                yield pair(generator);
            }
            case ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521 -> {
                var generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp" + spec.name().substring(10) + "r1"));
                yield pair(generator);
            }
            case ECC_SECG_P256K1 -> onCurve("secp256k1", random(31));
            case ECC_NIST_EDWARDS25519 -> pair(KeyPairGenerator.getInstance("Ed25519"));
            case ML_DSA_44 -> mlDsa(spec, MLDSAParameters.ml_dsa_44);
            case ML_DSA_65 -> mlDsa(spec, MLDSAParameters.ml_dsa_65);
            case ML_DSA_87 -> mlDsa(spec, MLDSAParameters.ml_dsa_87);
            case ML_KEM_512 -> mlKem(spec, MLKEMParameters.ml_kem_512);
            case ML_KEM_768 -> mlKem(spec, MLKEMParameters.ml_kem_768);
            case ML_KEM_1024 -> mlKem(spec, MLKEMParameters.ml_kem_1024);
            case SM2 -> onCurve("sm2p256v1", random(31));
        };
    }

    private static ImportedMaterial pair(KeyPairGenerator generator) {
        var pair = generator.generateKeyPair();
        return new ImportedMaterial(
                pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
    }

    private static ImportedMaterial onCurve(String name, byte[] scalar) throws IOException {
        var curve = CustomNamedCurves.getByName(name);
        var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, oid(name));
        var point = curve.getG().multiply(new BigInteger(1, scalar)).getEncoded(false);
        return new ImportedMaterial(
                ecPkcs8(name, scalar, false), new SubjectPublicKeyInfo(algorithm, point).getEncoded());
    }

    private static ASN1ObjectIdentifier oid(String curve) {
        return CustomNamedCurves.getOID(curve);
    }

    private static ImportedMaterial mlDsa(KeySpec spec, MLDSAParameters parameters) throws IOException {
        var seed = random(32);
        return fromSeed(spec, seed, new MLDSAPrivateKeyParameters(parameters, seed).getPublicKey());
    }

    private static ImportedMaterial mlKem(KeySpec spec, MLKEMParameters parameters) throws IOException {
        var seed = random(64);
        return fromSeed(spec, seed, new MLKEMPrivateKeyParameters(parameters, seed).getPublicKey());
    }

    private static ImportedMaterial fromSeed(KeySpec spec, byte[] seed, byte[] publicKey) throws IOException {
        var algorithm = new AlgorithmIdentifier(new ASN1ObjectIdentifier(SEEDS.get(spec)));
        return new ImportedMaterial(
                new PrivateKeyInfo(algorithm, new DERTaggedObject(false, 0, new DEROctetString(seed))).getEncoded(),
                new SubjectPublicKeyInfo(algorithm, publicKey).getEncoded());
    }

    /// @param foreignPublicKey whether the public key in it is another's
    static byte[] ecPkcs8(String name, byte[] scalar, boolean foreignPublicKey) throws IOException {
        var number = new BigInteger(1, scalar);
        var point = CustomNamedCurves.getByName(name)
                .getG()
                .multiply(foreignPublicKey ? number.add(BigInteger.ONE) : number);
        var key = new ECPrivateKey(256, number, new DERBitString(point.getEncoded(false)), null);
        return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, oid(name)), key)
                .getEncoded();
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
