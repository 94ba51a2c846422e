package io.ticketblue.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class EmbeddedRedisIntegrationTests {

    @TempDir
    private Path place;

    @Test
    void answersWhoKnowsThePassword() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.startTemporary()) {
            assertThat(talk(redis, "PING")).containsExactly("-NOAUTH Authentication required.");
            assertThat(talk(redis, "AUTH " + redis.password(), "PING", "SET seat A-1", "STRLEN seat"))
                .containsExactly("+OK", "+PONG", "+OK", ":3");
            assertThat(redis.url()).isEqualTo("redis://:" + redis.password() + "@127.0.0.1:" + redis.port());
        }
    }

    @Test
    void isStartedAgainAfterACrashWithTheSameAddress() {
        try (EmbeddedRedis redis = EmbeddedRedis.startTemporary(); Supervisor supervisor = Supervisor.watch(redis)) {
            long first = redis.pid();
            String url = redis.url();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> talk(redis, "AUTH " + redis.password(), "PING").contains("+PONG"));
            assertThat(redis.pid()).isNotEqualTo(first);
            assertThat(redis.url()).isEqualTo(url);
            assertThat(supervisor.isWatching()).isTrue();
        }
    }

    @Test
    void isGoneAfterClose() {
        EmbeddedRedis redis = EmbeddedRedis.start(this.place.resolve("redis"));
        redis.close();
        redis.close();
        assertThat(ProcessHandle.of(redis.pid())).isEmpty();
    }

    @Test
    void refusesADirectoryInUse() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(this.place.resolve("redis"))) {
            assertThatExceptionOfType(EmbeddedServerException.class)
                .isThrownBy(() -> EmbeddedRedis.start(this.place.resolve("redis")))
                .withMessageContaining("is in use by process " + ProcessHandle.current().pid());
            assertThat(ProcessHandle.of(redis.pid())).isPresent();
        }
    }

    @Test
    void endsTheServerOfAKilledProcessInTheSameDirectory() throws Exception {
        long orphan;
        try (ChildJvm child = ChildJvm.run(RedisOwner.class, this.place.resolve("redis"))) {
            orphan = Long.parseLong(child.firstLine());
            child.kill();
            assertThat(runs(orphan)).isTrue();
        }
        EmbeddedRedis.start(this.place.resolve("redis")).close();
        assertThat(runs(orphan)).isFalse();
    }

    @Test
    void endsTheThrowawayServerOfAKilledProcess() throws Exception {
        long orphan;
        try (ChildJvm child = ChildJvm.run(RedisOwner.class)) {
            orphan = Long.parseLong(child.firstLine());
            child.kill();
            assertThat(runs(orphan)).isTrue();
        }
        EmbeddedRedis.startTemporary().close();
        assertThat(runs(orphan)).isFalse();
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).flatMap((handle) -> handle.info().arguments()).isPresent();
    }

    private static List<String> talk(EmbeddedRedis redis, String... commands) throws IOException {
        List<String> answers = new ArrayList<>();
        try (Socket socket = new Socket(redis.host(), redis.port());
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
                answers.add(reader.readLine());
            }
        }
        return answers;
    }

}
