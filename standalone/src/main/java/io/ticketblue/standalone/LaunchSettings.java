package io.ticketblue.standalone;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What must be known before anything starts. Each comes from the command line
 * ({@code --server.port=9090}), a system property or an environment variable
 * ({@code SERVER_PORT}), in this order.
 *
 * @param address where the site listens ({@code server.address}, 127.0.0.1)
 * @param port the site's port ({@code server.port}, 8080; 0 for a free one)
 * @param directory where everything is kept ({@code ticketblue.data}, {@code ./data})
 * @param demo whether the demo is loaded ({@code ticketblue.demo}, true)
 * @param replica whether the database has a read replica ({@code ticketblue.replica},
 * false)
 */
record LaunchSettings(String address, int port, Path directory, boolean demo, boolean replica) {

    private static final int LARGEST_PORT = 65_535;

    static LaunchSettings of(String[] args) {
        StandardEnvironment environment = new StandardEnvironment();
        CommandLinePropertySource<?> line = new SimpleCommandLinePropertySource(args);
        environment.getPropertySources().addFirst(line);
        Path directory = Path.of(environment.getProperty("ticketblue.data", "data")).toAbsolutePath().normalize();
        int port = port(environment);
        return new LaunchSettings(environment.getProperty("server.address", "127.0.0.1"),
                (port != 0) ? port : anyFree(), directory,
                environment.getProperty("ticketblue.demo", boolean.class, true),
                environment.getProperty("ticketblue.replica", boolean.class, false));
    }

    /** The same arguments with the port that was found, so that no other setting wins. */
    String[] arguments(String[] args) {
        return Stream
            .concat(Arrays.stream(args).filter((arg) -> !arg.startsWith("--server.port=")),
                    Stream.of("--server.port=" + this.port))
            .toArray(String[]::new);
    }

    /** The site must know its own address before it listens, so it is chosen here. */
    private static int anyFree() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
        catch (IOException ex) {
            throw new StartProblem("No port is free on this machine.");
        }
    }

    private static int port(Environment environment) {
        String text = environment.getProperty("server.port", "8080");
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= LARGEST_PORT) {
                return port;
            }
        }
        catch (NumberFormatException ex) {
            throw noPort(text);
        }
        throw noPort(text);
    }

    private static StartProblem noPort(String text) {
        return new StartProblem("server.port is '" + text + "', which is no port: set it to a number from 1 to 65535.");
    }

}
