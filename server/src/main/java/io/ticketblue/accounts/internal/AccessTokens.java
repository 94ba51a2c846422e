package io.ticketblue.accounts.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Short-lived tokens (JWT, HS256) that name an account and its role. */
@Configuration(proxyBeanMethods = false)
class AccessTokens {

    static final String ROLE = "role";

    private static final String ISSUER = "ticketblue";

    private final JwtEncoder encoder;

    private final JwtDecoder decoder;

    private final Duration life;

    private final Clock clock;

    AccessTokens(AccountSettings settings, Clock clock) {
        SecretKey key = new SecretKeySpec(settings.signingKey(), "HmacSHA256");
        this.encoder = NimbusJwtEncoder.withSecretKey(key).algorithm(MacAlgorithm.HS256).build();
        this.decoder = decoder(key, clock);
        this.life = settings.accessTokenLife();
        this.clock = clock;
    }

    private static JwtDecoder decoder(SecretKey key, Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(times, new JwtIssuerValidator(ISSUER))));
        return decoder;
    }

    @Bean
    JwtDecoder jwtDecoder() {
        return this.decoder;
    }

    Duration life() {
        return this.life;
    }

    String issue(AccountId account, Role role) {
        Instant now = this.clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
            .issuer(ISSUER)
            .subject(account.toString())
            .issuedAt(now)
            .expiresAt(now.plus(this.life))
            .claim(ROLE, role.name())
            .build();
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
        return this.encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

}
