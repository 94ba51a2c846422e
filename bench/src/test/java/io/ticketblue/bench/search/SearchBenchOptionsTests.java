package io.ticketblue.bench.search;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SearchBenchOptionsTests {

    @Test
    void changesOnlyWhatItIsTold() {
        SearchBenchOptions options = SearchBenchOptions.parse(List.of("--rates=100,20", "--bookings=2"));
        assertThat(options.rates()).containsExactly(20, 100);
        assertThat(options.bookings()).isEqualTo(2);
        assertThat(options.measured()).isEqualTo(Duration.ofSeconds(10));
        assertThat(SearchBenchOptions.parse(List.of()).rates()).contains(SearchBenchOptions.USUAL_RATE);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException().isThrownBy(() -> SearchBenchOptions.parse(List.of("--rates=20,x")))
            .withMessageContaining("--rates must be up to ten whole numbers");
        assertThatIllegalArgumentException().isThrownBy(() -> SearchBenchOptions.parse(List.of("--longest=0")))
            .withMessage("--longest must be a whole number from 1 on, not '0'");
        assertThatIllegalArgumentException().isThrownBy(() -> SearchBenchOptions.parse(List.of("--speed=1")))
            .withMessageContaining("'--speed=1' is no option");
    }

}
