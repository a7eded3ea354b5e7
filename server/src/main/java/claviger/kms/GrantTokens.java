package claviger.kms;

import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.custody.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Names a grant in a text that nobody else can make, and finds the grant again by it. A token proves
/// that its grant was made here, and nothing about who presents it. No two are alike.
///
/// `docs/format/grant-token.md` has the bytes.
public final class GrantTokens {

    private static final byte FORMAT = 1;
    private static final int NONCE = 16;
    private static final int ACCOUNT = 12;
    private static final int GRANT_ID = 32;
    private static final int MAC = 32;

    /// Everything but the key id, whose length stands in front of it.
    private static final int FIXED = 1 + Integer.BYTES + NONCE + ACCOUNT + 1 + GRANT_ID + MAC;

    private final Custody custody;
    private final Randomness random;

    public GrantTokens(Custody custody, Randomness random) {
        this.custody = custody;
        this.random = random;
    }

    /// A new token of a grant.
    public String issue(Leave leave, Grant grant) {
        return issue(leave.view(), grant);
    }

    String issue(View view, Grant grant) {
        var key = view.domainKeys(new Domain(grant.account(), grant.region())).getLast();
        var claim = new Claim(
                key.keyVersion(),
                random.bytes(NONCE),
                grant.account(),
                grant.keyId(),
                HexFormat.of().parseHex(grant.id()));
        return claim.sealed(custody.tokenMac(key, claim.identity(grant.region())));
    }

    /// The grant that a token is of, `null` if there is none or the token was not made here.
    ///
    /// @param region where the token is presented
    @Nullable
    Grant find(View view, String region, String token) {
        var bytes = decoded(token);
        var claim = Claim.read(bytes);
        if (claim == null) {
            return null;
        }
        var mac = Blob.adopt(Arrays.copyOfRange(bytes, bytes.length - MAC, bytes.length));
        for (var key : view.domainKeys(new Domain(claim.account, region))) {
            if (key.keyVersion() == claim.keyVersion) {
                return isGenuine(key, claim, region, mac)
                        ? view.grants(region)
                                .find(claim.account, claim.keyId, HexFormat.of().formatHex(claim.grantId))
                        : null;
            }
        }
        return null;
    }

    private boolean isGenuine(DomainKey key, Claim claim, String region, Blob mac) {
        return custody.verifiesToken(key, claim.identity(region), mac);
    }

    /// Empty for a text that is not just as it was issued: the decoder would also take padding, and any bits behind
    /// the last byte.
    private static byte[] decoded(String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            return encoded(bytes).equals(token) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static String encoded(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /// What a token says of itself.
    ///
    /// @param keyVersion of the domain key
    @SuppressWarnings("ArrayRecordComponent") // never compared, and does not leave this class
    private record Claim(int keyVersion, byte[] nonce, String account, String keyId, byte[] grantId) {

        static @Nullable Claim read(byte[] token) {
            if (token.length < FIXED || token[0] != FORMAT) {
                return null;
            }
            var in = ByteBuffer.wrap(token, 1, token.length - 1);
            var keyVersion = in.getInt();
            var nonce = next(in, NONCE);
            var account = next(in, ACCOUNT);
            var keyIdLength = Byte.toUnsignedInt(in.get());
            if (token.length != FIXED + keyIdLength) {
                return null;
            }
            var keyId = next(in, keyIdLength);
            return new Claim(keyVersion, nonce, ascii(account), ascii(keyId), next(in, GRANT_ID));
        }

        Identity identity(String region) {
            return Identity.of("claviger grant token")
                    .with(account)
                    .with(region)
                    .with(keyId)
                    .with(grantId)
                    .with(keyVersion)
                    .with(nonce);
        }

        String sealed(Blob mac) {
            var key = keyId.getBytes(StandardCharsets.US_ASCII);
            var out = ByteBuffer.allocate(FIXED + key.length)
                    .put(FORMAT)
                    .putInt(keyVersion)
                    .put(nonce)
                    .put(account.getBytes(StandardCharsets.US_ASCII))
                    .put((byte) key.length)
                    .put(key)
                    .put(grantId)
                    .put(mac.shared());
            return encoded(out.array());
        }

        private static byte[] next(ByteBuffer in, int length) {
            var bytes = new byte[length];
            in.get(bytes);
            return bytes;
        }

        private static String ascii(byte[] bytes) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }
}
