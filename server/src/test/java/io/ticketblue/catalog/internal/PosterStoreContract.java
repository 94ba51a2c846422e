package io.ticketblue.catalog.internal;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every place for posters promises. */
abstract class PosterStoreContract {

    private static final String NAME = "0123456789abcdef0123456789abcdef-240.jpg";

    abstract PosterStore store();

    @Test
    void givesBackWhatWasWritten() {
        store().write(NAME, bytes("first"));
        store().write(NAME, bytes("again"));
        assertThat(store().read(NAME)).hasValueSatisfying((jpeg) -> assertThat(jpeg).isEqualTo(bytes("again")));
    }

    @Test
    void deletesWhatIsThereAndWhatIsNot() {
        store().write(NAME, bytes("gone"));
        store().delete(NAME);
        store().delete(NAME);
        assertThat(store().read(NAME)).isEmpty();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
