package io.ticketblue.web;

import java.util.List;

import io.ticketblue.shared.Page;
import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;

class FrameTests {

    private final Frame frame = new Frame();

    @AfterEach
    void forgetTheRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void changesOneParameterAndKeepsTheOthers() {
        request("/performances").setParameter("q", "한밤 & {x}");
        assertThat(this.frame.here("page", 2)).isEqualTo("/performances?q=%ED%95%9C%EB%B0%A4%20%26%20%7Bx%7D&page=2");
    }

    @Test
    void replacesAParameterThatIsThere() {
        request("/performances").setParameter("lang", "ko");
        assertThat(this.frame.here("lang", "en")).isEqualTo("/performances?lang=en");
        assertThat(this.frame.here("lang", null)).isEqualTo("/performances");
    }

    @Test
    void keepsAParameterWithoutAValue() {
        request("/bookings/7").setParameter("paid", "");
        assertThat(this.frame.here("lang", "en")).isEqualTo("/bookings/7?paid=&lang=en");
    }

    @ParameterizedTest
    @ValueSource(strings = { "//evil.example/x", "/\\\\evil.example/x", "\\\\evil.example/x" })
    void neverLinksToAnotherServer(String path) {
        request("/error").setAttribute(RequestDispatcher.ERROR_REQUEST_URI, path);
        assertThat(this.frame.here("lang", "en")).isEqualTo("/evil.example/x?lang=en");
    }

    @Test
    void leadsBackToWhatCouldNotBeShownButNotToWhatAFormDid() {
        MockHttpServletRequest request = request("/error");
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/performances");
        request.setParameter("q", "밤");
        assertThat(this.frame.again()).isEqualTo("/performances?q=%EB%B0%A4");
        request.setMethod("POST");
        assertThat(this.frame.again()).isNull();
    }

    @Test
    void leavesOutWhatAFormHasSent() {
        MockHttpServletRequest request = request("/sign-up");
        request.setMethod("POST");
        request.setParameter("password", "secret");
        assertThat(this.frame.here("lang", "en")).isEqualTo("/sign-up?lang=en");
    }

    @Test
    void followsTheSystemUnlessAThemeIsChosen() {
        MockHttpServletRequest request = request("/");
        assertThat(this.frame.theme()).isNull();
        request.setParameter("theme", "dark");
        assertThat(this.frame.theme()).isEqualTo("dark");
        request.setParameter("theme", "\"><script>");
        assertThat(this.frame.theme()).isNull();
    }

    @Test
    void showsTheFirstTheLastAndThePagesAround() {
        assertThat(this.frame.pages(new Page<>(List.of(), 10, 20, 400))).containsExactly(0L, -1L, 8L, 9L, 10L, 11L, 12L,
                -1L, 19L);
        assertThat(this.frame.pages(new Page<>(List.of(), 0, 20, 60))).containsExactly(0L, 1L, 2L);
    }

    private static MockHttpServletRequest request(String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        return request;
    }

}
