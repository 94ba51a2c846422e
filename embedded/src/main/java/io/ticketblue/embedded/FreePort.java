package io.ticketblue.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a port of the loopback interface that nobody listens on at the moment. */
public final class FreePort {

    private FreePort() {
    }

    /**
     * Finds a free port. Somebody else may take it before the caller does.
     * @return the port
     */
    public static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }))) {
            return socket.getLocalPort();
        }
        catch (IOException ex) {
            throw new EmbeddedServerException("No free port on 127.0.0.1. End some programs and try again.", ex);
        }
    }

}
