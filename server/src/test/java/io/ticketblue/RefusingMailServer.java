package io.ticketblue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An SMTP server that refuses every recipient with the same answer. */
public final class RefusingMailServer implements AutoCloseable {

    private final ServerSocket socket;

    private final String answer;

    /**
     * Starts it on a free port of 127.0.0.1.
     * @param answer what it says to RCPT, such as {@code 550 5.1.1 No such mailbox}
     */
    public RefusingMailServer(String answer) {
        this.answer = answer;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        Thread.startVirtualThread(this::serve);
    }

    /**
     * Where it listens.
     * @return the port
     */
    public int port() {
        return this.socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            this.socket.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void serve() {
        try {
            while (true) {
                Socket client = this.socket.accept();
                Thread.startVirtualThread(() -> talk(client));
            }
        }
        catch (IOException ex) {
            // It was closed.
        }
    }

    private void talk(Socket socket) {
        try (Socket client = socket;
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            say(client, "220 refusing");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String command = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
                say(client, switch (command) {
                    case "RCPT" -> this.answer;
                    case "QUIT" -> "221 bye";
                    default -> "250 ok";
                });
            }
        }
        catch (IOException ex) {
            // The client has gone.
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

}
