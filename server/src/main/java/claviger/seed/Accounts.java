package claviger.seed;

import claviger.custody.Domain;
import claviger.iam.AccessKey;
import claviger.iam.Account;
import claviger.seed.Declaration.AccessKeyEntry;
import claviger.seed.Declaration.AccountEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Brings about the accounts that a seed file declares, and their access keys.
final class Accounts {

    private final Surroundings surroundings;
    private final Draft draft;
    private final Problems problems;
    private final Set<String> declared = new HashSet<>();
    private final Map<String, AccessKeyEntry> accessKeys = new HashMap<>();

    Accounts(Surroundings surroundings, Draft draft, Problems problems) {
        this.surroundings = surroundings;
        this.draft = draft;
        this.problems = problems;
    }

    void bringAbout(List<AccountEntry> entries) {
        for (var entry : entries) {
            if (!declared.add(entry.accountId())) {
                problems.add(entry, "AccountId", "account %s is declared twice".formatted(entry.accountId()));
            }
            // In development an account needs no making, and one that was made would tell of production.
            if (!surroundings.anyAccount() && draft.view().account(entry.accountId()) == null) {
                draft.domainKey(Domain.global(entry.accountId()));
                draft.put(new Account(entry.accountId(), surroundings.now(), 1));
            }
            entry.accessKeys().forEach(accessKey -> bringAbout(entry.accountId(), accessKey));
            draft.cut();
        }
    }

    private void bringAbout(String account, AccessKeyEntry entry) {
        var first = accessKeys.putIfAbsent(entry.accessKeyId(), entry);
        if (first != null) {
            problems.add(
                    entry,
                    "AccessKeyId",
                    "access key %s is declared twice, first on line %s"
                            .formatted(
                                    entry.accessKeyId(),
                                    problems.spot(first, "AccessKeyId").line()));
            return;
        }
        var there = draft.view().accessKey(entry.accessKeyId());
        if (there == null) {
            var domainKey = draft.domainKey(Domain.global(account));
            var sealed = surroundings.custody().sealSecret(domainKey, entry.accessKeyId(), entry.secretAccessKey());
            draft.put(new AccessKey(
                    entry.accessKeyId(), account, true, domainKey.keyVersion(), sealed, surroundings.now(), 1));
        } else if (!there.account().equals(account)) {
            problems.add(
                    entry,
                    "AccessKeyId",
                    "access key %s is there already, of account %s and not %s; its account never changes"
                            .formatted(there.id(), there.account(), account));
        } else if (!hasSecret(there, entry)) {
            problems.add(
                    entry,
                    "SecretAccessKey",
                    "access key %s is there already with another secret, which never changes: declare another access key"
                            .formatted(there.id()));
        }
    }

    private boolean hasSecret(AccessKey there, AccessKeyEntry entry) {
        return draft.view().domainKeys(Domain.global(there.account())).stream()
                .filter(domainKey -> domainKey.keyVersion() == there.domainKeyVersion())
                .findFirst()
                .flatMap(domainKey -> surroundings.custody().openSecret(domainKey, there.id(), there.sealedSecret()))
                .map(secret -> {
                    try {
                        return secret.sameAs(entry.secretAccessKey());
                    } finally {
                        secret.wipe();
                    }
                })
                .orElse(false);
    }
}
