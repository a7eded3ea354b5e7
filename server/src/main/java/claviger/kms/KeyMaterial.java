package claviger.kms;

import claviger.call.CommonError;
import claviger.call.Noun;
import claviger.call.RowId;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The key material of a KMS key at rest, sealed under its Region's domain key with its whole identity as additional
/// data.
///
/// @param id 64 lower-case hex digits
/// @param rotated how it became the key's material, `null` for the first
/// @param imported `null` if it was made here
/// @param domainKeyVersion which domain key sealed it
/// @param sealed `null` if it was imported, and is deleted or expired: it may be imported again
public record KeyMaterial(
        String account,
        String region,
        String keyId,
        String id,
        @Nullable Rotated rotated,
        @Nullable Imported imported,
        int domainKeyVersion,
        @Nullable Blob sealed,
        long version)
        implements Noun {

    /// A rotation that is over.
    public record Rotated(Instant at, RotationType type) {}

    /// That it came from outside.
    ///
    /// @param permanent whether it has ever been the key's current material.
    ///     Until then it waits for a rotation
    /// @param description 1 to 256 characters
    /// @param expiry `null` if it does not expire
    public record Imported(
            boolean permanent,
            @Nullable String description,
            @Nullable Expiry expiry) {

        /// What characters a description may have.
        public static final String DESCRIPTION = "^[a-zA-Z0-9:/_\\s.-]+$";
    }

    /// When imported material expires.
    ///
    /// @param validTo from then on it is not used
    /// @param servedTo how long the installation must have served before it is destroyed, so that
    ///     a clock that jumps destroys nothing
    public record Expiry(Instant validTo, Duration servedTo) {

        private static final Duration LONGEST = Duration.ofDays(365);

        /// What is asked for now.
        ///
        /// @throws claviger.call.AwsException ValidationException unless it is in the future, within a year
        public static Expiry of(Instant validTo, Instant now, Duration served) {
            if (!validTo.isAfter(now) || validTo.isAfter(now.plus(LONGEST))) {
                throw CommonError.VALIDATION.because(
                        "ValidTo must be in the future, and at most %s days from now.", LONGEST.toDays());
            }
            return new Expiry(validTo, served.plus(Duration.between(now, validTo)));
        }
    }

    /// Whether it can be used at a time.
    public boolean isThere(Instant now) {
        return sealed != null && (validTo() == null || now.isBefore(validTo()));
    }

    /// When it expires, `null` if it does not.
    public @Nullable Instant validTo() {
        return imported == null || imported.expiry == null ? null : imported.expiry.validTo;
    }

    /// Whether it was imported to become the key's current material, and has not yet.
    public boolean isPendingRotation() {
        return imported != null && !imported.permanent;
    }

    /// What is left when it has been destroyed: that the key needs it.
    KeyMaterial destroyed() {
        var left = imported == null ? null : new Imported(imported.permanent, imported.description, null);
        return new KeyMaterial(account, region, keyId, id, rotated, left, domainKeyVersion, null, version + 1);
    }

    /// What a replica in another Region has of it before it is imported there too: that the replica needs it.
    ///
    /// @param sealedBy of that Region, as soon as it is
    KeyMaterial awaitedUnder(DomainKey sealedBy) {
        var left = imported == null ? null : new Imported(imported.permanent, imported.description, null);
        return new KeyMaterial(
                account, sealedBy.domain().region(), keyId, id, rotated, left, sealedBy.keyVersion(), null, 1);
    }

    /// The same material as it was imported once more.
    public KeyMaterial replacedBy(KeyMaterial again) {
        return new KeyMaterial(
                account, region, keyId, id, rotated, again.imported, again.domainKeyVersion, again.sealed, version + 1);
    }

    /// Current from now on, after it has waited for that.
    KeyMaterial after(Rotated rotation) {
        var permanent = imported == null ? null : new Imported(true, imported.description, imported.expiry);
        return new KeyMaterial(account, region, keyId, id, rotation, permanent, domainKeyVersion, sealed, version + 1);
    }

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.KEY_MATERIAL, account, region, keyId + "/" + id);
    }

    /// The material in the clear, which the caller wipes.
    ///
    /// @throws IllegalStateException if the view's domain keys did not seal it
    SecretBytes open(Custody custody, View view) {
        return view.domainKeys(new Domain(account, region)).stream()
                .filter(key -> key.keyVersion() == domainKeyVersion)
                .findFirst()
                .flatMap(key -> Optional.ofNullable(sealed).flatMap(blob -> custody.openMaterial(key, keyId, id, blob)))
                .orElseThrow(() -> new IllegalStateException("key material does not open: " + rowId()));
    }
}
