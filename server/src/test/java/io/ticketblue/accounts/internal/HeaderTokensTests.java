package io.ticketblue.accounts.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HeaderTokensTests {

    private final HeaderTokens tokens = new HeaderTokens();

    @ParameterizedTest
    @ValueSource(strings = { "Bearer aZ09-._~+/x==", "bearer aZ09-._~+/x==", "BEARER aZ09-._~+/x==" })
    void readsATokenWhateverTheCaseOfTheScheme(String header) {
        assertThat(this.tokens.resolve(request(header))).isEqualTo("aZ09-._~+/x==");
    }

    @Test
    void findsNoneWithoutTheHeader() {
        assertThat(this.tokens.resolve(new MockHttpServletRequest())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Basic dXNlcjpwYXNz", "", "Beare x" })
    void leavesOtherSchemesAlone(String header) {
        assertThat(this.tokens.resolve(request(header))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Bearer", "Bearer ", "Bearer =", "Bearer a b", "Bearer a=b", "Bearer\tabc", "Bearerabc",
            "Bearer 토큰", "Bearer a\u0000" })
    void refusesWhatIsNoToken(String header) {
        assertThatExceptionOfType(OAuth2AuthenticationException.class)
            .isThrownBy(() -> this.tokens.resolve(request(header)));
    }

    private static MockHttpServletRequest request(String header) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(HttpHeaders.AUTHORIZATION, header);
        return request;
    }

}
