package claviger.audit;

/// What the state was after a change: the number of that change, and the digest over all rows.
///
/// @param changeNumber 0 before the first change
/// @param digestHex lower-case hex of at most 64 bytes; empty where no digest is known yet
public record StateMark(long changeNumber, String digestHex) {

    /// The mark of a state that nothing is known of.
    public static final StateMark NONE = new StateMark(0, "");

    static final int MAX_DIGEST_DIGITS = 128;

    public StateMark {
        if (changeNumber < 0) {
            throw new IllegalArgumentException("a change number is not negative");
        }
        if (digestHex.length() > MAX_DIGEST_DIGITS
                || digestHex.length() % 2 != 0
                || !digestHex.chars().allMatch(StateMark::isHexDigit)) {
            throw new IllegalArgumentException("a state digest is at most 64 bytes of lower-case hex");
        }
    }

    static boolean isHexDigit(int character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    }
}
