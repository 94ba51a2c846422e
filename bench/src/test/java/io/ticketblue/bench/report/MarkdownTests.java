package io.ticketblue.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownTests {

    @Test
    void alignsNumbersToTheRight() {
        String table = new Markdown().head("way", ":a second").row(List.of("LIKE '%…%'", 3)).toString();
        assertThat(table).isEqualTo("""
                | way | a second |
                |---|--:|
                | LIKE '%…%' | 3 |
                """);
    }

    @Test
    void writesNumbersInEnglishOnEveryMachine() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(new Markdown().line("%,.1f", 1234.5)).hasToString("1,234.5\n");
        }
        finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void marksAnAimThatIsNotMet() {
        assertThat(new Markdown().aims().aim("fast", "1 s", false).aim("right", "all", true)).hasToString("""
                ## Aims

                | aim | found |  |
                |---|---|---|
                | fast | 1 s | **not met** |
                | right | all | met |
                """);
    }

    @Test
    void namesFilesByTheDay(@TempDir Path directory) throws IOException {
        ResultFiles files = new ResultFiles(Instant.parse("2026-11-28T23:59:59Z"), "search");
        Path written = files.write(directory.resolve("new"), "# " + files.date(), Map.of("rate", 2.5));
        assertThat(written).hasFileName("2026-11-28-search.md").hasContent("# 2026-11-28");
        assertThat(Files.readString(directory.resolve("new/2026-11-28-search.json"))).contains("\"rate\" : 2.5");
    }

}
