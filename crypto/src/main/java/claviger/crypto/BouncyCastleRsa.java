package claviger.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/// RSA by Bouncy Castle: for platforms that Amazon's library does not know.
record BouncyCastleRsa() implements RsaEngine {

    private static final BigInteger F4 = BigInteger.valueOf(65537);

    /// The probability that p or q is no prime is below 2^-128.
    private static final int CERTAINTY = 128;

    @Override
    public SecretBytes generate(int bits) {
        var generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(F4, new SecureRandom(), bits, CERTAINTY));
        try {
            return SecretBytes.adopt(PrivateKeyInfoFactory.createPrivateKeyInfo(
                            generator.generateKeyPair().getPrivate())
                    .getEncoded());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public Private privateKey(byte[] pkcs8) {
        try {
            return new JavaPrivate((RSAPrivateCrtKeyParameters) PrivateKeyFactory.createKey(pkcs8));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public Public publicKey(byte[] spki) {
        try {
            return new JavaPublic((RSAKeyParameters) PublicKeyFactory.createKey(spki));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private record JavaPrivate(RSAPrivateCrtKeyParameters key) implements Private {

        @Override
        public byte[] apply(byte[] block) {
            return raw(key, block);
        }

        @Override
        public byte[] decrypt(Oaep oaep, byte[] ciphertext) {
            var cipher = oaep(oaep);
            cipher.init(false, key);
            return process(cipher, ciphertext);
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

    private record JavaPublic(RSAKeyParameters key) implements Public {

        @Override
        public byte[] apply(byte[] block) {
            return raw(key, block);
        }

        @Override
        public byte[] encrypt(Oaep oaep, byte[] plaintext) {
            var cipher = oaep(oaep);
            cipher.init(true, key);
            return process(cipher, plaintext);
        }
    }

    /// As for encryption, since then the result is as long as the modulus.
    private static byte[] raw(RSAKeyParameters key, byte[] block) {
        var engine = new RSABlindedEngine();
        engine.init(true, key);
        return engine.processBlock(block, 0, block.length);
    }

    private static OAEPEncoding oaep(Oaep oaep) {
        return new OAEPEncoding(
                new RSABlindedEngine(), new JdkDigest(oaep.hash()), new JdkDigest(oaep.hash()), new byte[0]);
    }

    private static byte[] process(AsymmetricBlockCipher cipher, byte[] block) {
        try {
            return cipher.processBlock(block, 0, block.length);
        } catch (InvalidCipherTextException refused) {
            throw new IllegalStateException("refused by Bouncy Castle", refused);
        }
    }
}
