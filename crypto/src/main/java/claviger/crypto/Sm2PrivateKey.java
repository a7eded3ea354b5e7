package claviger.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Optional;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.generators.SM2KeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/// Signs with SM2DSA, decrypts SM2PKE, and agrees on secrets.
public final class Sm2PrivateKey implements AsymmetricPrivateKey {

    /// 32 bytes, big-endian.
    private final SecretBytes scalar;

    private final Sm2PublicKey publicKey;

    private Sm2PrivateKey(SecretBytes scalar, Sm2PublicKey publicKey) {
        this.scalar = scalar;
        this.publicKey = publicKey;
    }

    /// A new key pair.
    public static Sm2PrivateKey generate(Randomness random) {
        var generator = new SM2KeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(Sm2Curve.DOMAIN, Draws.from(random)));
        var generated = (ECPrivateKeyParameters) generator.generateKeyPair().getPrivate();
        var scalar = BigIntegers.asUnsignedByteArray(Sm2.NUMBER_LENGTH, generated.getD());
        return of(SecretBytes.adopt(scalar))
                .orElseThrow(() -> new IllegalStateException("an SM2 key pair does not fit together"));
    }

    /// Reads a DER PrivateKeyInfo that holds an ECPrivateKey (RFC 5915). Empty unless it names the
    /// curve of SM2, the scalar is in its range, and a public key that is given is that of the
    /// scalar.
    public static Optional<Sm2PrivateKey> ofPkcs8(SecretBytes pkcs8) {
        return pkcs8.use(der -> Sm2Forms.PRIVATE.stream()
                .filter(form -> form.matches(der))
                .findFirst()
                .flatMap(form -> of(SecretBytes.adopt(form.read(der, 0)))
                        .filter(key -> form.fields() == 1
                                || MessageDigest.isEqual(form.read(der, 1), key.publicKey.coordinates()))));
    }

    private static Optional<Sm2PrivateKey> of(SecretBytes scalar) {
        var number = scalar.use(BigIntegers::fromUnsignedByteArray);
        if (!Sm2Curve.isScalar(number)) {
            return Optional.empty();
        }
        var point = new FixedPointCombMultiplier()
                .multiply(Sm2Curve.DOMAIN.getG(), number)
                .normalize();
        var publicKey = new Sm2PublicKey(new ECPublicKeyParameters(point, Sm2Curve.DOMAIN));
        return Optional.of(new Sm2PrivateKey(scalar, publicKey)).filter(Sm2PrivateKey::fitsItself);
    }

    /// The pairwise consistency test of FIPS 140-3, with a number k that everybody knows: so it is
    /// a ciphertext of nothing, and not a signature, which would give the key away. As long as a
    /// digest, since SM2 takes another k where the mask is all zeros, and here there is no other.
    private boolean fitsItself() {
        var plaintext = SecretBytes.adopt(new byte[Sm2.DIGEST_LENGTH]);
        return decrypt(publicKey.encryptInsecurely(plaintext, new byte[] {1}))
                .filter(plaintext::sameAs)
                .isPresent();
    }

    /// The other half of the pair.
    @Override
    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    /// DER PrivateKeyInfo with an ECPrivateKey (RFC 5915), the public key in it.
    @Override
    public SecretBytes pkcs8() {
        return SecretBytes.adopt(
                scalar.use(bytes -> Sm2Forms.PRIVATE_WITH_PUBLIC.write(bytes, publicKey.coordinates())));
    }

    /// The signature of a message of any length, under the distinguishing identifier
    /// 1234567812345678, in DER.
    public Blob sign(byte[] message, Randomness random) {
        return sign(Sm2Dsa.ofMessage(), message, random);
    }

    /// The signature of a message that the caller has hashed with SM3, and Z before it, in DER.
    ///
    /// @param digest 32 bytes
    /// @throws IllegalArgumentException if the digest has another length
    public Blob signDigest(byte[] digest, Randomness random) {
        return sign(Sm2Dsa.ofDigest(digest), digest, random);
    }

    private Blob sign(SM2Signer signer, byte[] input, Randomness random) {
        signer.init(
                true,
                new ParametersWithID(
                        new ParametersWithRandom(parameters(), Draws.from(random)), Sm2Dsa.DISTINGUISHING_ID));
        signer.update(input, 0, input.length);
        try {
            return Sm2Encoding.writeSignature(signer.generateSignature());
        } catch (CryptoException impossible) {
            throw new IllegalStateException("SM2 cannot sign", impossible);
        }
    }

    /// The plaintext, or empty if the ciphertext was not made with this public key, or is not DER,
    /// whatever the difference.
    public Optional<SecretBytes> decrypt(Blob ciphertext) {
        var key = parameters();
        return Sm2Encoding.readCiphertext(ciphertext)
                .flatMap(plain -> Untrusted.attempt(() -> {
                    var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
                    engine.init(false, key);
                    return SecretBytes.adopt(engine.processBlock(plain, 0, plain.length));
                }));
    }

    /// The x coordinate of the point that both sides find, 32 bytes: plain ECDH, not the key
    /// exchange protocol of GM/T 0003.3.
    public SecretBytes deriveSharedSecret(Sm2PublicKey peer) {
        var agreement = new ECDHBasicAgreement();
        agreement.init(parameters());
        var x = agreement.calculateAgreement(peer.parameters());
        return SecretBytes.adopt(BigIntegers.asUnsignedByteArray(Sm2.SHARED_SECRET_LENGTH, x));
    }

    private ECPrivateKeyParameters parameters() {
        BigInteger number = scalar.use(BigIntegers::fromUnsignedByteArray);
        return new ECPrivateKeyParameters(number, Sm2Curve.DOMAIN);
    }

    /// Overwrites the key. Using it afterwards is a [SecretBytes.WipedException].
    @Override
    public void wipe() {
        scalar.wipe();
    }

    @Override
    public boolean isWiped() {
        return scalar.isWiped();
    }

    @Override
    public String toString() {
        return "Sm2PrivateKey";
    }
}
