package io.ticketblue.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks for what commonly goes wrong before anything is started. */
final class Preflight {

    private Preflight() {
    }

    /**
     * Checks the address, the port and the directory.
     * @param settings what was asked for
     * @throws StartProblem with one sentence
     */
    static void check(LaunchSettings settings) {
        checkDemo(settings);
        checkPort(settings);
        checkDirectory(settings.directory());
    }

    /** The passwords of the demo's accounts are in the manual. */
    private static void checkDemo(LaunchSettings settings) {
        boolean demo = settings.demo() || Files.exists(settings.directory().resolve(Demo.PROGRESS));
        if (demo && !isLoopback(settings.address())) {
            throw new StartProblem(
                    "The demo's passwords are public, so it starts on this machine's own address only, " + "and not on "
                            + settings.address() + ": leave server.address out, or choose TICKETBLUE_DEMO=false "
                            + "with a data directory that never had the demo.");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        }
        catch (UnknownHostException ex) {
            throw new StartProblem("server.address is '" + address + "', which is no address of this machine.");
        }
    }

    private static void checkPort(LaunchSettings settings) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the web server does it: the remains of a run just ended do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.address(), settings.port()));
        }
        catch (IOException ex) {
            throw new StartProblem("Port " + settings.port() + " of " + settings.address()
                    + " is taken: stop what uses it, or choose another one with SERVER_PORT="
                    + ((settings.port() == 8080) ? 8081 : 8080) + ".");
        }
    }

    private static void checkDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "writable", null));
        }
        catch (IOException ex) {
            throw new StartProblem("The data directory " + directory
                    + " cannot be written to: allow it, or choose another one with TICKETBLUE_DATA=<directory>.");
        }
    }

}
