package claviger.store;

import claviger.call.RowId;
import claviger.iam.Account;

record AccountCodec() implements Codec<Account> {

    @Override
    public Class<Account> type() {
        return Account.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(Account account, Payload payload) {
        payload.put("created", account.created().toString());
    }

    @Override
    public Account read(RowId id, long version, Members payload) {
        return new Account(id.id(), payload.instant("created"), version);
    }
}
