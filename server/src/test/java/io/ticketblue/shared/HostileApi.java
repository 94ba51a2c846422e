package io.ticketblue.shared;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.ticketblue.shared.HostileRequests.Shot;
import io.ticketblue.shared.HostileRequests.Who;
import io.ticketblue.shared.RawHttp.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Hostile requests to every operation of the OpenAPI document: one place at a time is
 * hostile, the rest is as the document's examples say.
 */
final class HostileApi {

    private static final Pattern VARIABLE = Pattern.compile("(?:([^/{}]+)/)?\\{(\\w+)}");

    private static final List<String> WRONG_TYPES = List.of("{}", "[null]", "true", "null", "1.5");

    private static final String BOUNDARY = "hostile-boundary";

    private final JsonNode api;

    private final HostileScene scene;

    private final List<Shot> shots = new ArrayList<>();

    HostileApi(JsonNode api, HostileScene scene) {
        this.api = api;
        this.scene = scene;
    }

    List<Shot> shots() {
        this.api.path("paths")
            .propertyStream()
            .forEach((path) -> path.getValue()
                .propertyStream()
                .forEach((operation) -> add(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                        operation.getValue())));
        return this.shots;
    }

    private void add(String method, String path, JsonNode operation) {
        Who who = path.startsWith("/api/admin") ? Who.STAFF : path.startsWith("/api/me") ? Who.NEW_BUYER : Who.BUYER;
        Target target = new Target(method + " " + path, method, who, operation);
        String good = filled(path, null, "");
        String query = operation.path("parameters")
            .valueStream()
            .filter((parameter) -> parameter.path("in").asString().equals("query")
                    && parameter.path("required").asBoolean())
            .map((parameter) -> parameter.path("name").asString() + "=1")
            .collect(Collectors.joining("&"));
        String address = good + (query.isEmpty() ? "" : "?" + query);
        for (MatchResult variable : VARIABLE.matcher(path).results().toList()) {
            String name = variable.group(2);
            each(target, "{" + name + "}", (text) -> text.percent().isEmpty() ? null
                    : request(target, filled(path, name, text.percent()), Map.of(), null));
        }
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asString();
            if (parameter.path("in").asString().equals("query")) {
                each(target, "?" + name,
                        (text) -> request(target, good + "?" + name + "=" + text.percent(), Map.of(), null));
            }
            else if (parameter.path("in").asString().equals("header")) {
                header(target, name, address);
            }
        }
        header(target, "Accept-Language", address);
        JsonNode content = operation.path("requestBody").path("content");
        content.propertyNames().forEach((type) -> body(target, address, type, content.path(type).path("schema")));
    }

    private void header(Target target, String name, String address) {
        List<HostileText> texts = name.equals("Accept-Language") ? HostileText.SOME : HostileText.ALL;
        each(target, name, texts,
                (text) -> !text.fitsHeader() ? null : request(target, address, Map.of(name, text.header()), null));
    }

    private void body(Target target, String address, String type, JsonNode schema) {
        Object good = example(schema, "");
        List<List<Object>> places = new ArrayList<>();
        places(good, List.of(), places);
        for (List<Object> place : places) {
            boolean typed = place(good, place) instanceof String;
            each(target, "body" + place, typed ? HostileText.ALL : HostileText.SOME,
                    (text) -> request(target, address, Map.of(), new Body(type, json(good, place, text.json()))));
            for (String wrong : WRONG_TYPES) {
                shoot(target, "body" + place + " " + wrong,
                        request(target, address, Map.of(), new Body(type, json(good, place, wrong))));
            }
        }
        if (!type.startsWith("multipart")) {
            each(target, "body", (text) -> request(target, address, Map.of(), new Body(type, text.json())));
        }
    }

    private void each(Target target, String place, Function<HostileText, @Nullable Request> make) {
        each(target, place, HostileText.ALL, make);
    }

    private void each(Target target, String place, List<HostileText> texts,
            Function<HostileText, @Nullable Request> make) {
        for (HostileText text : texts) {
            Request request = make.apply(text);
            if (request != null) {
                shoot(target, place + " " + text.name(), request);
                if (HostileText.ONE.contains(text)) {
                    this.shots.add(new Shot(target.name(), place + " " + text.name(), Who.ANYBODY, request));
                }
            }
        }
    }

    private void shoot(Target target, String place, Request request) {
        this.shots.add(new Shot(target.name(), place, target.who(), request));
    }

    private Request request(Target target, String address, Map<String, String> headers, @Nullable Body body) {
        Map<String, String> all = new HashMap<>(headers);
        byte[] bytes = new byte[0];
        String json = (body != null) ? body.json() : example(target);
        String type = (body != null) ? body.type() : type(target);
        if (json != null && type.startsWith("multipart")) {
            all.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
            bytes = multipart(json);
        }
        else if (json != null) {
            all.put("Content-Type", "application/json");
            bytes = json.getBytes(StandardCharsets.UTF_8);
        }
        return new Request(target.method(), address, all, bytes);
    }

    private static byte[] multipart(String json) {
        StringBuilder form = new StringBuilder();
        HostileRequests.JSON.readTree(json)
            .propertyStream()
            .forEach((part) -> form.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\""
                    + part.getKey() + "\"\r\nContent-Type: application/json\r\n\r\n" + part.getValue() + "\r\n"));
        return form.append("--" + BOUNDARY + "--\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable String example(Target target) {
        JsonNode content = target.operation().path("requestBody").path("content");
        return content.isEmpty() ? null
                : HostileRequests.JSON.writeValueAsString(example(content.path(type(target)).path("schema"), ""));
    }

    private static String type(Target target) {
        return target.operation().path("requestBody").path("content").propertyNames().stream().findFirst().orElse("");
    }

    private String filled(String path, @Nullable String hostile, String text) {
        return VARIABLE.matcher(path).replaceAll((variable) -> {
            String before = (variable.group(1) != null) ? variable.group(1) : "";
            String name = variable.group(2);
            String value = name.equals(hostile) ? text : this.scene.id(before, name);
            return Matcher.quoteReplacement((before.isEmpty() ? "" : before + "/") + value);
        });
    }

    /** An example of a schema: maps, lists, texts, numbers. */
    private @Nullable Object example(JsonNode schema, String name) {
        if (schema.has("$ref")) {
            return example(this.api.at(schema.path("$ref").asString().substring(1)), name);
        }
        if (schema.has("properties")) {
            Map<String, @Nullable Object> object = new HashMap<>();
            schema.path("properties")
                .propertyStream()
                .forEach((field) -> object.put(field.getKey(), example(field.getValue(), field.getKey())));
            return object;
        }
        if (schema.has("items")) {
            List<@Nullable Object> list = new ArrayList<>();
            list.add(example(schema.path("items"), name));
            return list;
        }
        long id = this.scene.idFor(name);
        if (id > 0) {
            return id;
        }
        if (schema.has("example")) {
            return HostileRequests.JSON.treeToValue(schema.path("example"), Object.class);
        }
        return schema.has("enum") ? schema.path("enum").path(0).asString()
                : schema.path("type").asString("").equals("string") ? "x" : 1;
    }

    private static void places(@Nullable Object value, List<Object> path, List<List<Object>> places) {
        if (!path.isEmpty()) {
            places.add(path);
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> places(member, join(path, key), places));
        }
        else if (value instanceof List<?> list && !list.isEmpty()) {
            places(list.getFirst(), join(path, 0), places);
        }
    }

    private static @Nullable Object place(@Nullable Object value, List<Object> path) {
        for (Object step : path) {
            value = (value instanceof Map<?, ?> map) ? map.get(step)
                    : (value instanceof List<?> list) ? list.getFirst() : null;
        }
        return value;
    }

    private static List<Object> join(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /** The example with one place replaced by a piece of JSON. */
    private static String json(@Nullable Object value, List<Object> place, String piece) {
        if (place.isEmpty()) {
            return piece;
        }
        List<Object> rest = place.subList(1, place.size());
        if (value instanceof Map<?, ?> map) {
            return map.entrySet()
                .stream()
                .map((member) -> "\"" + member.getKey() + "\": "
                        + (member.getKey().equals(place.getFirst()) ? json(member.getValue(), rest, piece)
                                : HostileRequests.JSON.writeValueAsString(member.getValue())))
                .collect(Collectors.joining(", ", "{", "}"));
        }
        return "[" + json(((List<?>) Objects.requireNonNull(value)).getFirst(), rest, piece) + "]";
    }

    private record Target(String name, String method, Who who, JsonNode operation) {
    }

    private record Body(String type, String json) {
    }

}
