package io.ticketblue.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.ticketblue.bench.Machine;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down how ways of inserting compare.
 *
 * @param at when the comparison was made
 * @param machine on what
 * @param speeds of each way
 */
record InsertReport(Instant at, Machine machine, List<InsertComparison.Speed> speeds) {

    private static final double AIM = 10;

    /**
     * Writes the table and the figures.
     * @return the one for people
     */
    Path write(Path directory) throws IOException {
        LocalDate date = LocalDate.ofInstant(this.at, ZoneOffset.UTC);
        Files.createDirectories(directory);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", this.at.toString());
        json.put("machine", this.machine);
        json.put("ways", this.speeds);
        Files.writeString(directory.resolve(date + "-inserts.json"),
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(json)
                        + "\n");
        return Files.writeString(directory.resolve(date + "-inserts.md"), markdown(date));
    }

    private String markdown(LocalDate date) {
        StringBuilder text = new StringBuilder("# Ways of inserting, ").append(date).append("\n\n");
        line(text,
                "Accounts, with all keys and constraints of the table, over one connection on %d cores of %s. "
                        + "4 kB are written and forced to the disk in %.2f ms.\n",
                this.machine.cores(), this.machine.processor(), this.machine.fsyncMedian());
        text.append("| way | rows | seconds | rows a second | of one by one |\n|---|--:|--:|--:|--:|\n");
        double single = this.speeds.getFirst().rate();
        for (InsertComparison.Speed speed : this.speeds) {
            line(text, "| %s | %,d | %.2f | %,.0f | %.1f × |", speed.way(), speed.rows(), speed.seconds(), speed.rate(),
                    speed.rate() / single);
        }
        double many = this.speeds.getLast().rate() / single;
        line(text, "\nAim: statements of many rows at least %.0f times as fast as one by one: %.1f times, %s.", AIM,
                many, (many >= AIM) ? "met" : "**not met**");
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append("\n");
    }

}
