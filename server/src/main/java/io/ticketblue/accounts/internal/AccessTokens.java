package io.ticketblue.accounts.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import io.ticketblue.accounts.AccountId;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * Short-lived tokens (JWT, HS256) that name an account, its role and the version of its
 * credentials. They end early when the password changes or the account is closed.
 */
@Configuration(proxyBeanMethods = false)
class AccessTokens {

    static final String ROLE = "role";

    static final String VERSION = "version";

    private static final String ISSUER = "ticketblue";

    private static final OAuth2Error OVER = new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN,
            "The credentials have changed or the account is closed", null);

    private final JwtEncoder encoder;

    private final JwtDecoder decoder;

    private final Duration life;

    private final Clock clock;

    AccessTokens(AccountSettings settings, CredentialChanges changes, Clock clock) {
        SecretKey key = new SecretKeySpec(settings.signingKey(), "HmacSHA256");
        this.encoder = NimbusJwtEncoder.withSecretKey(key).algorithm(MacAlgorithm.HS256).build();
        this.decoder = decoder(key, changes, clock);
        this.life = settings.accessTokenLife();
        this.clock = clock;
    }

    private static JwtDecoder decoder(SecretKey key, CredentialChanges changes, Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                List.of(times, new JwtIssuerValidator(ISSUER), (token) -> checkVersion(token, changes))));
        return decoder;
    }

    private static OAuth2TokenValidatorResult checkVersion(Jwt token, CredentialChanges changes) {
        boolean good = token.getSubject() instanceof String account && token.getClaim(VERSION) instanceof Number version
                && changes.allow(AccountId.valueOf(account), version.longValue());
        return good ? OAuth2TokenValidatorResult.success() : OAuth2TokenValidatorResult.failure(OVER);
    }

    @Bean
    JwtDecoder jwtDecoder() {
        return this.decoder;
    }

    Duration life() {
        return this.life;
    }

    String issue(StoredAccount account) {
        Instant now = this.clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
            .issuer(ISSUER)
            .subject(account.id().toString())
            .issuedAt(now)
            .expiresAt(now.plus(this.life))
            .claim(ROLE, account.role().name())
            .claim(VERSION, account.credentialsVersion())
            .build();
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
        return this.encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

}
