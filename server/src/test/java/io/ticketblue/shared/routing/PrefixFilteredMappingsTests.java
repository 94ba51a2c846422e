package io.ticketblue.shared.routing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockServletContext;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PrefixFilteredMappingsTests {

    private final RequestMappingHandlerMapping filtered = new PrefixFilteredMappings();

    private final RequestMappingHandlerMapping plain = new RequestMappingHandlerMapping();

    @BeforeEach
    void start() {
        for (RequestMappingHandlerMapping mappings : new RequestMappingHandlerMapping[] { this.filtered, this.plain }) {
            StaticWebApplicationContext context = new StaticWebApplicationContext();
            context.setServletContext(new MockServletContext());
            context.registerSingleton("shop", Shop.class);
            mappings.setApplicationContext(context);
            mappings.afterPropertiesSet();
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            /shop/rounds, rounds
            /shop/rounds/7, round
            /shop/rounds/7/seats, seats
            /shop/rounds/best, best
            /shop/rounds/7/other, none
            /sh%6Fp/rounds/7, round
            /shop/r%6Funds/7/seats, seats
            /shop/rounds;a=b/7, round
            /Shop/rounds/7, none
            /shop/files, files
            /shop/files/a/b, files
            /shop/filesystem, none
            /shop/all, all
            /shop/all/of/it, all
            /shop/p7, suffix
            /other/7, none
            /, none
            """)
    void findsTheHandlerThatSpringFinds(String path, @Nullable String handler) throws Exception {
        assertThat(found(this.plain, path)).isEqualTo(handler);
        assertThat(found(this.filtered, path)).isEqualTo(handler);
    }

    @Test
    void stillTellsWhichMethodsAPathTakes() {
        MockHttpServletRequest request = request("DELETE", "/shop/rounds/7");
        assertThatExceptionOfType(HttpRequestMethodNotSupportedException.class)
            .isThrownBy(() -> this.filtered.getHandler(request))
            .satisfies((ex) -> assertThat(ex.getSupportedMethods()).containsExactly("GET"));
    }

    private static @Nullable String found(RequestMappingHandlerMapping mappings, String path) throws Exception {
        HandlerExecutionChain chain = mappings.getHandler(request("GET", path));
        return (chain != null) ? ((HandlerMethod) chain.getHandler()).getMethod().getName() : null;
    }

    private static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        ServletRequestPathUtils.parseAndCache(request);
        return request;
    }

    @Controller
    static class Shop {

        @GetMapping("/shop/rounds")
        void rounds() {
        }

        @GetMapping("/shop/rounds/{id}")
        void round() {
        }

        @GetMapping("/shop/rounds/best")
        void best() {
        }

        @GetMapping("/shop/rounds/{id}/seats")
        void seats() {
        }

        @GetMapping("/shop/files/{*rest}")
        void files() {
        }

        @GetMapping("/shop/all/**")
        void all() {
        }

        @GetMapping("/shop/p{id}")
        void suffix() {
        }

    }

}
