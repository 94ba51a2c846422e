package io.ticketblue.embedded.opensearch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.ticketblue.embedded.ChildJvm;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

class EmbeddedOpenSearchIntegrationTests {

    private static final JsonMapper JSON = new JsonMapper();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static EmbeddedOpenSearch node;

    @BeforeAll
    static void start() {
        node = EmbeddedOpenSearch.startTemporary();
    }

    @AfterAll
    static void stop() {
        node.close();
        node.close();
        assertThat(runs(node.pid())).isFalse();
    }

    @Test
    void splitsKoreanCompounds() throws Exception {
        JsonNode answer = send("POST", "/_analyze", """
                {"tokenizer": {"type": "nori_tokenizer", "decompound_mode": "mixed"}, "text": "국립극장"}""");
        assertThat(answer.path("tokens").valueStream().map((token) -> token.path("token").asString())).contains("국립극장",
                "국립", "극장");
    }

    @Test
    void isAnOpenSearchOfTheVersionThatIsSupported() throws Exception {
        assertThat(send("GET", "/", "").path("version").path("number").asString()).startsWith("3.8.");
    }

    @Test
    void listensOnTheLoopbackInterfaceOnly() throws Exception {
        String port = node.address().substring(node.address().indexOf(':') + 1);
        assertThat(node.address()).isEqualTo("127.0.0.1:" + port);
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter((address) -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .forEach((address) -> assertThatIOException().isThrownBy(() -> {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, Integer.parseInt(port)), 1000);
                }
            }));
    }

    @Test
    void keepsItsDataAndItsAddressOverACrash() throws Exception {
        send("PUT", "/seats/_doc/1?refresh=true", "{\"name\": \"가-1\"}");
        long first = node.pid();
        String url = node.url();
        node.crash();
        assertThat(runs(first)).isFalse();
        assertThat(node.ended()).succeedsWithin(Duration.ofSeconds(10));
        assertThatIOException().isThrownBy(() -> send("GET", "/", ""));
        node.startAgain();
        assertThat(node.pid()).isNotEqualTo(first);
        assertThat(node.url()).isEqualTo(url);
        await().atMost(Duration.ofMinutes(1))
            .until(() -> send("GET", "/seats/_doc/1", "").path("_source").path("name").asString().equals("가-1"));
    }

    @Test
    void endsWithItsKilledOwner() throws Exception {
        try (ChildJvm child = ChildJvm.run(OpenSearchOwner.class)) {
            long orphan = Long.parseLong(child.firstLine());
            assertThat(runs(orphan)).isTrue();
            child.kill();
            await().atMost(Duration.ofSeconds(30)).until(() -> !runs(orphan));
        }
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).flatMap((handle) -> handle.info().arguments()).isPresent();
    }

    private static JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.url() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
        return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

}
