package io.ticketblue.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks closely, once, at what a load will ask for many times, so that fast answers are
 * known to be right ones.
 */
final class Visitor implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();

    private final String address;

    Visitor(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** Reads a round's seat map, counts its seats, and measures it. */
    Sizes seatMap(long round, Hall hall) {
        String path = "/api/rounds/" + round + "/seats";
        byte[] zipped = get(path, "application/json");
        byte[] plain = unzipped(path, zipped);
        JsonNode map = JsonMapper.shared().readTree(plain);
        int found = map.path("sections").valueStream().mapToInt((section) -> section.path("seats").size()).sum();
        if (found != hall.seats()) {
            throw new IllegalStateException("GET %s shows %d seats instead of %d".formatted(path, found, hall.seats()));
        }
        return new Sizes(hall.seats(), plain.length, zipped.length, hall.opened());
    }

    /**
     * Reads a page and looks for a text on it.
     * @return how many bytes it has, compressed
     */
    long page(String path, String text) {
        byte[] zipped = get(path, "text/html");
        String page = new String(unzipped(path, zipped), StandardCharsets.UTF_8);
        if (!page.contains(text) || !page.contains("</html>")) {
            throw new IllegalStateException("GET %s does not show '%s'".formatted(path, text));
        }
        return zipped.length;
    }

    private byte[] get(String path, String accept) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(this.address + path))
            .header("Accept", accept)
            .header("Accept-Encoding", "gzip")
            .build();
        try {
            HttpResponse<byte[]> answer = this.client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200 || answer.headers().firstValue("Content-Encoding").isEmpty()) {
                throw new IllegalStateException(
                        "GET %s is answered by %d %s".formatted(path, answer.statusCode(), answer.headers().map()));
            }
            return answer.body();
        }
        catch (IOException ex) {
            throw new IllegalStateException("GET " + path + " failed", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading " + path, ex);
        }
    }

    private static byte[] unzipped(String path, byte[] zipped) {
        try (GZIPInputStream unzip = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return unzip.readAllBytes();
        }
        catch (IOException ex) {
            throw new IllegalStateException("GET " + path + " is not compressed as it says", ex);
        }
    }

    @Override
    public void close() {
        this.client.close();
    }

}
