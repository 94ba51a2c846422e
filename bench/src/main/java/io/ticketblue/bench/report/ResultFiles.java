package io.ticketblue.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of one result, named by the day on which its run began.
 *
 * @param at when it began
 * @param name what was measured, such as {@code search}
 */
public record ResultFiles(Instant at, String name) {

    /** The name of the files without their ending. */
    public String base() {
        return date() + "-" + this.name;
    }

    /** The day in UTC. */
    public LocalDate date() {
        return LocalDate.ofInstant(this.at, ZoneOffset.UTC);
    }

    /**
     * Writes the report for people and the figures for programs; files of an earlier run
     * of the same day are replaced.
     * @return the path of the report
     * @throws IllegalStateException if they cannot be written
     */
    public Path write(Path directory, String markdown, Object figures) {
        write(directory, ".json",
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(figures)
                        + "\n");
        return write(directory, ".md", markdown);
    }

    /**
     * Writes one more file beside the others.
     * @param ending of its name, with the dot
     * @throws IllegalStateException if it cannot be written
     */
    public Path write(Path directory, String ending, String text) {
        try {
            return Files.writeString(Files.createDirectories(directory).resolve(base() + ending), text);
        }
        catch (IOException ex) {
            throw new IllegalStateException("The result could not be written to " + directory, ex);
        }
    }

}
