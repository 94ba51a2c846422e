package io.ticketblue.bench;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** Writes HTTP/1.1 requests to one server. */
final class Requests {

    private final String host;

    private final String cookies;

    Requests(int port) {
        this("127.0.0.1:" + port, "");
    }

    private Requests(String host, String cookies) {
        this.host = host;
        this.cookies = cookies;
    }

    /** The same requests by a browser that has cookies. */
    Requests with(String values) {
        return new Requests(this.host, "Cookie: " + values + "\r\n");
    }

    /** Reads an address as a browser does: compressed. */
    byte[] get(String path, String accept, @Nullable String token) {
        return bytes("GET " + path + " HTTP/1.1\r\nHost: " + this.host + "\r\nAccept: " + accept
                + "\r\nAccept-Encoding: gzip\r\n" + this.cookies + authorization(token) + "\r\n");
    }

    /** Sends JSON. */
    byte[] post(String path, String token, String json) {
        return bytes("POST " + path + " HTTP/1.1\r\nHost: " + this.host + "\r\nAccept: application/json\r\n"
                + authorization(token) + "Content-Type: application/json\r\nContent-Length: " + json.length()
                + "\r\n\r\n" + json);
    }

    /** Takes something back. */
    byte[] delete(String path, String token) {
        return bytes("DELETE " + path + " HTTP/1.1\r\nHost: " + this.host + "\r\nAccept: application/json\r\n"
                + authorization(token) + "\r\n");
    }

    private static String authorization(@Nullable String token) {
        return (token != null) ? "Authorization: Bearer " + token + "\r\n" : "";
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

}
