package claviger.crypto;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The frames around the keys of one algorithm: SubjectPublicKeyInfo (RFC 5280) and PrivateKeyInfo
/// (RFC 5208, 5958). The algorithm is compared as a whole, so that explicit parameters, missing
/// ones and other algorithms need no rule of their own.
final class KeyEncoding {

    /// rsaEncryption with NULL (RFC 8017, appendix A.1).
    static final KeyEncoding RSA = new KeyEncoding(Der.sequence(Der.objectIdentifier("2a864886f70d010101"), Der.NULL));

    /// id-Ed25519 without parameters (RFC 8410, section 3).
    static final KeyEncoding ED25519 = new KeyEncoding(Der.sequence(Der.objectIdentifier("2b6570")));

    private static final int ATTRIBUTES = 0xa0;
    private static final int PUBLIC_KEY = 0x81;

    private final byte[] algorithm;

    private KeyEncoding(Der algorithm) {
        this.algorithm = algorithm.encode();
    }

    /// id-ecPublicKey with a named curve (RFC 5480, section 2.1).
    ///
    /// @param curve the encoded identifier, without tag and length
    static KeyEncoding ec(String curve) {
        return new KeyEncoding(Der.sequence(Der.objectIdentifier("2a8648ce3d0201"), Der.objectIdentifier(curve)));
    }

    Blob writePublic(Der key) {
        return Blob.adopt(Der.sequence(Der.raw(algorithm), Der.bitString(key)).encode());
    }

    /// The key's own encoding; throws as [DerReader] does.
    Blob readPublic(byte[] spki) {
        var outer = DerReader.ofOnly(Der.SEQUENCE, spki);
        outer.expect(algorithm);
        var key = outer.bitString(Der.BIT_STRING);
        outer.end();
        return Blob.adopt(key);
    }

    SecretBytes writePrivate(Der key) {
        return SecretBytes.adopt(Der.sequence(Der.integer(0), Der.raw(algorithm), Der.octetString(key))
                .encode());
    }

    /// @param key the key's own encoding
    /// @param publicKey that of the public key, which version 1 has
    record Private(DerReader key, @Nullable Blob publicKey) {}

    /// Throws as [DerReader] does. Attributes say nothing about the key, and are not kept.
    Private readPrivate(byte[] pkcs8) {
        var outer = DerReader.ofOnly(Der.SEQUENCE, pkcs8);
        var version = outer.integer().intValueExact();
        DerReader.require(version <= 1);
        outer.expect(algorithm);
        var key = outer.enter(Der.OCTET_STRING);
        if (outer.has(ATTRIBUTES)) {
            outer.enter(ATTRIBUTES);
        }
        // RFC 5958, section 2: version 1 if and only if there is a public key.
        var publicKey = version == 1 ? Blob.adopt(outer.bitString(PUBLIC_KEY)) : null;
        outer.end();
        return new Private(key, publicKey);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(algorithm);
    }
}
