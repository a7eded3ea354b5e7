package claviger;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Caller;
import claviger.kms.Leave;
import claviger.kms.Store;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The walls between the rooms.
class ArchitectureTest {

    private static final JavaClasses CLAVIGER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("claviger");

    private static final String[] ROOMS = {
        "call", "iam", "custody", "sts", "kms", "sigv4", "wire", "trail", "http", "audit", "store", "seed", "cli"
    };

    /// The rooms that hold a file for each call.
    private static final String[] ROOMS_OF_CALLS = {
        "kms.key",
        "kms.rotation",
        "kms.importing",
        "kms.alias",
        "kms.keypolicy",
        "kms.tag",
        "kms.grant",
        "kms.cryptography",
        "iam.user",
        "iam.accesskey",
        "iam.policies",
        "iam.group",
        "iam.role",
        "iam.managedpolicy",
        "iam.tag",
        "iam.boundary",
        "iam.account",
        "iam.mfa",
        "iam.oidc",
        "sts.session",
        "sts.identity"
    };

    private static final String[] CALLS =
            Arrays.stream(ROOMS_OF_CALLS).map(ArchitectureTest::ofCalls).toArray(String[]::new);

    private static String ofCalls(String room) {
        return "claviger." + room + "..";
    }

    /// What each room may know besides itself, the crypto core and the JDK.
    private static String[] known(String room) {
        return switch (room) {
            case "call" -> new String[] {};
            case "custody", "wire", "trail", "http", "audit" -> new String[] {"call"};
            case "sts" -> new String[] {"call", "iam", "custody"};
            case "iam" -> new String[] {"call", "custody"};
            case "sigv4" -> new String[] {"call", "iam"};
            case "kms" -> new String[] {"call", "iam", "custody"};
            case "store" -> new String[] {"call", "iam", "custody", "kms"};
            case "seed" -> new String[] {"call", "iam", "custody", "kms", "wire"};
            case "cli" -> ROOMS;
            default -> throw new IllegalArgumentException(room);
        };
    }

    @Test
    void every_room_knows_only_what_lies_below_it() {
        for (var room : ROOMS) {
            var allowed = Arrays.stream(known(room))
                    .map(other -> "claviger." + other + "..")
                    .toList();
            var forbidden = Arrays.stream(ROOMS)
                    .filter(other -> !other.equals(room))
                    .map(other -> "claviger." + other + "..")
                    .filter(other -> !allowed.contains(other))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("claviger." + room + "..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(forbidden))
                    .because(room + " may know only " + allowed)
                    .check(CLAVIGER);
        }
    }

    @Test
    void the_crypto_core_knows_nothing_but_the_jdk_and_two_libraries_of_cryptography() {
        classes()
                .that()
                .resideInAPackage("claviger.crypto..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "claviger.crypto..",
                        "java..",
                        "javax.crypto..",
                        "javax.security.auth..",
                        "org.jspecify..",
                        "org.bouncycastle..",
                        "com.amazon.corretto.crypto.provider.."))
                .check(CLAVIGER);
        noClasses()
                .that()
                .resideInAPackage("claviger.crypto..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.net..", "java.sql..", "java.time..", "java.util.logging.."))
                .check(CLAVIGER);
    }

    @Test
    void the_rooms_of_calls_do_not_know_each_other() {
        for (var room : ROOMS_OF_CALLS) {
            var others = Arrays.stream(ROOMS_OF_CALLS)
                    .filter(other -> !other.equals(room))
                    .map(ArchitectureTest::ofCalls)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ofCalls(room))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others))
                    .check(CLAVIGER);
        }
    }

    @Test
    void nouns_do_not_know_the_calls() {
        noClasses()
                .that()
                .resideInAnyPackage("claviger.kms", "claviger.iam", "claviger.iam.answer")
                .should()
                .dependOnClassesThat(resideInAnyPackage(CALLS))
                .check(CLAVIGER);
    }

    @Test
    void only_the_front_knows_the_http_server_and_only_the_store_knows_sql() {
        noClasses()
                .that()
                .resideOutsideOfPackage("claviger.http..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.vertx..", "io.netty.."))
                .check(CLAVIGER);
        noClasses()
                .that()
                .resideOutsideOfPackage("claviger.store..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.sqlite.."))
                .check(CLAVIGER);
    }

    @Test
    void only_the_reader_of_seed_files_knows_yaml() {
        noClasses()
                .that()
                .haveNameNotMatching("claviger\\.seed\\.YamlReader(\\$1)?")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.snakeyaml.."))
                .check(CLAVIGER);
    }

    @Test
    void json_is_known_only_where_bytes_are_read_or_written() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "claviger.wire..",
                        "claviger.trail..",
                        "claviger.store..",
                        "claviger.audit..",
                        "claviger.policy..")
                .and()
                // hands the writer of a record on to the audit record, without a look into it
                .doNotHaveFullyQualifiedName("claviger.RequestPipeline")
                .should()
                .dependOnClassesThat(resideInAnyPackage("tools.jackson.."))
                .check(CLAVIGER);
    }

    @Test
    void only_the_verifier_makes_a_caller() {
        noClasses()
                .that()
                .resideOutsideOfPackage("claviger.sigv4..")
                .should()
                .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                com.tngtech.archunit.base.DescribedPredicate.describe(
                                        "Caller", owner -> owner.isEquivalentTo(Caller.class)))))
                .check(CLAVIGER);
    }

    @Test
    void only_the_gate_makes_a_leave() {
        assertThat(Leave.class.getConstructors()).as("public constructors").isEmpty();
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("claviger.kms.Gate")
                .and()
                .doNotHaveFullyQualifiedName("claviger.kms.Gate$Call")
                .should()
                .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                com.tngtech.archunit.base.DescribedPredicate.describe(
                                        "Leave", owner -> owner.isEquivalentTo(Leave.class)))))
                .check(CLAVIGER);
    }

    @Test
    void only_the_gate_of_iam_makes_a_leave_of_iam() {
        assertThat(claviger.iam.IamLeave.class.getConstructors())
                .as("public constructors")
                .isEmpty();
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("claviger.iam.IamGate")
                .should()
                .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                com.tngtech.archunit.base.DescribedPredicate.describe(
                                        "IamLeave", owner -> owner.isEquivalentTo(claviger.iam.IamLeave.class)))))
                .check(CLAVIGER);
    }

    @Test
    void only_the_gates_of_sts_make_a_leave_of_sts() {
        assertThat(claviger.sts.StsLeave.class.getConstructors())
                .as("public constructors")
                .isEmpty();
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("claviger.sts.StsGate")
                .and()
                .doNotHaveFullyQualifiedName("claviger.sts.WebIdentityGate")
                .should()
                .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                com.tngtech.archunit.base.DescribedPredicate.describe(
                                        "StsLeave", owner -> owner.isEquivalentTo(claviger.sts.StsLeave.class)))))
                .check(CLAVIGER);
    }

    @Test
    void no_call_holds_the_store_or_the_view() {
        noClasses()
                .that()
                .resideInAnyPackage(CALLS)
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "the store or the view",
                        type -> type.isEquivalentTo(Store.class) || type.isEquivalentTo(claviger.kms.View.class)))
                .check(CLAVIGER);
    }

    @Test
    void secrets_are_compared_in_constant_time_only() {
        noClasses()
                .that()
                .resideInAnyPackage("claviger.crypto..", "claviger.sigv4..", "claviger.custody..")
                .and()
                // bytes that are no secret: public ones, and known answers
                .doNotHaveSimpleName("Blob")
                .and()
                .doNotHaveSimpleName("SelfTest")
                .should()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .check(CLAVIGER);
    }
}
