package io.ticketblue.accounts.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.ticketblue.accounts.internal.throttle.Subject;
import io.ticketblue.accounts.internal.throttle.ThrottleSettings;
import io.ticketblue.shared.SiteSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Browsers in which somebody signed in before. Wrong passwords that are typed there are
 * counted apart from those of strangers, so that strangers cannot keep the owner out
 * (OWASP, "Device cookies"). The cookie names up to four devices, one for each person who
 * signed in lately; each is a random number, when it was made, and a signature over both
 * and the person's address, which itself is not in it.
 */
@Component
class KnownDevices {

    static final String COOKIE = "ticketblue-device";

    private static final String ALGORITHM = "HmacSHA256";

    private static final int MOST_DEVICES = 4;

    private static final int ID_BYTES = 16;

    private static final int SIGNED_BYTES = ID_BYTES + Long.BYTES;

    private static final int DEVICE_BYTES = SIGNED_BYTES + 32;

    private static final int DEVICE_CHARACTERS = (DEVICE_BYTES * 8 + 5) / 6;

    private final SecureRandom random = new SecureRandom();

    private final SecretKeySpec key;

    private final Duration life;

    private final boolean secure;

    private final Clock clock;

    KnownDevices(AccountSettings accounts, ThrottleSettings settings, SiteSettings site, Clock clock) {
        this.key = new SecretKeySpec(mac(new SecretKeySpec(accounts.signingKey(), ALGORITHM),
                "known devices".getBytes(StandardCharsets.US_ASCII)), ALGORITHM);
        this.life = settings.deviceLife();
        this.secure = site.secure();
        this.clock = clock;
    }

    /** The value of the cookie that a browser has sent. */
    static @Nullable String cookie(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return (cookie != null) ? cookie.getValue() : null;
    }

    /** Who is counted instead of strangers, if the address was used on the device. */
    Optional<Subject> find(String normalEmail, @Nullable String cookie) {
        return devices(cookie).filter((device) -> isOf(normalEmail, device))
            .findFirst()
            .map((device) -> Subject.device(normalEmail, id(device)));
    }

    /** Knows the device from now on as one of this person. */
    void remember(String normalEmail, HttpServletRequest request, HttpServletResponse response) {
        List<byte[]> known = devices(cookie(request)).toList();
        byte[] own = known.stream()
            .filter((device) -> isOf(normalEmail, device))
            .findFirst()
            .map((device) -> Arrays.copyOf(device, ID_BYTES))
            .orElseGet(this::newId);
        Stream<byte[]> others = known.stream().filter((device) -> !isOf(normalEmail, device));
        String value = Stream.concat(Stream.of(sign(own, normalEmail)), others)
            .limit(MOST_DEVICES)
            .map((device) -> Base64.getUrlEncoder().withoutPadding().encodeToString(device))
            .collect(Collectors.joining("."));
        response.addHeader(HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                    .path(request.getContextPath() + PageSignIn.PATH)
                    .maxAge(this.life)
                    .httpOnly(true)
                    .secure(this.secure)
                    .sameSite("Lax")
                    .build()
                    .toString());
    }

    private static Stream<byte[]> devices(@Nullable String cookie) {
        if (cookie == null || cookie.length() > MOST_DEVICES * (DEVICE_CHARACTERS + 1)) {
            return Stream.empty();
        }
        return Arrays.stream(cookie.split("\\.")).flatMap((text) -> decoded(text).stream());
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text)).filter((bytes) -> bytes.length == DEVICE_BYTES);
        }
        catch (IllegalArgumentException ex) {
            // Whoever wrote this into the cookie is a stranger.
            return Optional.empty();
        }
    }

    private boolean isOf(String normalEmail, byte[] device) {
        Instant since = Instant.ofEpochSecond(ByteBuffer.wrap(device).getLong(ID_BYTES));
        byte[] signed = Arrays.copyOf(device, SIGNED_BYTES);
        byte[] signature = Arrays.copyOfRange(device, SIGNED_BYTES, DEVICE_BYTES);
        return MessageDigest.isEqual(signature, signature(signed, normalEmail))
                && this.clock.instant().isBefore(since.plus(this.life));
    }

    private static String id(byte[] device) {
        return HexFormat.of().formatHex(device, 0, ID_BYTES);
    }

    private byte[] newId() {
        byte[] id = new byte[ID_BYTES];
        this.random.nextBytes(id);
        return id;
    }

    private byte[] sign(byte[] id, String normalEmail) {
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
            .put(id)
            .putLong(this.clock.instant().getEpochSecond())
            .array();
        return ByteBuffer.allocate(DEVICE_BYTES).put(signed).put(signature(signed, normalEmail)).array();
    }

    private byte[] signature(byte[] signed, String normalEmail) {
        byte[] address = normalEmail.getBytes(StandardCharsets.UTF_8);
        return mac(this.key, ByteBuffer.allocate(signed.length + address.length).put(signed).put(address).array());
    }

    private static byte[] mac(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", ex);
        }
    }

}
