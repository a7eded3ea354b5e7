package claviger.policy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import org.jspecify.annotations.Nullable;

/// A block of IPv4 or IPv6 addresses (RFC 4632, RFC 4291); without a prefix length, the one
/// address.
final class AddressBlock {

    private final byte[] network;
    private final int bits;

    private AddressBlock(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /// @return `null` when the text is none
    static @Nullable AddressBlock of(String text) {
        int slash = text.indexOf('/');
        var address = bytes(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        if (slash < 0) {
            return new AddressBlock(address, 8 * address.length);
        }
        var length = text.substring(slash + 1);
        if (length.isEmpty() || length.length() > 3 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        int bits = Integer.parseInt(length);
        return bits > 8 * address.length ? null : new AddressBlock(address, bits);
    }

    /// @return false when the text is no address
    boolean contains(String text) {
        var address = bytes(text);
        if (address == null || address.length != network.length) {
            return false;
        }
        for (int i = 0; i < bits; i += 8) {
            int mask = bits - i >= 8 ? 0xff : 0xff << (8 - bits + i);
            if (((address[i / 8] ^ network[i / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /// Only whole addresses: the library would also read 127.1, brackets, and the names of
    /// interfaces.
    private static byte @Nullable [] bytes(String text) {
        if (text.length() > 45) {
            return null;
        }
        try {
            if (text.indexOf(':') >= 0) {
                return text.indexOf('%') >= 0 || text.indexOf('[') >= 0
                        ? null
                        : Inet6Address.ofLiteral(text).getAddress();
            }
            boolean four = text.chars().filter(c -> c == '.').count() == 3;
            return four ? Inet4Address.ofLiteral(text).getAddress() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
