package io.ticketblue.accounts.internal;

import java.text.Normalizer;
import java.time.Duration;

import io.ticketblue.accounts.internal.AccountSettings.Throttle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordsTests {

    private static final String LONGEST = "각".repeat(69) + "힣1!";

    private final Passwords passwords = passwords(1000);

    @Test
    void comparesEveryCharacterOfTheLongestPassword() {
        String hash = this.passwords.hash(LONGEST);
        assertThat(hash).hasSizeLessThan(255);
        assertThat(this.passwords.matches(LONGEST, hash)).isTrue();
        assertThat(this.passwords.matches("각".repeat(69) + "힣1?", hash)).isFalse();
        assertThat(this.passwords.matches(LONGEST.substring(1), hash)).isFalse();
    }

    @Test
    void takesLettersInPiecesForTheSame() {
        String hash = this.passwords.hash(LONGEST);
        assertThat(this.passwords.matches(Normalizer.normalize(LONGEST, Normalizer.Form.NFD), hash)).isTrue();
    }

    @Test
    void givesTwoPeopleWithOnePasswordDifferentHashes() {
        assertThat(this.passwords.hash(LONGEST)).isNotEqualTo(this.passwords.hash(LONGEST));
    }

    @Test
    void matchesNothingWithoutAHash() {
        assertThat(this.passwords.matches("nobody's password 0", null)).isFalse();
        assertThat(this.passwords.matches("", this.passwords.hash("x"))).isFalse();
        assertThat(this.passwords.matches("a".repeat(1_000_000), this.passwords.hash(""))).isFalse();
    }

    @Test
    void readsHashesOfOtherIterationsAndWantsThemRenewed() {
        String old = this.passwords.hash(LONGEST);
        Passwords stronger = passwords(2000);
        assertThat(stronger.matches(LONGEST, old)).isTrue();
        assertThat(stronger.isOutdated(old)).isTrue();
        assertThat(stronger.isOutdated(stronger.hash(LONGEST))).isFalse();
    }

    private static Passwords passwords(int iterations) {
        return new Passwords(new AccountSettings("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", null, iterations,
                Duration.ofMinutes(15), Duration.ofDays(14),
                new Throttle(5, 50, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1))));
    }

}
