package io.ticketblue.embedded.toss;

import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with places for values: <code>{{name}}</code> is escaped,
 * <code>{{{name}}}</code> is taken as HTML, <code>{{text.name}}</code> is a message in
 * the reader's language.
 */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\{?)([A-Za-z0-9.]+)}}}?");

    private static final Map<Language, Properties> MESSAGES = Map.of(Language.KOREAN,
            Resources.properties("messages_ko.properties"), Language.ENGLISH,
            Resources.properties("messages_en.properties"));

    private final String source;

    Template(String resource) {
        this.source = Resources.text(resource);
    }

    String render(Language language, Map<String, String> values) {
        return PLACE.matcher(this.source).replaceAll(place -> {
            String name = place.group(2);
            String value = value(language, values, name);
            return Matcher.quoteReplacement(place.group(1).isEmpty() ? escaped(value) : value);
        });
    }

    private static String value(Language language, Map<String, String> values, String name) {
        if (name.equals("lang")) {
            return language.tag();
        }
        if (name.startsWith("text.")) {
            return message(language, name.substring(5));
        }
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("The page lacks a value for " + name);
        }
        return value;
    }

    static String message(Language language, String name) {
        String message = MESSAGES.getOrDefault(language, new Properties()).getProperty(name);
        if (message == null) {
            throw new IllegalStateException("No message " + name + " in " + language);
        }
        return message;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");
    }

}
