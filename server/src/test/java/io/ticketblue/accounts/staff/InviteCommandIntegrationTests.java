package io.ticketblue.accounts.staff;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.ticketblue.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class InviteCommandIntegrationTests {

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final Level level = this.root.getLevel();

    /**
     * The command makes the logging of its process quiet, which here is that of all
     * tests.
     */
    @AfterEach
    void restoreTheLogLevel() {
        this.root.setLevel(this.level);
    }

    @Test
    void invitesTheFirstAdministratorOnAnEmptyDatabase() {
        Map<String, Object> settings = TestServers.properties();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        String[] args = Stream
            .concat(Stream.of("--invite=First@ticketblue.example", "--ticketblue.public-url=https://tickets.example"),
                    settings.entrySet().stream().map((one) -> "--" + one.getKey() + "=" + one.getValue()))
            .toArray(String[]::new);
        String email = InviteCommand.email(args).orElseThrow();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            assertThat(InviteCommand.run(email, args, out)).isZero();
            assertThat(InviteCommand.run("nobody", args, out)).isEqualTo(1);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Invitation of first@ticketblue.example")
            .containsPattern("(?m)^https://tickets\\.example/invitations/[A-Za-z0-9_-]{43}$")
            .contains("'nobody' is not an email address");
    }

    @Test
    void isNotMeantWithoutTheOption() {
        assertThat(InviteCommand.email("--server.port=0", "invite")).isEmpty();
    }

}
