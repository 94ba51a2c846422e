package io.ticketblue.payment.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

import io.ticketblue.payment.OrderId;
import io.ticketblue.shared.InvalidRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is used of a notice of the provider: its name, which order it is about, and with
 * what it proves itself. Source: the page "webhooks" of docs.tosspayments.com.
 *
 * @param transmissionId the same for each repetition
 * @param order the order, none if the notice is not about one
 * @param secret of a notice about a deposit
 */
record Notice(String transmissionId, @Nullable OrderId order, @Nullable String secret) {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Pattern TRANSMISSION_ID = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_-]{6,64}");

    private static final int MAX_SECRET = 200;

    /**
     * Reads a notice.
     * @param transmissionId the header, if there was one
     * @throws InvalidRequest naming what is wrong
     */
    static Notice read(@Nullable String transmissionId, byte[] body) {
        JsonNode json = tree(body);
        String id = (transmissionId != null && TRANSMISSION_ID.matcher(transmissionId).matches()) ? transmissionId
                : "sha256-" + hash(body);
        if (json.has("eventType")) {
            boolean aboutPayment = "PAYMENT_STATUS_CHANGED".equals(text(json, "eventType", "eventType"));
            return new Notice(id, aboutPayment ? order(json.path("data"), "data.orderId") : null, null);
        }
        // Only notices about deposits are flat.
        String secret = text(json, "secret", "secret");
        text(json, "status", "status");
        if (secret.length() > MAX_SECRET) {
            throw new InvalidRequest("secret", "payment.notice-field-invalid");
        }
        return new Notice(id, order(json, "orderId"), secret);
    }

    private static JsonNode tree(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        }
        catch (JacksonException ex) {
            throw new InvalidRequest("body", "payment.notice-unreadable");
        }
        throw new InvalidRequest("body", "payment.notice-unreadable");
    }

    private static OrderId order(JsonNode json, String field) {
        String order = text(json, "orderId", field);
        if (!ORDER_ID.matcher(order).matches()) {
            throw new InvalidRequest(field, "payment.order-id-invalid");
        }
        return new OrderId(order);
    }

    private static String text(JsonNode json, String name, String field) {
        JsonNode value = json.path(name);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw new InvalidRequest(field, "payment.notice-field-invalid");
        }
        return value.stringValue();
    }

    /** Whether it proves itself with what the provider gave us. */
    boolean isProvenBy(@Nullable String known) {
        return known != null && this.secret != null && MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8),
                this.secret.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Its secret does not get into logs. */
    @Override
    public String toString() {
        return "Notice[transmissionId=" + this.transmissionId + ", order=" + this.order + "]";
    }

}
