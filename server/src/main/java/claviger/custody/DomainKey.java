package claviger.custody;

import claviger.call.Noun;
import claviger.call.RowId;
import claviger.crypto.Blob;

/// A domain key at rest: 32 random bytes sealed by the root key, with the domain and the key's own version as
/// additional data. Rows, key material and tokens of the domain are sealed under labelled subkeys of it.
///
/// @param keyVersion counts the domain keys that the domain has had, from 1
/// @param sealed what [RootKey] made of the 32 bytes
public record DomainKey(Domain domain, int keyVersion, Blob sealed, long version) implements Noun {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.DOMAIN_KEY, domain.account(), domain.region(), Integer.toString(keyVersion));
    }
}
