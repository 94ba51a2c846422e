package io.ticketblue.bench.data;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.bench.Aim;
import io.ticketblue.bench.Machine;
import io.ticketblue.bench.report.Markdown;
import io.ticketblue.bench.report.ResultFiles;

/**
 * Writes down how methods of inserting compare.
 *
 * @param at when the comparison was made
 * @param command how it was started
 * @param machine on what
 * @param speeds of each method, the first being one by one
 */
record InsertReport(Instant at, String command, Machine machine, List<InsertSpeed> speeds) {

    private static final double AIM = 10;

    /**
     * Writes the table and the figures.
     * @return the one for people
     */
    Path write(Path directory) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", this.at.toString());
        json.put("command", this.command);
        json.put("machine", this.machine);
        json.put("aims", aims());
        json.put("methods", this.speeds);
        ResultFiles files = new ResultFiles(this.at, "inserts");
        return files.write(directory, markdown(files.date()), json);
    }

    /** The aim and what was reached. */
    List<Aim> aims() {
        InsertSpeed used = speed(Generator.METHOD);
        double times = used.times(speed(InsertMethod.ONE_BY_ONE));
        return List.of(new Aim(
                Markdown.format(
                        "%s, which the generator uses, at least %.0f times as fast as one by one, each committed",
                        Generator.METHOD.words(), AIM),
                Markdown.format(
                        "%.1f times; %.1f times as fast as one by one in one transaction, %.1f times as fast as %s",
                        times, used.times(speed(InsertMethod.ONE_TRANSACTION)), used.times(speed(InsertMethod.BATCH)),
                        InsertMethod.BATCH.words()),
                times >= AIM));
    }

    private InsertSpeed speed(InsertMethod method) {
        return this.speeds.stream().filter((one) -> one.method() == method).findFirst().orElseThrow();
    }

    private String markdown(LocalDate date) {
        int repetitions = this.speeds.getFirst().seconds().size();
        Markdown text = new Markdown().line("# Methods of inserting, %s\n", date)
            .line("Accounts, with all keys and constraints of the table, over one connection; database and writer share "
                    + "one machine. Each figure is the median of %d repetitions, after one that is not counted; each "
                    + "repetition begins with another method.\n", repetitions)
            .head("", "");
        this.machine.describe(text);
        text.line("| Java | %s |", this.machine.java())
            .line("| command | `%s` |", this.command)
            .line("| began | %s |", this.at)
            .line("")
            .aims();
        aims().forEach((aim) -> text.aim(aim.aim(), aim.found(), aim.met()));
        text.line("\n## Rates\n").head("method", ":rows", ":seconds", ":fastest and slowest", ":rows a second");
        this.speeds.forEach((one) -> text.line("| %s | %,d | %.2f | %.2f, %.2f | %,.0f |", one.method().words(),
                one.rows(), one.rows() / one.rate(), one.seconds().stream().min(Double::compare).orElseThrow(),
                one.seconds().stream().max(Double::compare).orElseThrow(), one.rate()));
        text.line("\n## How many times as fast\n");
        List<String> columns = new ArrayList<>(List.of("this method"));
        this.speeds.forEach((one) -> columns.add(":as " + one.method().words()));
        text.head(columns.toArray(String[]::new));
        for (InsertSpeed one : this.speeds) {
            List<String> cells = new ArrayList<>(List.of(one.method().words()));
            this.speeds.forEach((other) -> cells.add(Markdown.format("%.1f", one.times(other))));
            text.row(cells);
        }
        return text.toString();
    }

}
