package claviger.policy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PlainEvaluatorTest {

    @TestFactory
    Stream<DynamicTest> each_row_of_the_decision_table_is_decided_as_it_says() throws IOException {
        return DecisionTable.rows().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.id(),
                        () -> assertThat(PlainEvaluator.evaluate(row.scenario()))
                                .as("%s: %s", row.id(), row.scenario())
                                .isEqualTo(row.expect())));
    }
}
