package claviger.seed;

import claviger.call.Noun;
import claviger.kms.View;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A seed file that has been read.
public final class Seed {

    private final Declaration declaration;
    private final Problems problems;

    private Seed(Declaration declaration, Problems problems) {
        this.declaration = declaration;
        this.problems = problems;
    }

    /// @throws SeedException if the file cannot be read, or is not as its schema says
    public static Seed read(Path file) {
        var problems = new Problems(file);
        return new Seed(SeedReader.read(file, problems), problems);
    }

    /// Whether whoever reads the file has learnt a secret.
    public boolean holdsSecrets() {
        return declaration.accounts().stream()
                        .anyMatch(account -> !account.accessKeys().isEmpty())
                || declaration.keys().stream()
                        .anyMatch(key -> !key.keyMaterial().isEmpty());
    }

    /// What must be stored so that all is there that the file declares, in units that belong together: nothing if it
    /// is. The secrets of the file are gone after this.
    ///
    /// @param view the state now
    /// @throws SeedException if the file contradicts AWS's rules, itself, or what is there and can never change
    public List<List<Noun>> missingFrom(View view, Surroundings surroundings) {
        var draft = new Draft(view, surroundings.custody());
        try {
            new Accounts(surroundings, draft, problems).bringAbout(declaration.accounts());
            new Keys(declaration, surroundings, draft, problems).bringAbout();
        } finally {
            wipe();
        }
        problems.raise();
        return draft.units();
    }

    private void wipe() {
        var ofKeys = declaration.keys().stream()
                .flatMap(key -> key.keyMaterial().stream())
                .flatMap(material -> material.given().stream());
        var ofAccounts = declaration.accounts().stream()
                .flatMap(account -> account.accessKeys().stream())
                .map(Declaration.AccessKeyEntry::secretAccessKey);
        Stream.concat(ofKeys, ofAccounts).forEach(claviger.crypto.SecretBytes::wipe);
    }
}
