package io.ticketblue.bench.data;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the generator is told on its command line, as {@code --name=value}.
 *
 * @param shape how much is made
 * @param directory where the one-machine edition keeps its data, which is made there; not
 * used with an address
 * @param url the JDBC address of a database of one's own; empty for the directory
 * @param user its account
 * @param databasePassword the account's password
 * @param password of all accounts that are made
 * @param writers how many connections write at the same time
 * @param bufferPoolMegabytes memory of the database of the directory
 * @param check whether the ledgers are checked afterwards
 * @param comparedRows how many rows each method of inserting is measured with first; 0
 * for no comparison
 * @param comparisons how many times each of them is measured
 * @param results where the comparison is written
 */
record DataOptions(Shape shape, Path directory, String url, String user, String databasePassword, String password,
        int writers, int bufferPoolMegabytes, boolean check, int comparedRows, int comparisons, Path results) {

    private static final List<String> DEFAULTS = List.of("performances=100000", "accounts=1000000", "bookings=1000000",
            "reviews=15", "seed=1", "today=", "directory=bench/target/data", "url=", "user=", "database-password=",
            "password=generated-1-seat", "writers=2", "buffer-pool=2048", "check=true", "compare=0",
            "compare-repetitions=5", "results=docs/results");

    /**
     * Reads a command line.
     * @throws IllegalArgumentException with a sentence for the person who typed it
     */
    static DataOptions parse(List<String> arguments, LocalDate today) {
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
        Shape shape = new Shape((int) number(values, "performances", 1, 1_000_000),
                (int) number(values, "accounts", 1_000, 20_000_000), (int) number(values, "bookings", 0, 20_000_000),
                (int) number(values, "reviews", 0, 100), number(values, "seed", 0, Integer.MAX_VALUE),
                day(text(values, "today"), today));
        return new DataOptions(shape, Path.of(text(values, "directory")), text(values, "url"), text(values, "user"),
                text(values, "database-password"), password(text(values, "password")),
                (int) number(values, "writers", 1, 16), (int) number(values, "buffer-pool", 128, 1_000_000),
                Boolean.parseBoolean(text(values, "check")), (int) number(values, "compare", 0, 1_000_000),
                (int) number(values, "compare-repetitions", 1, 100), Path.of(text(values, "results")));
    }

    private static String text(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }

    private static LocalDate day(String text, LocalDate today) {
        try {
            return text.isEmpty() ? today : LocalDate.parse(text);
        }
        catch (DateTimeException ex) {
            throw new IllegalArgumentException("--today must be a date such as 2026-12-24, not '" + text + "'", ex);
        }
    }

    private static String password(String text) {
        if (text.length() < 8 || text.length() > 72) {
            throw new IllegalArgumentException("--password must have 8 to 72 characters");
        }
        return text;
    }

    private static long number(Map<String, String> values, String name, long least, long most) {
        String value = text(values, name);
        if (!value.matches("\\d{1,10}") || Long.parseLong(value) < least || Long.parseLong(value) > most) {
            throw new IllegalArgumentException(
                    "--" + name + " must be a whole number from " + least + " to " + most + ", not '" + value + "'");
        }
        return Long.parseLong(value);
    }

}
