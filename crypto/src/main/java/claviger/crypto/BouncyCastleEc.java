package claviger.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.agreement.ECDHCBasicAgreement;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/// Curves by Bouncy Castle: secp256k1, where it is three times as fast as Amazon's library, and
/// all others on platforms which that does not know.
record BouncyCastleEc() implements EcEngine {

    @Override
    public SecretBytes generate(Curve curve) {
        var domain = new ECDomainParameters(parameters(curve));
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(domain, new SecureRandom()));
        var scalar = ((ECPrivateKeyParameters) generator.generateKeyPair().getPrivate()).getD();
        return new EcNumbers(curve, scalar, point(curve, scalar)).pkcs8();
    }

    /// The public key of a scalar, uncompressed.
    static Blob point(Curve curve, BigInteger scalar) {
        return Blob.adopt(new FixedPointCombMultiplier()
                .multiply(parameters(curve).getG(), scalar)
                .getEncoded(false));
    }

    private static X9ECParameters parameters(Curve curve) {
        return CustomNamedCurves.getByName(
                switch (curve) {
                    case P256 -> "secp256r1";
                    case P384 -> "secp384r1";
                    case P521 -> "secp521r1";
                    case SECP256K1 -> "secp256k1";
                });
    }

    @Override
    public Private privateKey(Curve curve, byte[] pkcs8) {
        try {
            return new JavaPrivate((ECPrivateKeyParameters) PrivateKeyFactory.createKey(pkcs8), curve.length());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public Public publicKey(Curve curve, byte[] spki) {
        try {
            return new JavaPublic((ECPublicKeyParameters) PublicKeyFactory.createKey(spki));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private record JavaPrivate(ECPrivateKeyParameters key, int length) implements Private {

        /// With the number k of RFC 6979: no randomness can be bad enough to give the key away.
        @Override
        public byte[] sign(Digest digest) {
            var hash = new JdkDigest(digest.hash().algorithm());
            var signer = new ECDSASigner(new HMacDSAKCalculator(hash));
            signer.init(true, key);
            var signature = signer.generateSignature(digest.value().shared());
            try {
                return StandardDSAEncoding.INSTANCE.encode(signer.getOrder(), signature[0], signature[1]);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        @Override
        public byte[] agree(Public peer) {
            var agreement = new ECDHCBasicAgreement();
            agreement.init(key);
            var x = agreement.calculateAgreement(((JavaPublic) peer).key);
            return BigIntegers.asUnsignedByteArray(length, x);
        }

        @Override
        public void destroy() {
            key.destroy();
        }

        @Override
        public String toString() {
            return "JavaPrivate";
        }
    }

    private record JavaPublic(ECPublicKeyParameters key) implements Public {

        @Override
        public boolean verify(Digest digest, byte[] signature) {
            var signer = new ECDSASigner();
            signer.init(false, key);
            try {
                var numbers = StandardDSAEncoding.INSTANCE.decode(signer.getOrder(), signature);
                return signer.verifySignature(digest.value().shared(), numbers[0], numbers[1]);
            } catch (IOException refused) {
                return false;
            }
        }
    }
}
