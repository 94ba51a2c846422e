package io.ticketblue.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the benchmark is told on its command line, as {@code --name=value}.
 *
 * @param measured how long each scenario is measured in each repetition
 * @param repetitions how many times each scenario is measured
 * @param warmUp how long each scenario runs before that
 * @param connections how many connections ask at the same time
 * @param people how many people there are
 * @param rounds how many rounds of 15,000 seats a repetition of the holds spreads over
 * @param crowd how many people want the same four seats
 * @param ledgerRows how many rows are added to the seat ledger before the second part; 0
 * for no second part
 * @param ledgerReservations how many reservations of two sold seats are among them
 * @param heapMegabytes memory of the application
 * @param bufferPoolMegabytes memory of the database
 * @param coupons whether the ways to give coupons are compared instead of everything else
 * @param reads whether reads of public content are measured instead of everything else
 * @param comparison which builds are compared instead of everything else, and in what
 * @param baseline the executable jar of the build to compare with
 * @param directory where servers keep their data; those of an earlier run are replaced
 * @param results where the result is written
 */
record BenchOptions(Duration measured, int repetitions, Duration warmUp, int connections, int people, int rounds,
        int crowd, long ledgerRows, long ledgerReservations, int heapMegabytes, int bufferPoolMegabytes,
        boolean coupons, boolean reads, Comparison comparison, Path baseline, Path directory, Path results) {

    private static final Map<String, String> DEFAULTS = defaults();

    private static final String COUPONS = "--coupons";

    private static final String READS = "--reads";

    /** Seats of the hall whose rounds the holds spread over. */
    static final int ARENA = 15_000;

    /**
     * Reads a command line.
     * @throws IllegalArgumentException with a sentence for the person who typed it
     */
    static BenchOptions parse(List<String> arguments) {
        Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
        for (String argument : arguments) {
            if (argument.equals(COUPONS) || argument.equals(READS) || Comparison.of(argument) != Comparison.NONE) {
                continue;
            }
            String[] parts = argument.split("=", 2);
            String name = parts[0].replaceFirst("^--", "");
            if (parts.length != 2 || !parts[0].startsWith("--") || !values.containsKey(name)) {
                throw new IllegalArgumentException("'" + argument + "' is no option. Options are "
                        + String.join(" ", DEFAULTS.entrySet().stream().map((option) -> "--" + option).toList()) + " "
                        + COUPONS + " " + READS + " --sign-in --nothing");
            }
            values.put(name, parts[1]);
        }
        if (arguments.stream().map(Comparison::of).anyMatch((one) -> one != Comparison.NONE)
                && !Files.isRegularFile(Path.of(values.getOrDefault("baseline", "")))) {
            throw new IllegalArgumentException(
                    "--baseline must name the executable jar of the build to compare with, which "
                            + "'mvn package' leaves in server/target");
        }
        return new BenchOptions(Duration.ofSeconds(number(values, "seconds", 1)),
                (int) number(values, "repetitions", 1), Duration.ofSeconds(number(values, "warm-up", 1)),
                (int) number(values, "connections", 16), (int) number(values, "people", 200),
                (int) number(values, "rounds", 1), (int) number(values, "crowd", 2), number(values, "ledger-rows", 0),
                number(values, "ledger-reservations", 0), (int) number(values, "heap", 256),
                (int) number(values, "buffer-pool", 128), arguments.contains(COUPONS), arguments.contains(READS),
                arguments.stream()
                    .map(Comparison::of)
                    .filter((one) -> one != Comparison.NONE)
                    .findFirst()
                    .orElse(Comparison.NONE),
                Path.of(values.getOrDefault("baseline", "")), Path.of(values.getOrDefault("directory", "")),
                Path.of(values.getOrDefault("results", "")));
    }

    /** How many parts the benchmark has. */
    int parts() {
        return (this.ledgerRows > 0) ? 2 : 1;
    }

    /** How many rounds of the arena the holds use up, each once. */
    int roundsOfAllHolds() {
        return this.coupons ? 0 : parts() * (this.repetitions + 1) * this.rounds;
    }

    private static long number(Map<String, String> values, String name, long least) {
        String value = values.getOrDefault(name, "");
        if (!value.matches("\\d{1,9}") || Long.parseLong(value) < least) {
            throw new IllegalArgumentException(
                    "--" + name + " must be a whole number from " + least + " on, not '" + value + "'");
        }
        return Long.parseLong(value);
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        for (String option : List.of("seconds=6", "repetitions=3", "warm-up=20", "connections=64", "people=20000",
                "rounds=6", "crowd=200", "ledger-rows=5000000", "ledger-reservations=500000", "heap=1024",
                "buffer-pool=2048", "baseline=", "directory=bench/target/bench", "results=docs/results")) {
            String[] parts = option.split("=", 2);
            defaults.put(parts[0], parts[1]);
        }
        return defaults;
    }

    /** What builds are compared in. */
    enum Comparison {

        NONE(""), SIGN_IN("--sign-in"), NOTHING("--nothing");

        private final String argument;

        Comparison(String argument) {
            this.argument = argument;
        }

        private static Comparison of(String argument) {
            return Arrays.stream(values()).filter((one) -> one.argument.equals(argument)).findFirst().orElse(NONE);
        }

    }

}
