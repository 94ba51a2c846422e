package io.ticketblue.shared;

import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class LoggedPathTests {

    @Test
    void isThePathThatFailedAndNotThatOfTheErrorPage() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/error");
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/invitations/a-Secret_1");
        assertThat(LoggedPath.of(request)).isEqualTo("/invitations/***");
    }

    @ParameterizedTest
    @CsvSource({ "/invitations/a-Secret_1,/invitations/***", "/invitations/a-Secret_1/accept,/invitations/***/accept",
            "/email-verifications/abc,/email-verifications/***",
            "/api/email-verifications/abc,/api/email-verifications/***",
            "/tickets/invitations//abc,/tickets/invitations//***",
            "/admin/invitations/12/withdraw,/admin/invitations/12/withdraw", "/invitations,/invitations",
            "/bookings/7,/bookings/7" })
    void masksOneTimeSecrets(String path, String logged) {
        assertThat(LoggedPath.of(path)).isEqualTo(logged);
    }

}
