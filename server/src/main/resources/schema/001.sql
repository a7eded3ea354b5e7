-- Nouns: one table each, all of one shape. The columns before the payload are what rows are found
-- by; the sealed payload proves them.
CREATE TABLE domain_key (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE TABLE account (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE TABLE access_key (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE TABLE kms_key (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE TABLE key_material (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE TABLE alias (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);

-- One row: how many changes there have been, and the sealed digest over all rows of nouns after
-- the last of them.
CREATE TABLE state (
    change_number BIGINT NOT NULL,
    digest BLOB NOT NULL
);

-- The audit records of changes, until the audit trail has them for good.
CREATE TABLE outbox (
    change_number BIGINT NOT NULL PRIMARY KEY,
    audit_record BLOB NOT NULL,
    mac BLOB NOT NULL
);
