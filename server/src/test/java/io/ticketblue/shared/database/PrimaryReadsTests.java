package io.ticketblue.shared.database;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PrimaryReadsTests {

    @Test
    void holdsInsideAndNoLonger() {
        assertThat(PrimaryReads.isRequired()).isFalse();
        assertThat(PrimaryReads.run(PrimaryReads::isRequired)).isTrue();
        assertThat(PrimaryReads.run(() -> PrimaryReads.run(PrimaryReads::isRequired))).isTrue();
        assertThat(PrimaryReads.isRequired()).isFalse();
    }

    @Test
    void endsWithAFailure() {
        assertThatIllegalStateException().isThrownBy(() -> PrimaryReads.run(() -> {
            throw new IllegalStateException();
        }));
        assertThat(PrimaryReads.isRequired()).isFalse();
    }

}
