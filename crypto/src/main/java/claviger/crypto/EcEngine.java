package claviger.crypto;

/// What a library computes on a curve.
///
/// All methods throw unchecked exceptions of the library's choice where they refuse.
interface EcEngine {

    /// A new key, as PKCS#8.
    SecretBytes generate(Curve curve);

    Private privateKey(Curve curve, byte[] pkcs8);

    Public publicKey(Curve curve, byte[] spki);

    interface Private extends HeldKey.Destroyable {

        /// @return DER
        byte[] sign(Digest digest);

        /// @param peer on the same curve, by the same engine
        /// @return the x coordinate, at its full length
        byte[] agree(Public peer);
    }

    interface Public {

        /// @param signature DER, its numbers in their range
        boolean verify(Digest digest, byte[] signature);
    }
}
