package io.ticketblue.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is looked at before anything starts. */
class LaunchTests {

    @TempDir
    Path directory;

    private LaunchSettings settings(int port, Path data) {
        return LaunchSettings.of(new String[] { "--server.port=" + port, "--ticketblue.data=" + data });
    }

    @Test
    void passesWithAFreePortAndADirectoryThatIsNotThereYet() {
        Path data = this.directory.resolve("new/data");
        Preflight.check(settings(0, data));
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void saysInOneSentenceThatThePortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            LaunchSettings settings = settings(other.getLocalPort(), this.directory);
            assertThatExceptionOfType(StartProblem.class).isThrownBy(() -> Preflight.check(settings))
                .withMessageStartingWith("Port " + other.getLocalPort() + " of 127.0.0.1 is taken: ")
                .withMessageContaining("SERVER_PORT=");
        }
    }

    @Test
    void saysInOneSentenceThatTheDirectoryCannotBeWrittenTo() throws IOException {
        Path file = Files.createFile(this.directory.resolve("file"));
        LaunchSettings settings = settings(0, file.resolve("data"));
        assertThatExceptionOfType(StartProblem.class).isThrownBy(() -> Preflight.check(settings))
            .withMessageContaining(file.resolve("data") + " cannot be written to: ")
            .withMessageContaining("TICKETBLUE_DATA=");
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatExceptionOfType(StartProblem.class)
            .isThrownBy(() -> LaunchSettings.of(new String[] { "--server.port=eighty" }))
            .withMessageContaining("'eighty'");
        assertThatExceptionOfType(StartProblem.class)
            .isThrownBy(() -> LaunchSettings.of(new String[] { "--server.port=70000" }))
            .withMessageContaining("'70000'");
    }

    @Test
    void choosesAPortOfItsOwnAndTellsTheServer() {
        LaunchSettings settings = LaunchSettings.of(new String[] { "--server.port=0", "--ticketblue.demo=false" });
        assertThat(settings.port()).isPositive();
        assertThat(settings.demo()).isFalse();
        assertThat(settings.replica()).isFalse();
        assertThat(settings.arguments(new String[] { "--server.port=0", "--debug" })).containsExactly("--debug",
                "--server.port=" + settings.port());
    }

    @Test
    void keepsWhatItMadeOnceForItsOwnerAlone() throws IOException {
        Path file = this.directory.resolve("kept.properties");
        String first = Keepsakes.open(file).get("token-key", Keepsakes::key);
        assertThat(Keepsakes.open(file).get("token-key", Keepsakes::key)).isEqualTo(first);
        assertThat(Keepsakes.key()).isNotEqualTo(first);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        }
    }

    @Test
    void drawsABoxWhoseEdgesStandInLineAlsoWithKorean() {
        List<ReadyBox.Fact> facts = List.of(new ReadyBox.Fact("Site", "사이트", "http://localhost:8080"));
        assertThat(ReadyBox.of(facts, true)).contains("| Site      사이트    http://localhost:8080");
        assertThat(ReadyBox.of(facts, false).lines().filter((line) -> !line.isEmpty()).mapToInt(String::length))
            .containsOnly(ReadyBox.of(facts, false).strip().lines().findFirst().orElseThrow().length());
        assertThat(ReadyBox.of(facts, false)).matches("\\p{ASCII}*");
    }

}
