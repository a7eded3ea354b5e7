package claviger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// AWS's decisions, from `policy/src/test/cases/decisions.txt`.
class DecisionTableTest {

    @TestFactory
    List<DynamicTest> every_row_of_the_table_is_decided_as_aws_does() throws Exception {
        return Files.readAllLines(Path.of("src/test/cases/decisions.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" \\| ", -1))
                .map(row -> DynamicTest.dynamicTest(row[0] + " " + row[7], () -> check(row)))
                .toList();
    }

    private static void check(String[] row) {
        assertThat(row).hasSize(9);
        var policies = new Policies(
                Notation.policy(PolicyKind.KEY, row[2]),
                Notation.policies(row[3]),
                Notation.policy(PolicyKind.IDENTITY, row[4]),
                row[5].equals("-") ? null : Notation.policies(row[5]),
                List.of(),
                List.of());
        var request = Notation.asking(row[7]).by(Notation.requester(row[1])).request();
        var decision = Authorization.decide(request, policies, Notation.grants(row[6]));
        var verdict = switch (decision) {
            case Decision.Allowed _ -> "allow";
            case Decision.Denied denied -> denied.explicit() ? "DENY" : "deny";
        };
        assertThat(verdict).as("%s", decision).isEqualTo(row[8]);
    }
}
