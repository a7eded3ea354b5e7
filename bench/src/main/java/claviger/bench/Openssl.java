package claviger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `openssl speed`, which measures one algorithm on one thread, with keys and contexts that are set up once.
///
/// <https://docs.openssl.org/3.0/man1/openssl-speed/>
///
/// @param arguments what to measure, such as `rsa2048`
record Openssl(List<String> arguments) implements Opponent {

    static Openssl speed(String... arguments) {
        return new Openssl(List.of(arguments));
    }

    /// The version, in one line.
    static String version() throws IOException, InterruptedException {
        return run(List.of("openssl", "version")).strip();
    }

    @Override
    public String name() {
        return "openssl";
    }

    @Override
    public Map<String, Double> measure(double seconds) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl", "speed", "-mr", "-seconds", "1"));
        command.addAll(arguments);
        return parse(run(command));
    }

    /// Reads what `-mr` prints: a line that begins with `+F` for each algorithm, the rates behind what it is called.
    /// Of ciphers and MACs the rate is in bytes, whose number per operation stands in a line before.
    ///
    /// @throws FailedRunException if there is no such line
    static Map<String, Double> parse(String output) {
        var rates = new HashMap<String, Double>();
        var bytes = 1.0;
        for (var line : output.lines().toList()) {
            var fields = line.split(":", -1);
            switch (fields[0]) {
                case "+H" -> bytes = Double.parseDouble(fields[1]);
                case "+F" -> rates.put(Opponent.ONCE, Double.parseDouble(fields[3]) / bytes);
                case "+F5" -> rates.put("agree", Double.parseDouble(fields[3]));
                case "+F2" -> {
                    signVerify(rates, fields, 3);
                    // Up to OpenSSL 3.1 there is no decryption: behind the padding it is what a signature is.
                    rates.put("decrypt", Double.parseDouble(fields[fields.length > 6 ? 6 : 3]));
                }
                case "+F4" -> signVerify(rates, fields, 3);
                case "+F6", "+F7" -> signVerify(rates, fields, 4);
                default -> {}
            }
        }
        if (rates.isEmpty()) {
            throw new FailedRunException("openssl speed told no rate: " + output);
        }
        return rates;
    }

    private static void signVerify(Map<String, Double> rates, String[] fields, int from) {
        rates.put("sign", Double.parseDouble(fields[from]));
        rates.put("verify", Double.parseDouble(fields[from + 1]));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new FailedRunException("%s failed: %s".formatted(String.join(" ", command), output));
        }
        return output;
    }
}
