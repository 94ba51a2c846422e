package io.ticketblue.shared.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.ticketblue.IntegrationTest;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lookup of handlers answers every request of the application as Spring's own does.
 */
@IntegrationTest
class ApplicationMappingsIntegrationTests {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
            "TRACE");

    /** What is accepted and, after a blank, what is sent. */
    private static final List<String> TYPES = List.of("*/* ", "text/html ", "text/event-stream ", "image/png ",
            "application/json application/json", "*/* application/x-www-form-urlencoded");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping filtered;

    private final RequestMappingHandlerMapping plain = new RequestMappingHandlerMapping();

    @BeforeEach
    void registerTheSameHandlersWithSpring(@Autowired WebApplicationContext application) {
        this.plain.setApplicationContext(application);
        this.plain.setContentNegotiationManager(this.filtered.getContentNegotiationManager());
        this.filtered.getHandlerMethods()
            .forEach((info, handler) -> this.plain.registerMapping(info, handler.getBean(), handler.getMethod()));
    }

    @Test
    void findsWhatSpringFindsForEveryPathMethodAndType() {
        Set<String> paths = paths();
        assertThat(paths).hasSizeGreaterThan(300);
        List<String> different = new ArrayList<>();
        int found = 0;
        for (String path : paths) {
            for (String method : METHODS) {
                for (String types : TYPES) {
                    String expected = answer(this.plain, request(method, path, types));
                    String actual = answer(this.filtered, request(method, path, types));
                    found += expected.startsWith("handler") ? 1 : 0;
                    if (!actual.equals(expected)) {
                        different.add(method + " " + path + " " + types + ": " + actual + " instead of " + expected);
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(paths.size());
        assertThat(different).isEmpty();
    }

    /**
     * Each pattern with several texts for its variables, also such that match other
     * patterns.
     */
    private Set<String> paths() {
        Set<String> paths = new TreeSet<>(Set.of("/", "/nowhere", "/api", "/api/", "/api/nowhere", "//api/performances",
                "/performances/", "/api/performances/7/"));
        this.filtered.getHandlerMethods()
            .keySet()
            .stream()
            .flatMap((info) -> info.getPatternValues().stream())
            .forEach((pattern) -> List.of("7", "new", "%ED%95%9C", "7;v=1")
                .forEach((text) -> paths.add(pattern.replaceAll("\\{\\*[^}]*}|\\*\\*", text + "/" + text)
                    .replaceAll("\\{[^}]*}|\\*", text))));
        return paths;
    }

    private static MockHttpServletRequest request(String method, String path, String types) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        String[] acceptedAndSent = types.split(" ");
        request.addHeader("Accept", acceptedAndSent[0]);
        if (acceptedAndSent.length > 1) {
            request.setContentType(acceptedAndSent[1]);
            request.setContent(new byte[1]);
        }
        if (method.equals("OPTIONS")) {
            request.addHeader("Origin", "https://other.example");
            request.addHeader("Access-Control-Request-Method", "GET");
        }
        ServletRequestPathUtils.parseAndCache(request);
        return request;
    }

    /** The handler with what the request is told about it, or the kind of refusal. */
    private static String answer(RequestMappingHandlerMapping mappings, MockHttpServletRequest request) {
        try {
            HandlerExecutionChain chain = mappings.getHandler(request);
            if (chain == null) {
                return "nothing";
            }
            return (chain.getHandler() instanceof HandlerMethod method) ? "handler " + method.getMethod() + " "
                    + request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) + " "
                    + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) + " "
                    + request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) : "other";
        }
        catch (ServletException ex) {
            return ex.toString();
        }
        catch (Exception ex) {
            return ex.getClass().getName() + " " + ex.getMessage();
        }
    }

}
