package claviger.crypto;

import static claviger.crypto.DerForm.bitString;
import static claviger.crypto.DerForm.bytes;
import static claviger.crypto.DerForm.field;
import static claviger.crypto.DerForm.integer;
import static claviger.crypto.DerForm.objectIdentifier;
import static claviger.crypto.DerForm.octetString;
import static claviger.crypto.DerForm.sequence;
import static claviger.crypto.DerForm.tagged;

import java.util.List;

/// How SM2 keys are written: RFC 5480 and RFC 5915, with the curve by its name and points
/// uncompressed. Explicit parameters are another form, and so never read.
final class Sm2Forms {

    /// 1.2.156.10197.1.301
    private static final DerForm CURVE = objectIdentifier("2a811ccf5501822d");

    /// id-ecPublicKey, 1.2.840.10045.2.1
    private static final DerForm ALGORITHM = sequence(objectIdentifier("2a8648ce3d0201"), CURVE);

    private static final DerForm POINT = bitString(bytes((byte) 0x04), field(2 * Sm2.NUMBER_LENGTH));
    private static final DerForm VERSION = integer(1);
    private static final DerForm SCALAR = octetString(field(Sm2.NUMBER_LENGTH));
    private static final DerForm REPEATED_CURVE = tagged(0xa0, CURVE);
    private static final DerForm PUBLIC_KEY = tagged(0xa1, POINT);

    /// One field: the coordinates.
    static final DerForm SPKI = sequence(ALGORITHM, POINT);

    /// Two fields: the scalar and the coordinates. What OpenSSL writes too.
    static final DerForm PRIVATE_WITH_PUBLIC = privateKey(VERSION, SCALAR, PUBLIC_KEY);

    /// Other programs leave the public key out, or name the curve once more.
    static final List<DerForm> PRIVATE = List.of(
            PRIVATE_WITH_PUBLIC,
            privateKey(VERSION, SCALAR),
            privateKey(VERSION, SCALAR, REPEATED_CURVE),
            privateKey(VERSION, SCALAR, REPEATED_CURVE, PUBLIC_KEY));

    private Sm2Forms() {}

    private static DerForm privateKey(DerForm... parts) {
        return sequence(integer(0), ALGORITHM, octetString(sequence(parts)));
    }
}
