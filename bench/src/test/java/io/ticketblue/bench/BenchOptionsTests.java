package io.ticketblue.bench;

import java.time.Duration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BenchOptionsTests {

    @Test
    void changesOnlyWhatItIsTold() {
        BenchOptions options = BenchOptions.parse(List.of("--seconds=3", "--ledger-rows=0"));
        assertThat(options.measured()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.parts()).isEqualTo(1);
        assertThat(options.repetitions()).isEqualTo(3);
        assertThat(options.connections()).isEqualTo(64);
    }

    @Test
    void givesEveryRepetitionOfTheHoldsRoundsOfItsOwn() {
        assertThat(BenchOptions.parse(List.of("--rounds=5", "--repetitions=3")).roundsOfAllHolds()).isEqualTo(40);
    }

    @Test
    void namesAllOptionsWhenOneIsUnknown() {
        assertThatIllegalArgumentException().isThrownBy(() -> BenchOptions.parse(List.of("--speed=9")))
            .withMessageContaining("'--speed=9' is no option")
            .withMessageContaining("--ledger-rows=5000000");
    }

    @Test
    void saysWhichOptionIsOutOfItsRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> BenchOptions.parse(List.of("--repetitions=0")))
            .withMessage("--repetitions must be a whole number from 1 on, not '0'");
    }

    @Test
    void comparesCouponsAloneIfToldSo() {
        BenchOptions options = BenchOptions.parse(List.of("--coupons", "--repetitions=1"));
        assertThat(options.coupons()).isTrue();
        assertThat(options.roundsOfAllHolds()).isZero();
        assertThat(BenchOptions.parse(List.of()).coupons()).isFalse();
    }

    @Test
    void asksForTheBuildToCompareWith(@TempDir Path directory) throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> BenchOptions.parse(List.of("--sign-in")))
            .withMessageStartingWith("--baseline must name");
        Path jar = Files.createFile(directory.resolve("before.jar"));
        BenchOptions options = BenchOptions.parse(List.of("--nothing", "--baseline=" + jar));
        assertThat(options.comparison()).isEqualTo(BenchOptions.Comparison.NOTHING);
        assertThat(options.baseline()).isEqualTo(jar);
        assertThat(BenchOptions.parse(List.of()).comparison()).isEqualTo(BenchOptions.Comparison.NONE);
    }

}
