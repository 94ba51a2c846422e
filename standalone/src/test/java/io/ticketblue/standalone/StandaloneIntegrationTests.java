package io.ticketblue.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole edition as a process of its own, started, killed and stopped like a user
 * does.
 */
class StandaloneIntegrationTests {

    private static final Duration LONG = Duration.ofMinutes(4);

    private static final String BOX = "TICKET BLUE is ready.";

    private final List<ProcessHandle> started = new ArrayList<>();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path directory;

    private int starts;

    @AfterEach
    void endWhatIsLeft() {
        this.started.forEach(ProcessHandle::destroyForcibly);
        this.started.forEach((process) -> process.onExit().join());
    }

    @Test
    void survivesEveryEndAndLoadsTheDemoExactlyOnce() throws Exception {
        Run killed = start();
        await().atMost(LONG).until(() -> total(killed, "/api/performances") > 3);
        kill(killed);

        Run continued = start();
        ready(continued);
        Map<String, Integer> written = new HashMap<>();
        DemoContent content = DemoContent.read();
        content.performances()
            .values()
            .forEach((performances) -> performances
                .forEach((performance) -> written.put(performance.title(), performance.rounds().size())));
        // Each reviewed performance gets a preview once the demo is there.
        DemoReviews.read().keySet().forEach((title) -> written.merge(title, 1, Integer::sum));
        await().atMost(LONG).untilAsserted(() -> assertThat(shown(continued)).isEqualTo(written));
        assertThat(total(continued, "/api/venues")).isEqualTo(content.venues().size());
        assertThat(total(continued, "/api/performers")).isEqualTo(content.performers().size());
        await().atMost(LONG).until(() -> progress().contains("tickets=done"));
        String before = soldOut(continued);
        assertThat(before).contains("SOLD_OUT");
        assertThat(signIn(continued, DemoAccounts.BUYER)).isEqualTo(200);
        assertThat(signIn(continued, DemoAccounts.STAFF)).isEqualTo(200);
        assertThat(signIn(continued, DemoAccounts.BOX_OFFICE)).isEqualTo(200);
        assertThat(signIn(continued, DemoAccounts.FINANCE)).isEqualTo(200);
        kill(continued);

        Run again = start();
        ready(again);
        assertThat(shown(again)).isEqualTo(written);
        assertThat(soldOut(again)).isEqualTo(before);
        crashServers(again);
        await().atMost(LONG).untilAsserted(() -> assertThat(soldOut(again)).isEqualTo(before));
        await().atMost(LONG).until(() -> signIn(again, DemoAccounts.BUYER) == 200);
        List<ProcessHandle> servers = again.process().descendants().toList();
        assertThat(servers).hasSize(2);
        again.process().destroy();
        assertThat(again.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(servers).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void refusesAPortThatIsTakenWithOneSentenceAndExitCodeOne() throws Exception {
        Run first = launch(freePort(), "--ticketblue.demo=false");
        ready(first);
        this.started.addAll(first.process().descendants().toList());
        Run second = launch(first.port(), "--ticketblue.demo=false");
        assertThat(second.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.process().exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(second.output())).singleElement()
            .asString()
            .startsWith("Port " + first.port() + " of 127.0.0.1 is taken: ");
    }

    @Test
    void readsAReplicaWithOneSettingAlsoAfterItWasKilled() throws Exception {
        String[] settings = { "--ticketblue.demo=false", "--ticketblue.replica=true" };
        Run killed = launch(freePort(), settings);
        usesTheReplica(killed);
        kill(killed);
        Run again = launch(freePort(), settings);
        usesTheReplica(again);
        assertThat(get(again, "/api/performances").get("total").asLong()).isZero();
        List<ProcessHandle> servers = again.process().descendants().toList();
        assertThat(servers).hasSize(3);
        again.process().destroy();
        assertThat(again.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(servers).noneMatch(ProcessHandle::isAlive);
    }

    private static void usesTheReplica(Run run) {
        ready(run);
        await().atMost(LONG)
            .until(() -> Files.readString(run.output()).contains("Reads that may be stale go to the replica"));
    }

    private Run start() throws IOException {
        return launch(freePort());
    }

    private static int freePort() {
        return LaunchSettings.of(new String[] { "--server.port=0" }).port();
    }

    private Run launch(int port, String... settings) throws IOException {
        Path output = this.directory.resolve("output-" + this.starts++);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                        Standalone.class.getName(), "--server.port=" + port,
                        "--ticketblue.data=" + this.directory.resolve("data")));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        this.started.add(process.toHandle());
        return new Run(process, port, output);
    }

    private static void ready(Run run) {
        await().atMost(LONG).until(() -> {
            String output = Files.readString(run.output());
            assertThat(run.process().isAlive()).as(output).isTrue();
            return output.contains(BOX);
        });
    }

    /** As {@code kill -9} does; the servers beside it live on until the next start. */
    private void kill(Run run) throws InterruptedException {
        this.started.addAll(run.process().descendants().toList());
        run.process().destroyForcibly().waitFor();
    }

    /** The database and the Redis end, and the application goes on without them. */
    private void crashServers(Run run) {
        List<ProcessHandle> servers = run.process().descendants().toList();
        assertThat(servers).hasSize(2).allMatch(ProcessHandle::destroyForcibly);
        servers.forEach((server) -> server.onExit().join());
        await().atMost(LONG).until(() -> run.process().descendants().count() == 2);
        this.started.addAll(run.process().descendants().toList());
    }

    private Map<String, Integer> shown(Run run) throws IOException, InterruptedException {
        Map<String, Integer> shown = new HashMap<>();
        for (JsonNode performance : get(run, "/api/performances?size=100").get("items")) {
            JsonNode rounds = get(run, "/api/performances/" + performance.get("id").asLong() + "/rounds");
            assertThat(shown.put(performance.get("title").asString(), rounds.size())).isNull();
        }
        return shown;
    }

    private String soldOut(Run run) throws IOException, InterruptedException {
        for (JsonNode performance : get(run, "/api/performances?size=100").get("items")) {
            if (performance.get("title").asString().startsWith("길여울")) {
                return get(run, "/api/performances/" + performance.get("id").asLong() + "/rounds").toString();
            }
        }
        throw new AssertionError("The sold-out performance is missing");
    }

    private long total(Run run, String path) throws InterruptedException {
        try {
            return get(run, path).get("total").asLong();
        }
        catch (IOException ex) {
            // Not listening yet.
            return 0;
        }
    }

    private JsonNode get(Run run, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = this.http.send(HttpRequest.newBuilder(run.address(path)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private int signIn(Run run, String email) throws IOException, InterruptedException {
        String body = "{\"email\": \"" + email + "\", \"password\": \"" + DemoAccounts.PASSWORD + "\"}";
        return this.http
            .send(HttpRequest.newBuilder(run.address("/api/sessions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString())
            .statusCode();
    }

    private String progress() throws IOException {
        return Files.readString(this.directory.resolve("data/demo.properties"));
    }

    private record Run(Process process, int port, Path output) {

        URI address(String path) {
            return URI.create("http://127.0.0.1:" + this.port + path);
        }

    }

}
