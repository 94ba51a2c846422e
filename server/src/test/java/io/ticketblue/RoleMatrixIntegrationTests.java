package io.ticketblue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.ticketblue.accounts.Role;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds every handler against the table in {@code docs/security.md}. */
@IntegrationTest
class RoleMatrixIntegrationTests {

    private static final Path TABLE = Path.of("..", "docs", "security.md");

    private static final Pattern ROW = Pattern.compile("\\| `([A-Z ]+)` \\| `(/[^`]*)` \\| ([A-Za-z_, ]+) \\|");

    private static final String ANYBODY = "anybody";

    private static final String SIGNED_IN = "signed in";

    @LocalServerPort
    private int port;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void hasARowForEveryHandlerAndNoOther() throws IOException {
        Set<String> rows = rows().keySet();
        Set<String> handlers = handlers().keySet();
        assertThat(minus(handlers, rows)).as("handlers without a row in docs/security.md").isEmpty();
        assertThat(minus(rows, handlers)).as("rows in docs/security.md without a handler").isEmpty();
    }

    @Test
    void agreesWithTheRolesOnTheHandlers() throws IOException {
        Map<String, String> rows = rows();
        handlers().forEach((operation, handler) -> {
            RolesAllowed roles = roles(handler);
            boolean open = AnnotatedElementUtils.hasAnnotation(handler.getMethod(), PermitAll.class);
            if (operation.contains(" /admin") || operation.contains(" /api/admin/")) {
                assertThat(open || roles != null).as("%s names its roles", operation).isTrue();
            }
            if (roles != null && !open) {
                assertThat(Arrays.stream(roles.value()).sorted().collect(Collectors.joining(", "))).as(operation)
                    .isEqualTo(rows.get(operation));
            }
        });
    }

    @Test
    void letsStrangersDoWhatTheTableSays() throws IOException {
        check(null, ApiClient.at(this.port), new PageClient(this.port));
    }

    @ParameterizedTest
    @EnumSource
    void letsEachRoleDoWhatTheTableSays(Role role) throws IOException {
        ApiClient api = ApiClient.at(this.port);
        String email = newEmail();
        if (role.isStaff()) {
            api.joinStaff(email, PASSWORD, role);
        }
        else {
            api.post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "김하늘"));
        }
        PageClient browser = new PageClient(this.port);
        browser.signIn(email, PASSWORD);
        check(role, api.signedIn(email, PASSWORD), browser);
    }

    /** Sends every request of the table, about things that are not there. */
    private void check(@Nullable Role role, ApiClient api, PageClient browser) throws IOException {
        String token = browser.token((role != null) ? "/profile" : "/sign-in");
        List<String> wrong = new ArrayList<>();
        rows().forEach((operation, who) -> {
            String method = operation.substring(0, operation.indexOf(' '));
            String path = operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{[^}]+}", "999999999");
            boolean refused = path.startsWith("/api/") ? isRefused(api, method, path)
                    : isRefused(browser, method, path, token);
            if (refused == isFor(who, role)) {
                wrong.add(operation + (refused ? " is refused to " : " is open to ") + role);
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static boolean isRefused(ApiClient api, String method, String path) {
        boolean body = Set.of("POST", "PUT", "PATCH").contains(method) || path.equals("/api/sessions")
                || path.equals("/api/me");
        try {
            ApiClient.Answer answer = api.send(HttpMethod.valueOf(method), path, body ? Map.of() : null);
            return Set.of("request.forbidden", "request.unauthenticated").contains(answer.code());
        }
        catch (JacksonException ex) {
            // A file, so it was not refused.
            return false;
        }
    }

    private static boolean isRefused(PageClient browser, String method, String path, String token) {
        HttpResponse<String> answer = "POST".equals(method) ? browser.post(path, Map.of("_csrf", token))
                : browser.get(path);
        return answer.statusCode() == 403
                || answer.headers().firstValue("Location").filter((to) -> to.endsWith("/sign-in")).isPresent();
    }

    private static boolean isFor(String who, @Nullable Role role) {
        return who.equals(ANYBODY) || (role != null && (who.equals(SIGNED_IN)
                || Arrays.stream(who.split(", ")).anyMatch((name) -> role.grants().contains(name))));
    }

    /** Who may do what, by method and path. */
    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                for (String method : row.group(1).split(" ")) {
                    assertThat(rows.put(method + " " + row.group(2), row.group(3))).as(line).isNull();
                }
            }
        }
        assertThat(rows.values()).allMatch((who) -> who.equals(ANYBODY) || who.equals(SIGNED_IN)
                || Role.ADMIN.grants().containsAll(List.of(who.split(", "))));
        return rows;
    }

    private Map<String, HandlerMethod> handlers() {
        Map<String, HandlerMethod> handlers = new TreeMap<>();
        this.requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith("io.ticketblue")) {
                Set<String> methods = mapping.getMethodsCondition().getMethods().isEmpty() ? Set.of("GET", "POST")
                        : mapping.getMethodsCondition()
                            .getMethods()
                            .stream()
                            .map(Enum::name)
                            .collect(Collectors.toSet());
                mapping.getPatternValues()
                    .forEach((path) -> methods.forEach((method) -> handlers.put(method + " " + path, handler)));
            }
        });
        return handlers;
    }

    private static @Nullable RolesAllowed roles(HandlerMethod handler) {
        RolesAllowed own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RolesAllowed.class);
        return (own != null) ? own
                : AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), RolesAllowed.class);
    }

    private static Set<String> minus(Set<String> all, Set<String> others) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

}
