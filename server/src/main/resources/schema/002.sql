-- Grants: `id` is the key's id, a slash, and the grant's id. GRANT alone is a word of SQL.
CREATE TABLE kms_grant (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);
