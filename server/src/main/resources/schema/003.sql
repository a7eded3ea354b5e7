-- What an account has in IAM, for all Regions: `id` is the unique id. USER, GROUP and ROLE alone are words of SQL.
CREATE TABLE iam_user (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE TABLE iam_group (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE TABLE iam_role (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE TABLE iam_policy (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);

-- `id` is path and name of the device.
CREATE TABLE mfa_device (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);

-- `id` is the URL without its scheme.
CREATE TABLE oidc_provider (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (account, region, id)
);
