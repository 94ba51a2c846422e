package io.ticketblue.bench.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the comparison is told on its command line, as {@code --name=value}.
 *
 * @param measured how long each way is measured with each number of threads
 * @param warmUp how long each way runs before that
 * @param bufferPoolMegabytes memory of the database
 * @param directory where the generated data are
 * @param results where the result is written
 */
record SearchBenchOptions(Duration measured, Duration warmUp, int bufferPoolMegabytes, Path directory, Path results) {

    private static final List<String> DEFAULTS = List.of("seconds=10", "warm-up=20", "buffer-pool=2048",
            "directory=bench/target/data", "results=docs/results");

    /**
     * Reads a command line.
     * @throws IllegalArgumentException with a sentence for the person who typed it
     */
    static SearchBenchOptions parse(List<String> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        DEFAULTS.forEach((option) -> values.put(option.split("=", 2)[0], option.split("=", 2)[1]));
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            String name = parts[0].replaceFirst("^--", "");
            if (parts.length != 2 || !parts[0].startsWith("--") || !values.containsKey(name)) {
                throw new IllegalArgumentException(
                        "'" + argument + "' is no option. Options are --" + String.join(" --", DEFAULTS));
            }
            values.put(name, parts[1]);
        }
        return new SearchBenchOptions(Duration.ofSeconds(number(values, "seconds", 1)),
                Duration.ofSeconds(number(values, "warm-up", 1)), (int) number(values, "buffer-pool", 128),
                Path.of(values.getOrDefault("directory", "")), Path.of(values.getOrDefault("results", "")));
    }

    private static long number(Map<String, String> values, String name, long least) {
        String value = values.getOrDefault(name, "");
        if (!value.matches("\\d{1,6}") || Long.parseLong(value) < least) {
            throw new IllegalArgumentException(
                    "--" + name + " must be a whole number from " + least + " on, not '" + value + "'");
        }
        return Long.parseLong(value);
    }

}
