package claviger.crypto;

/// What a library computes for RSA. Of the paddings only OAEP is its business: it has to be
/// undone in constant time.
///
/// All methods throw unchecked exceptions of the library's choice where they refuse.
interface RsaEngine {

    /// A new two-prime key with the exponent 65537, as PKCS#8.
    SecretBytes generate(int bits);

    Private privateKey(byte[] pkcs8);

    Public publicKey(byte[] spki);

    interface Private extends HeldKey.Destroyable {

        /// RSASP1 (RFC 8017, 5.2.1), blinded, and checked against faults.
        ///
        /// @param block as long as the modulus, and below it
        byte[] apply(byte[] block);

        byte[] decrypt(Oaep oaep, byte[] ciphertext);
    }

    interface Public {

        /// RSAVP1 (RFC 8017, 5.2.2).
        ///
        /// @param block as long as the modulus, and below it
        byte[] apply(byte[] block);

        byte[] encrypt(Oaep oaep, byte[] plaintext);
    }
}
