package claviger;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC5649WrapEngine;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/// Wraps key material for its import as a customer does, with the JDK and Bouncy Castle.
public final class Wrapping {

    private Wrapping() {}

    /// @param algorithm as ImportKeyMaterial calls it
    /// @param spki the wrapping key
    public static byte[] wrap(String algorithm, byte[] spki, byte[] secret) throws GeneralSecurityException {
        if (algorithm.startsWith("RSAES")) {
            return oaep(algorithm, publicKey(spki), secret);
        }
        var aesKey = new byte[32];
        new SecureRandom().nextBytes(aesKey);
        var engine = new RFC5649WrapEngine(AESEngine.newInstance());
        engine.init(true, new KeyParameter(aesKey));
        var behind = engine.wrap(secret, 0, secret.length);
        var before = oaep(algorithm, publicKey(spki), aesKey);
        var both = Arrays.copyOf(before, before.length + behind.length);
        System.arraycopy(behind, 0, both, before.length, behind.length);
        return both;
    }

    /// The ciphertext in the form of GM/T 0009.
    static byte[] sm2(byte[] spki, byte[] secret) throws IOException, InvalidCipherTextException {
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(true, new ParametersWithRandom(PublicKeyFactory.createKey(spki), new SecureRandom()));
        var plain = engine.processBlock(secret, 0, secret.length);
        return new DERSequence(new ASN1Encodable[] {
                    new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(plain, 1, 33))),
                    new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(plain, 33, 65))),
                    new DEROctetString(Arrays.copyOfRange(plain, 65, 97)),
                    new DEROctetString(Arrays.copyOfRange(plain, 97, plain.length))
                })
                .getEncoded();
    }

    static PublicKey publicKey(byte[] spki) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki));
    }

    private static byte[] oaep(String algorithm, PublicKey key, byte[] secret) throws GeneralSecurityException {
        var hash = algorithm.endsWith("_1") ? "SHA-1" : "SHA-256";
        var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                key,
                new OAEPParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
        return cipher.doFinal(secret);
    }
}
