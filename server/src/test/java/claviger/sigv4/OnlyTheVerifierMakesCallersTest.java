package claviger.sigv4;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Caller;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

class OnlyTheVerifierMakesCallersTest {

    @Test
    void no_other_class_of_the_server_makes_a_caller() {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("claviger");
        assertThat(classes.contain(Verifier.class)).isTrue();
        assertThat(makes(classes.get(Verifier.class))).isTrue();
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Verifier.class.getName())
                .should(makeACaller())
                .check(classes);
    }

    private static ArchCondition<JavaClass> makeACaller() {
        return new ArchCondition<>("make a Caller") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                events.add(new SimpleConditionEvent(item, makes(item), item.getName() + " makes a Caller"));
            }
        };
    }

    private static boolean makes(JavaClass item) {
        return item.getConstructorCallsFromSelf().stream()
                        .map(JavaConstructorCall::getTargetOwner)
                        .anyMatch(owner -> owner.isEquivalentTo(Caller.class))
                || item.getConstructorReferencesFromSelf().stream()
                        .anyMatch(reference -> reference.getTargetOwner().isEquivalentTo(Caller.class));
    }
}
