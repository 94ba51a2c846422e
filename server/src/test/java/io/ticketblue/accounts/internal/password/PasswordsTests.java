package io.ticketblue.accounts.internal.password;

import java.text.Normalizer;
import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.accounts.internal.password.HashingQueue.Lane;
import org.junit.jupiter.api.Test;

import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PasswordsTests {

    private static final String LONGEST = "각".repeat(69) + "힣1!";

    private final Passwords passwords = passwords(1, 1);

    @Test
    void comparesEveryCharacterOfTheLongestPassword() {
        String hash = this.passwords.hash(LONGEST);
        assertThat(hash).hasSizeLessThan(255).isASCII();
        assertThat(this.passwords.matches(LONGEST, hash)).isTrue();
        assertThat(this.passwords.matches("각".repeat(69) + "힣1?", hash)).isFalse();
        assertThat(this.passwords.matches(LONGEST.substring(1), hash)).isFalse();
    }

    @Test
    void takesLettersInPiecesForTheSame() {
        String hash = this.passwords.hash(Lane.SIGN_UP, LONGEST);
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
        assertThat(this.passwords.matches("-".repeat(1_000_000), this.passwords.hash("-"))).isFalse();
    }

    @Test
    void hashesAsStronglyAsTheSettingsAskForByDefault() {
        assertThat(passwords(19, 2).hash(LONGEST)).startsWith("{argon2}$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void wantsWeakerHashesRenewed() {
        String weak = this.passwords.hash(LONGEST);
        for (Passwords stronger : new Passwords[] { passwords(2, 1), passwords(1, 2) }) {
            assertThat(stronger.matches(LONGEST, weak)).isTrue();
            assertThat(stronger.isOutdated(weak)).isTrue();
            assertThat(stronger.isOutdated(stronger.hash(LONGEST))).isFalse();
        }
    }

    @Test
    void verifiesHashesOfPbkdf2AndWantsThemRenewed() {
        String old = "{pbkdf2-sha256:1000}"
                + new Pbkdf2PasswordEncoder("", 16, 1000, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256)
                    .encode("blue-seat-7");
        assertThat(this.passwords.matches("blue-seat-7", old)).isTrue();
        assertThat(this.passwords.matches("blue-seat-8", old)).isFalse();
        assertThat(this.passwords.isOutdated(old)).isTrue();
    }

    @Test
    void failsLoudlyAtAHashThatNobodyMade() {
        assertThatIllegalStateException().isThrownBy(() -> this.passwords.matches("blue-seat-7", "{noop}blue-seat-7"));
    }

    private static Passwords passwords(int megabytes, int iterations) {
        PasswordSettings settings = new PasswordSettings(DataSize.ofMegabytes(megabytes), iterations, 1, 10, 10,
                Duration.ofSeconds(5));
        return new Passwords(settings, new HashingQueue(settings, new SimpleMeterRegistry()));
    }

}
