package io.ticketblue.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.RoundStatus;
import io.ticketblue.catalog.Category;
import io.ticketblue.payment.PaymentStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every word that a page or a script asks for is there, in both languages. */
class PageMessagesTests {

    private static final Path RESOURCES = Path.of("src/main/resources");

    private static final Pattern IN_TEMPLATE = Pattern.compile("#\\{([a-zA-Z][\\w.-]*)[(}]");

    private static final Pattern BY_FUNCTION = Pattern.compile("#messages\\.msg\\('([\\w.-]+)'\\)");

    private static final Pattern COMPOSED = Pattern.compile("#\\{\\|([a-z][\\w.-]*\\.)\\$\\{");

    private static final Pattern IN_SCRIPT = Pattern.compile("'(js\\.[\\w.-]+)'");

    private static final Pattern IN_CODE = Pattern.compile("message\\(\"([a-z][\\w.-]+)\"");

    @Test
    void knowsEveryKeyOfTheTemplates() {
        assertKnown(keys("templates", ".html", IN_TEMPLATE));
        assertKnown(keys("templates", ".html", BY_FUNCTION));
    }

    @Test
    void knowsEveryKeyOfTheScripts() {
        assertKnown(keys("static/js", ".js", IN_SCRIPT));
    }

    @Test
    void knowsEveryKeyOfTheControllers() {
        assertKnown(keys("../java/io/ticketblue/web", ".java", IN_CODE));
    }

    @Test
    void knowsSomethingForEveryComposedKey() {
        Map<String, Path> prefixes = keys("templates", ".html", COMPOSED);
        for (Locale language : new Locale[] { Locale.KOREAN, Locale.ENGLISH }) {
            Properties messages = messages("*", language);
            assertThat(prefixes.keySet())
                .allSatisfy((prefix) -> assertThat(messages.stringPropertyNames()).as(language.toLanguageTag())
                    .anyMatch((key) -> key.startsWith(prefix)));
        }
    }

    /** Buyers' and staff pages say them in the same words. */
    @Test
    void namesEveryStateAndEveryCategory() {
        Stream<String> keys = Stream
            .of(names("reservation.", ReservationStatus.values()), names("sale.", RoundStatus.values()),
                    names("sale.", SaleState.values()), names("category.", Category.values()),
                    names("admin.PaymentStatus.", PaymentStatus.values()))
            .flatMap((names) -> names);
        assertThat(messages("*", Locale.KOREAN).stringPropertyNames()).containsAll(keys.toList());
    }

    private static Stream<String> names(String prefix, Enum<?>[] values) {
        return Stream.of(values).map((value) -> prefix + value.name());
    }

    @Test
    void saysTheSameThingsInBothLanguages() {
        assertThat(new TreeSet<>(messages("web", Locale.ENGLISH).stringPropertyNames()))
            .isEqualTo(new TreeSet<>(messages("web", Locale.KOREAN).stringPropertyNames()));
    }

    @Test
    void fillsInTheSamePlacesInBothLanguages() {
        Properties korean = messages("web", Locale.KOREAN);
        Properties english = messages("web", Locale.ENGLISH);
        Map<String, String> differences = new TreeMap<>();
        for (String key : korean.stringPropertyNames()) {
            if (!places(korean.getProperty(key)).equals(places(english.getProperty(key)))) {
                differences.put(key, korean.getProperty(key) + " / " + english.getProperty(key));
            }
        }
        assertThat(differences).isEmpty();
    }

    private static TreeSet<String> places(String text) {
        TreeSet<String> places = new TreeSet<>();
        Pattern.compile("\\{(\\d)").matcher(text).results().map((place) -> place.group(1)).forEach(places::add);
        return places;
    }

    private static void assertKnown(Map<String, Path> keys) {
        assertThat(keys).isNotEmpty();
        for (Locale language : new Locale[] { Locale.KOREAN, Locale.ENGLISH }) {
            Map<String, Path> missing = new HashMap<>(keys);
            missing.keySet().removeAll(messages("*", language).stringPropertyNames());
            assertThat(missing).as("missing in " + language).isEmpty();
        }
    }

    private static Map<String, Path> keys(String folder, String ending, Pattern pattern) {
        Map<String, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
            files.filter((file) -> file.toString().endsWith(ending)).forEach((file) -> {
                for (MatchResult use : pattern.matcher(read(file)).results().toList()) {
                    found.put(use.group(1), file);
                }
            });
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return found;
    }

    private static Properties messages(String module, Locale language) {
        Properties all = new Properties();
        String name = "messages_" + language.getLanguage() + ".properties";
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("messages"))) {
            files.filter((file) -> file.endsWith(name))
                .filter((file) -> "*".equals(module) || file.endsWith(Path.of(module, name)))
                .forEach((file) -> load(all, file));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return all;
    }

    private static void load(Properties all, Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            all.load(reader);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
