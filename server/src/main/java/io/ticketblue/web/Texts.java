package io.ticketblue.web;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * The words that scripts need: all messages of the pages whose key begins with
 * {@code js.}.
 */
@Component
class Texts {

    private static final String BUNDLE = "messages/web/messages";

    private static final String PREFIX = "js.";

    private final Map<Locale, String> cache = new ConcurrentHashMap<>();

    private final JsonMapper json;

    Texts(JsonMapper json) {
        this.json = json;
    }

    /**
     * The words in the language of the page.
     * @return a JSON object
     */
    String json() {
        return this.cache.computeIfAbsent(LocaleContextHolder.getLocale(), this::read);
    }

    private String read(Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return this.json.writeValueAsString(bundle.keySet()
            .stream()
            .filter((key) -> key.startsWith(PREFIX))
            .sorted()
            .collect(Collectors.toMap(Function.identity(), bundle::getString)));
    }

}
