package io.ticketblue.shared;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.ticketblue.shared.HostileRequests.Shot;
import io.ticketblue.shared.HostileRequests.Who;
import io.ticketblue.shared.RawHttp.Request;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;

/**
 * Hostile requests to every page: its variables, parameters and form objects as the
 * controllers declare them, and the fields of every form that a page shows.
 */
final class HostilePages {

    private static final Pattern VARIABLE = Pattern.compile("(?:([^/{}]+)/)?\\{(\\w+)(?::[^}]*)?}");

    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);

    private static final Pattern FIELD = Pattern.compile("<(input|textarea|select)\\b([^>]*)>");

    private static final Set<String> NO_FIELD = Set.of("_csrf");

    private final HostileScene scene;

    private final Function<Who, RawHttp> visitors;

    private final Map<String, Shot> shots = new LinkedHashMap<>();

    HostilePages(HostileScene scene, Function<Who, RawHttp> visitors) {
        this.scene = scene;
        this.visitors = visitors;
    }

    List<Shot> shots(RequestMappingHandlerMapping handlers) {
        handlers.getHandlerMethods().forEach((info, handler) -> {
            if (handler.getBeanType().getName().startsWith("io.ticketblue")) {
                info.getPatternValues()
                    .stream()
                    .filter((path) -> !path.startsWith("/api/"))
                    .forEach((path) -> methods(info).forEach((method) -> add(method, path, handler)));
            }
        });
        return List.copyOf(this.shots.values());
    }

    private static Set<String> methods(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty() ? Set.of("GET", "POST")
                : methods.stream().map(RequestMethod::name).collect(Collectors.toSet());
    }

    /** Whoever sends the form of a profile may be another person afterwards. */
    private static Who who(String method, String path) {
        return path.startsWith("/admin") ? Who.STAFF : path.matches("/sign-(in|up).*") ? Who.ANYBODY
                : (method.equals("POST") && path.matches("/(profile|sign-out).*")) ? Who.NEW_BUYER : Who.BUYER;
    }

    private void add(String method, String path, HandlerMethod handler) {
        Target target = new Target(method + " " + path, method, who(method, path));
        String good = filled(path, null, "");
        for (MatchResult variable : VARIABLE.matcher(path).results().toList()) {
            String name = variable.group(2);
            each(target, "{" + name + "}", (text) -> text.percent().isEmpty() ? null
                    : request(target, filled(path, name, text.percent()), Map.of()));
        }
        each(target, "lang", HostileText.SOME, (text) -> request(target, good, Map.of("lang", text.percent())));
        Set<String> names = new LinkedHashSet<>();
        Arrays.stream(handler.getMethod().getParameters()).forEach((parameter) -> names.addAll(names(parameter)));
        for (String name : names) {
            each(target, name, (text) -> request(target, good, Map.of(name, text.percent())));
        }
        if (method.equals("GET")) {
            each(target, "Accept-Language", HostileText.SOME, (text) -> !text.fitsHeader() ? null : new Request("GET",
                    good, Map.of("Accept", "text/html", "Accept-Language", text.header()), new byte[0]));
            forms(good, this.visitors.apply(target.who()));
        }
    }

    private static Set<String> names(Parameter parameter) {
        Class<?> type = parameter.getType();
        RequestParam request = parameter.getAnnotation(RequestParam.class);
        if (request != null && !Map.class.isAssignableFrom(type)) {
            return Set.of(request.name().isEmpty() ? request.value().isEmpty() ? parameter.getName() : request.value()
                    : request.name());
        }
        return (parameter.getAnnotation(ModelAttribute.class) != null && type.isRecord())
                ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).collect(Collectors.toSet())
                : Set.of();
    }

    /** The forms of a page, sent as they stand there but for one field. */
    private void forms(String page, RawHttp visitor) {
        String html = visitor.exchange(Request.get(page)).text();
        for (MatchResult form : FORM.matcher(html).results().toList()) {
            String action = attribute(form.group(1), "action");
            String method = "post".equalsIgnoreCase(attribute(form.group(1), "method")) ? "POST" : "GET";
            String path = action.isEmpty() ? page : action.replaceAll("[?#].*", "");
            if (!path.startsWith("/")) {
                continue;
            }
            Map<String, String> fields = new LinkedHashMap<>();
            for (MatchResult field : FIELD.matcher(form.group(2)).results().toList()) {
                fields.putIfAbsent(attribute(field.group(2), "name"),
                        URLEncoder.encode(attribute(field.group(2), "value"), StandardCharsets.UTF_8));
            }
            fields.remove("");
            NO_FIELD.forEach(fields::remove);
            Target target = new Target(method + " form " + path, method, who(method, path));
            for (String name : fields.keySet()) {
                each(target, "field " + name, (text) -> {
                    Map<String, String> all = new LinkedHashMap<>(fields);
                    all.put(name, text.percent());
                    return request(target, path, all);
                });
            }
        }
    }

    private static String attribute(String tag, String name) {
        Matcher value = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return value.find() ? HtmlUtils.htmlUnescape(value.group(1)) : "";
    }

    private void each(Target target, String place, Function<HostileText, @Nullable Request> make) {
        each(target, place, HostileText.ALL, make);
    }

    private void each(Target target, String place, List<HostileText> texts,
            Function<HostileText, @Nullable Request> make) {
        for (HostileText text : texts) {
            Request request = make.apply(text);
            if (request != null) {
                shoot(target, place + " " + text.name(), target.who(), request);
                if (HostileText.ONE.contains(text) && target.who() != Who.ANYBODY) {
                    shoot(target, place + " " + text.name(), Who.ANYBODY, request);
                }
            }
        }
    }

    private void shoot(Target target, String place, Who who, Request request) {
        this.shots.putIfAbsent(who + " " + target.name().replace(" form ", " ") + " " + place.replace("field ", ""),
                new Shot(target.name(), place, who, request));
    }

    private static Request request(Target target, String path, Map<String, String> fields) {
        String form = fields.entrySet()
            .stream()
            .map((field) -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "=" + field.getValue())
            .collect(Collectors.joining("&"));
        if (!target.method().equals("POST")) {
            return new Request(target.method(), form.isEmpty() ? path : path + "?" + form,
                    Map.of("Accept", "text/html,*/*;q=0.8"), new byte[0]);
        }
        return new Request("POST", path,
                Map.of("Accept", "text/html,*/*;q=0.8", "Content-Type", "application/x-www-form-urlencoded"),
                form.getBytes(StandardCharsets.UTF_8));
    }

    private String filled(String path, @Nullable String hostile, String text) {
        return VARIABLE.matcher(path).replaceAll((variable) -> {
            String before = (variable.group(1) != null) ? variable.group(1) : "";
            String name = variable.group(2);
            String value = name.equals(hostile) ? text : this.scene.id(before, name);
            return Matcher.quoteReplacement((before.isEmpty() ? "" : before + "/") + value);
        });
    }

    private record Target(String name, String method, Who who) {
    }

}
