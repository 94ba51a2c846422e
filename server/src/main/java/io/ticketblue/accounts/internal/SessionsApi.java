package io.ticketblue.accounts.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.BadCredentials;
import io.ticketblue.accounts.RefreshTokenInvalid;
import io.ticketblue.accounts.internal.RefreshTokens.Rotation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out of the API. */
@RestController
@RequestMapping("/api/sessions")
@Tag(name = "Sessions", description = "Access tokens and their renewal")
@SecurityRequirements
class SessionsApi {

    private final SignIns signIns;

    private final AccessTokens accessTokens;

    private final RefreshTokens refreshTokens;

    SessionsApi(SignIns signIns, AccessTokens accessTokens, RefreshTokens refreshTokens) {
        this.signIns = signIns;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
    }

    @PostMapping
    @Operation(summary = "Sign in",
            description = "Too many failures in a row, for one account or from one network address, answer 429 with "
                    + "Retry-After.")
    Tokens signIn(@RequestBody @Valid SignIn signIn, HttpServletRequest request) {
        StoredAccount account = this.signIns.verify(signIn.email(), signIn.password(), request.getRemoteAddr(), null);
        return tokens(account, this.refreshTokens.begin(account).orElseThrow(BadCredentials::new));
    }

    @PostMapping("/refresh")
    @Operation(summary = "Renew the access token",
            description = "The refresh token is replaced by the one in the answer. Using a replaced one ends all that "
                    + "came from the same sign-in.")
    Tokens refresh(@RequestBody @Valid Refresh refresh) {
        Rotation rotation = this.refreshTokens.rotate(refresh.refreshToken()).orElseThrow(RefreshTokenInvalid::new);
        return tokens(rotation.account(), rotation.refreshToken());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Sign out", description = "Ends the refresh token and all that came from the same sign-in.")
    void signOut(@RequestBody @Valid Refresh refresh) {
        this.refreshTokens.end(refresh.refreshToken());
    }

    private Tokens tokens(StoredAccount account, String refreshToken) {
        return new Tokens(this.accessTokens.issue(account), "Bearer", this.accessTokens.life().toSeconds(),
                refreshToken);
    }

    record SignIn(@Schema(example = "buyer@ticketblue.example") @NotBlank String email,
            @Schema(example = "blue-seat-7") @NotEmpty String password) {

        @Override
        public String toString() {
            return "SignIn";
        }

    }

    record Refresh(@Schema(example = "4vK0n0oXKq0pE3t5cM2c1v8m0s9c6c7Q7Zr2b8n1x5k") @NotBlank String refreshToken) {

        @Override
        public String toString() {
            return "Refresh";
        }

    }

    record Tokens(@Schema(example = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2ln") String accessToken,
            @Schema(example = "Bearer") String tokenType,
            @Schema(description = "Seconds", example = "900") long expiresIn,
            @Schema(example = "4vK0n0oXKq0pE3t5cM2c1v8m0s9c6c7Q7Zr2b8n1x5k") String refreshToken) {

        @Override
        public String toString() {
            return "Tokens";
        }

    }

}
