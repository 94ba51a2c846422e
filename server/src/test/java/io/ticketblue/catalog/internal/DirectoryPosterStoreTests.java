package io.ticketblue.catalog.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.ticketblue.shared.Misconfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DirectoryPosterStoreTests extends PosterStoreContract {

    @TempDir
    private Path place;

    @Override
    PosterStore store() {
        return new DirectoryPosterStore(this.place.resolve("a/b"));
    }

    @Test
    void leavesNothingUnfinishedBehind() throws IOException {
        store().write("x.jpg", bytes("x"));
        try (var files = Files.list(this.place.resolve("a/b"))) {
            assertThat(files.map((file) -> file.getFileName().toString())).containsExactly("x.jpg");
        }
    }

    @Test
    void saysWhenItsDirectoryCannotBeOne() throws IOException {
        Path file = Files.writeString(this.place.resolve("file"), "taken");
        assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> new DirectoryPosterStore(file))
            .withMessageContaining(file.toString());
    }

    @Test
    void saysWhenItsDirectoryIsGone() throws IOException {
        PosterStore store = new DirectoryPosterStore(this.place.resolve("c"));
        Files.delete(this.place.resolve("c"));
        assertThatExceptionOfType(PosterStoreUnavailable.class).isThrownBy(() -> store.write("x.jpg", bytes("x")));
    }

}
