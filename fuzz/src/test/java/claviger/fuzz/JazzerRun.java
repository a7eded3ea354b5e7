package claviger.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One run of Jazzer, in a JVM of its own.
///
/// @param endings how often each target came to which ending
/// @param finding what was found, absent if nothing was
record JazzerRun(
        double seconds,
        Map<Target, Map<String, Long>> endings,
        @Nullable String finding) {

    /// What to do.
    ///
    /// @param target absent for all of them in one run
    /// @param seed of Jazzer's choices; 0 would let it choose one
    /// @param limit Jazzer's own argument that ends the run
    /// @param corpus where inputs that reach something new are kept, and taken up again
    /// @param findings the folder with a folder for each target, where an input that it fails on is written
    record Plan(@Nullable Target target, int seed, String limit, Path corpus, Path findings) {}

    /// Where Claviger's checkout is.
    static final Path ROOT = Path.of(System.getProperty("claviger.root"));

    /// Jazzer's own checks, for what an input brings about in SQL, LDAP, regular expressions and more. Claviger hands
    /// inputs to none of these, and looking for them takes longer than all else in a start.
    private static final String SANITIZERS = Stream.of(
                    "BigDecimal",
                    "ClojureLangHooks",
                    "Deserialization",
                    "ExpressionLanguageInjection",
                    "FilePathTraversal",
                    "LdapInjection",
                    "NamingContextLookup",
                    "OsCommandInjection",
                    "ReflectiveCall",
                    "RegexInjection",
                    "RegexRoadblocks",
                    "ScriptEngineInjection",
                    "ServerSideRequestForgery",
                    "SqlInjection",
                    "TemplateInjection",
                    "UnsafeSanitizer",
                    "XPathInjection",
                    "XmlParserSsrfGuidance")
            .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
            .collect(Collectors.joining(":"));

    private static final Pattern FINDING =
            Pattern.compile("== (Java Exception|Java Assertion|libFuzzer).*|==[0-9]+== ?ERROR.*");

    static JazzerRun of(Plan plan) throws IOException, InterruptedException {
        var name = plan.target == null ? "all" : plan.target.id();
        var work = Files.createDirectories(ROOT.resolve("fuzz/target/fuzz").resolve(name));
        var artifacts = Files.createDirectories(work.resolve("artifacts"));
        writeSeeds(plan, Files.createDirectories(work.resolve("seeds")));
        Files.createDirectories(plan.corpus);
        var began = System.nanoTime();
        var process = new ProcessBuilder(command(plan, work))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8);
                var log = Files.newBufferedWriter(work.resolve("log"))) {
            var endings = new EnumMap<Target, Map<String, Long>>(Target.class);
            String finding = null;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line);
                log.newLine();
                if (line.startsWith(JazzerEntry.ENDING + "\t")) {
                    var parts = line.split("\t", -1);
                    endings.computeIfAbsent(Target.named(parts[1]), _ -> new TreeMap<>())
                            .put(parts[2], Long.valueOf(parts[3]));
                } else if (finding == null && FINDING.matcher(line).find()) {
                    finding = line;
                } else if (line.contains("\tpulse")) {
                    System.out.println(name + ": " + line.replace('\t', ' '));
                }
            }
            var status = process.waitFor();
            var kept = keep(plan, artifacts);
            if (status != 0) {
                finding = (finding == null ? "Jazzer ended with status " + status : finding)
                        + "; the input, which tests replay from now on: " + kept + "; all that was said: "
                        + work.resolve("log");
            }
            return new JazzerRun((System.nanoTime() - began) / 1e9, endings, finding);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void writeSeeds(Plan plan, Path folder) throws IOException {
        for (var target : Target.ALL) {
            if (plan.target == null || plan.target == target) {
                int number = 0;
                for (var seed : target.open().seeds()) {
                    Files.write(
                            folder.resolve(target.id() + "-" + number++),
                            plan.target == null ? prefixed(target, seed) : seed);
                }
            }
        }
    }

    private static byte[] prefixed(Target target, byte[] seed) {
        var whole = new byte[1 + seed.length];
        whole[0] = (byte) Target.ALL.indexOf(target);
        System.arraycopy(seed, 0, whole, 1, seed.length);
        return whole;
    }

    /// Moves what was found to its target.
    private static List<Path> keep(Plan plan, Path artifacts) throws IOException {
        var kept = new ArrayList<Path>();
        try (var files = Files.list(artifacts)) {
            for (var file : files.toList()) {
                var input = Files.readAllBytes(file);
                var target = plan.target == null ? Target.ALL.get(input[0]) : plan.target;
                var folder = Files.createDirectories(plan.findings.resolve(target.id()));
                kept.add(Files.write(
                        folder.resolve(file.getFileName()),
                        plan.target == null ? Arrays.copyOfRange(input, 1, input.length) : input));
                Files.delete(file);
            }
        }
        return kept;
    }

    private static List<String> command(Plan plan, Path work) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerEntry.class.getName(),
                "--instrumentation_includes=claviger.**",
                "--instrumentation_excludes=claviger.fuzz.**",
                "--custom_hook_includes=claviger.**",
                "--disabled_hooks=" + SANITIZERS,
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work.resolve("artifacts") + "/",
                "-seed=" + plan.seed,
                "-max_len=8192",
                "-timeout=60",
                plan.limit));
        if (plan.target != null) {
            command.add("--target_args=" + plan.target.id());
        }
        command.add(plan.corpus.toString());
        command.add(work.resolve("seeds").toString());
        return command;
    }
}
