package claviger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Reads without a fuzzer what fuzzers have found, and what they begin with.
class ReplayTest {

    @TestFactory
    Stream<DynamicTest> what_was_found_once_is_not_found_again() throws IOException {
        var findings = JazzerRun.ROOT.resolve("fuzz/src/test/findings");
        if (!Files.isDirectory(findings)) {
            return Stream.empty();
        }
        try (var files = Files.walk(findings)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream()
                    .map(file ->
                            DynamicTest.dynamicTest(findings.relativize(file).toString(), () -> replay(file)));
        }
    }

    private static void replay(Path file) throws IOException {
        Target.named(file.getParent().getFileName().toString()).open().check(Files.readAllBytes(file));
    }

    @TestFactory
    Stream<DynamicTest> every_target_accepts_what_it_should() {
        return Target.ALL.stream()
                .map(target -> DynamicTest.dynamicTest(target.id(), () -> {
                    var endings = new TreeMap<String, Integer>();
                    var opened = target.open();
                    for (var seed : target.open().seeds()) {
                        endings.merge(opened.check(seed), 1, Integer::sum);
                    }
                    System.out.println(target.id() + ": seeds " + endings);
                    assertThat(endings).containsKey("accepted");
                }));
    }
}
