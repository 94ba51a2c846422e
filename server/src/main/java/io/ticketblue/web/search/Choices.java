package io.ticketblue.web.search;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.ticketblue.search.SearchQuery;
import io.ticketblue.search.SearchResults.Facet;
import io.ticketblue.search.SearchResults.Facets;
import io.ticketblue.shared.Formats;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Makes links of what the results can be narrowed by. */
@Component
class Choices {

    private final MessageSource messages;

    private final Formats formats;

    Choices(MessageSource messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    /**
     * What is chosen, and what can be. A group with a single value that is not chosen
     * would narrow nothing.
     */
    List<Group> of(SearchQuery query, Facets facets) {
        List<Group> groups = new ArrayList<>();
        add(groups, query, "category", query.category(), facets.category(), (value) -> text("category." + value));
        add(groups, query, "month", query.month(), facets.month(), this::month);
        add(groups, query, "region", query.region(), facets.region(), (value) -> text("search.region." + value));
        add(groups, query, "price", query.price(), facets.price(), (value) -> text("search.price." + value));
        return groups;
    }

    private <T> void add(List<Group> groups, SearchQuery query, String name, @Nullable T chosen, List<Facet<T>> facets,
            Function<T, String> text) {
        if (chosen != null) {
            Choice away = new Choice(text.apply(chosen), 0, address(query, name, null));
            groups.add(new Group(text("search.by." + name), away, List.of()));
        }
        else if (facets.size() > 1) {
            groups.add(new Group(text("search.by." + name), null,
                    facets.stream()
                        .map((facet) -> new Choice(text.apply(facet.value()), facet.count(),
                                address(query, name, facet.value())))
                        .toList()));
        }
    }

    private String month(YearMonth month) {
        return this.formats.month(month.atDay(1));
    }

    private String text(String key) {
        return this.messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }

    /** What the text and the filters are called in an address; without order and page. */
    static Map<String, String> parameters(SearchQuery query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("q", query.text());
        put(parameters, "category", query.category());
        put(parameters, "month", query.month());
        put(parameters, "region", query.region());
        put(parameters, "price", query.price());
        put(parameters, "from", query.from());
        put(parameters, "to", query.to());
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    /** The address of the results of a text, without filters. */
    static String address(String text) {
        return address(Map.of("q", text));
    }

    /** The address of the results with one filter changed, from the first page. */
    private static String address(SearchQuery query, String changed, @Nullable Object value) {
        Map<String, String> parameters = parameters(query);
        parameters.remove(changed);
        put(parameters, changed, value);
        if (query.sort() != SearchQuery.Sort.RELEVANCE) {
            parameters.put("sort", query.sort().name());
        }
        return address(parameters);
    }

    private static String address(Map<String, String> parameters) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/search");
        parameters.keySet().forEach((name) -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(parameters).toUriString();
    }

    /**
     * One kind of filter.
     *
     * @param name what it is called
     * @param chosen what is chosen, with the address without it; null if nothing is
     * @param choices what can be chosen
     */
    record Group(String name, @Nullable Choice chosen, List<Choice> choices) {
    }

    /**
     * A link that changes one filter.
     *
     * @param text what it is called
     * @param count how many performances there are then, 0 if that is not known
     * @param href the address of those results
     */
    record Choice(String text, long count, String href) {
    }

}
