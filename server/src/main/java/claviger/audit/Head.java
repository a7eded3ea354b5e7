package claviger.audit;

import claviger.crypto.Blob;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/// A signed statement about everything before it in the log. Kept somewhere else, it is what
/// the log is later held against.
///
/// @param sequence the place of the head's own line
/// @param previous hex of the hash that chains the head to the line before
/// @param records how many records are before it
/// @param changeNumber the last change number before it, 0 if there is none
/// @param state a state no newer than `changeNumber`
/// @param keyId hex of SHA-256 over the public key in SPKI
/// @param line the whole line, without its end
public record Head(
        long sequence,
        String previous,
        long records,
        long changeNumber,
        StateMark state,
        Instant time,
        String keyId,
        String line) {

    static final int SIGNATURE_BYTES = 64;

    /// Says what is signed, so that no signature made for anything else fits.
    private static final String DOMAIN = "claviger audit head 1\n";

    private static final String SIGNATURE = ",\"signature\":\"";

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// Reads the text of a head line, white space around it aside. Its signature is not checked here.
    ///
    /// @throws IllegalArgumentException if the text is not exactly one head line
    public static Head parse(String line) {
        return switch (Line.parse(line.strip().getBytes(StandardCharsets.UTF_8))) {
            case Line.HeadLine(var head) -> head;
            case Line.RecordLine _ -> throw new IllegalArgumentException("this line is a record, not a head");
            case Line.Malformed(var reason) -> throw new IllegalArgumentException("this is no head line: " + reason);
        };
    }

    /// Whether the head was signed by the owner of this public key.
    ///
    /// @param spki an Ed25519 key
    /// @throws IllegalArgumentException if it is not one
    public boolean isSignedBy(Blob spki) {
        return AuditKey.PublicAuditKey.of(spki).verifies(this);
    }

    static Head sign(
            AuditKey key,
            long sequence,
            String previous,
            long records,
            long changeNumber,
            StateMark state,
            Instant time) {
        var keyId = key.publicKey().id();
        var signed = "{\"sequence\":" + sequence + ",\"previous\":\"" + previous + "\",\"head\":{\"records\":" + records
                + ",\"changeNumber\":" + changeNumber + ",\"state\":{\"changeNumber\":" + state.changeNumber()
                + ",\"digest\":\"" + state.digestHex() + "\"},\"time\":\"" + TIME.format(time) + "\",\"keyId\":\""
                + keyId + "\"}";
        var signature = Base64.getEncoder().encodeToString(key.sign(message(signed)));
        return new Head(
                sequence, previous, records, changeNumber, state, time, keyId, signed + SIGNATURE + signature + "\"}");
    }

    byte[] signedMessage() {
        return message(line.substring(0, line.indexOf(SIGNATURE)));
    }

    byte[] signature() {
        var start = line.indexOf(SIGNATURE) + SIGNATURE.length();
        return Base64.getDecoder().decode(line.substring(start, line.length() - 2));
    }

    private static byte[] message(String signed) {
        return (DOMAIN + signed).getBytes(StandardCharsets.US_ASCII);
    }
}
