package claviger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where settings come from, and what is said of those that do not exist.
class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void every_option_of_the_server_can_stand_in_the_file_in_the_environment_and_on_the_command_line()
            throws Exception {
        var file = folder.resolve("claviger.conf");
        for (var option : ClavigerCommand.whole()
                .getSubcommands()
                .get("server")
                .getCommandSpec()
                .options()) {
            var name = option.longestName().substring(2);
            if (option.usageHelp() || option.versionHelp() || name.equals("config")) {
                continue;
            }
            Files.writeString(file, "# a comment\n\n" + name + " = from-file\n");
            assertThat(value(name, Map.of(), file)).as(name).isEqualTo("from-file");
            var variable = "CLAVIGER_" + name.replace('-', '_').toUpperCase(java.util.Locale.ROOT);
            assertThat(value(name, Map.of(variable, "from-environment"), file))
                    .as(variable)
                    .isEqualTo("from-environment");
        }
    }

    @Test
    void a_setting_that_does_not_exist_stops_the_start() throws Exception {
        var file = folder.resolve("claviger.conf");
        Files.writeString(file, "data-dir = x\nlisten-to = y\n");
        assertThat(run(Map.of(), "server", "--config", file.toString()))
                .contains("line 2", "listen-to", "there is no setting");
        Files.writeString(file, "data-dir = x\ndata-dir = y\n");
        assertThat(run(Map.of(), "server", "--config", file.toString())).contains("line 2", "set twice");
        Files.writeString(file, "data-dir\n");
        assertThat(run(Map.of(), "server", "--config", file.toString())).contains("line 1");
        assertThat(run(Map.of("CLAVIGER_LISTEN_TO", "y"), "server")).contains("CLAVIGER_LISTEN_TO");
        assertThat(run(Map.of(), "server", "--data-dir", "x", "--listen-to", "y"))
                .contains("--listen-to");
        assertThat(run(Map.of(), "server", "--config", folder.resolve("none").toString()))
                .contains("cannot be read");
    }

    @Test
    void a_server_without_a_certificate_says_what_to_give() {
        assertThat(run(Map.of(), "server", "--data-dir", folder.toString()))
                .contains("--tls-certificate", "--insecure-http");
    }

    @Test
    void a_quota_that_would_let_nothing_be_made_stops_the_start() {
        for (var option : new String[] {"keys-per-region", "aliases-per-key", "grants-per-key", "policy-bytes"}) {
            assertThat(run(Map.of(), "server", "--insecure-http", "--data-dir", "x", "--" + option, "0"))
                    .contains("--" + option + " wants 1 or more, not 0");
        }
        assertThat(run(Map.of("CLAVIGER_GRANTS_PER_KEY", "0"), "server", "--insecure-http", "--data-dir", "x"))
                .contains("--grants-per-key wants 1 or more");
    }

    @Test
    void a_server_without_anything_to_serve_says_where_it_looked() {
        assertThat(run(Map.of(), "server", "--insecure-http", "--data-dir", folder.toString()))
                .contains(folder.toString(), "root key");
    }

    private String value(String name, Map<String, String> environment, Path file) {
        var line = ClavigerCommand.whole();
        var settings = Settings.of(line, new String[] {"server", "--config=" + file}, environment);
        return settings.defaultValue(
                line.getSubcommands().get("server").getCommandSpec().findOption("--" + name));
    }

    private static String run(Map<String, String> environment, String... arguments) {
        var err = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(Cli.run(arguments, environment)).isNotZero();
        } finally {
            System.setErr(err);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
