package io.ticketblue.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.ticketblue.bench.Aim;
import io.ticketblue.bench.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class InsertReportTests {

    private static final Machine MACHINE = new Machine(2, 8_000, "a processor", "an operating system", "a Java", 1, 2);

    @Test
    void comparesTheMethodOfTheGeneratorWithSingleCommits() {
        assertThat(report(10).aims()).singleElement().satisfies((aim) -> {
            assertThat(aim.met()).isTrue();
            assertThat(aim.aim()).contains(Generator.METHOD.words());
            assertThat(aim.found()).startsWith("10.0 times")
                .contains("5.0 times as fast as one by one in one transaction",
                        "2.5 times as fast as batches without rewriting");
        });
        assertThat(report(9.9).aims()).noneMatch(Aim::met);
    }

    @Test
    void takesTheMedianOfAllRepetitions() {
        assertThat(new InsertSpeed(InsertMethod.BATCH, 100, List.of(1.0, 50.0, 2.0)).rate()).isEqualTo(50);
    }

    @Test
    void tellsAllRatiosMachineAndCommand(@TempDir Path directory) throws IOException {
        Path written = report(10).write(directory);
        assertThat(written).hasFileName("1970-01-01-inserts.md")
            .content()
            .contains("the median of 3 repetitions", "2 cores of a processor", "| command | `a command` |",
                    "| one by one in one transaction | 1,000 | 5.00 | 5.00, 5.00 | 200 |",
                    "| one by one in one transaction | 2.0 | 1.0 | 0.5 |");
        assertThat(Files.readString(directory.resolve("1970-01-01-inserts.json")))
            .contains("\"command\" : \"a command\"", "ONE_BY_ONE");
    }

    @Test
    void keepsPasswordsOutOfTheCommand() {
        assertThat(GenerateData
            .command(List.of("--compare=5", "--password=secret-1", "--database-password=secret-2", "--user=me")))
            .contains("--compare=5 --password=… --database-password=… --user=me")
            .doesNotContain("secret");
        assertThat(GenerateData.command(List.of())).endsWith("spring-boot:run");
    }

    /** 100 rows a second one by one, the generator's method so many times as fast. */
    private static InsertReport report(double times) {
        return new InsertReport(Instant.EPOCH, "a command", MACHINE, Arrays.stream(InsertMethod.values())
            .map((method) -> speed(method, (method == Generator.METHOD) ? 100 * times : switch (method) {
                case ONE_BY_ONE -> 100;
                case ONE_TRANSACTION -> 200;
                case BATCH -> 400;
                default -> 600;
            }))
            .toList());
    }

    private static InsertSpeed speed(InsertMethod method, double rate) {
        return new InsertSpeed(method, 1_000, List.of(1_000 / rate, 1_000 / rate, 1_000 / rate));
    }

}
