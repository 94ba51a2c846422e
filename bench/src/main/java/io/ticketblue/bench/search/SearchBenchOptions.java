package io.ticketblue.bench.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the comparison is told on its command line, as {@code --name=value}.
 *
 * @param measured how long a closed loop begins its list of questions again
 * @param warmUp how long each way runs before it is measured
 * @param longest after which a closed loop asks nothing more
 * @param rates how many questions a second arrive in the open loads, ascending
 * @param arriving how long they arrive at each rate
 * @param bookings from how many bookings the questions of staff take their values
 * @param bufferPoolMegabytes memory of the database
 * @param directory where the generated data are
 * @param results where the result is written
 */
record SearchBenchOptions(Duration measured, Duration warmUp, Duration longest, List<Integer> rates, Duration arriving,
        int bookings, int bufferPoolMegabytes, Path directory, Path results) {

    /** The rate at which the aims are judged. */
    static final int USUAL_RATE = 50;

    private static final List<String> DEFAULTS = List.of("seconds=10", "warm-up=20", "longest=600", "rates=20,50,100",
            "arrival-seconds=30", "bookings=6", "buffer-pool=2048", "directory=bench/target/data",
            "results=docs/results");

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
        return new SearchBenchOptions(seconds(values, "seconds"), seconds(values, "warm-up"),
                seconds(values, "longest"), rates(values.getOrDefault("rates", "")), seconds(values, "arrival-seconds"),
                (int) number(values, "bookings", 1), (int) number(values, "buffer-pool", 128),
                Path.of(values.getOrDefault("directory", "")), Path.of(values.getOrDefault("results", "")));
    }

    private static Duration seconds(Map<String, String> values, String name) {
        return Duration.ofSeconds(number(values, name, 1));
    }

    private static long number(Map<String, String> values, String name, long least) {
        String value = values.getOrDefault(name, "");
        if (!value.matches("\\d{1,6}") || Long.parseLong(value) < least) {
            throw new IllegalArgumentException(
                    "--" + name + " must be a whole number from " + least + " on, not '" + value + "'");
        }
        return Long.parseLong(value);
    }

    private static List<Integer> rates(String value) {
        if (!value.matches("[1-9]\\d{0,3}(,[1-9]\\d{0,3}){0,9}")) {
            throw new IllegalArgumentException("--rates must be up to ten whole numbers from 1 to 9999, separated by "
                    + "commas, not '" + value + "'");
        }
        return Arrays.stream(value.split(",")).map(Integer::valueOf).distinct().sorted().toList();
    }

}
