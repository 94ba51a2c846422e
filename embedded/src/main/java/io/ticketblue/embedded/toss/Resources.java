package io.ticketblue.embedded.toss;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Texts that lie beside these classes.
 */
final class Resources {

    private Resources() {
    }

    static String text(String name) {
        try (InputStream stream = Resources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The resource " + name + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static Properties properties(String name) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(text(name)));
            return properties;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
