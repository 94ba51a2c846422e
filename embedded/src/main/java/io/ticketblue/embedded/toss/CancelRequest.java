package io.ticketblue.embedded.toss;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a cancellation.
 *
 * @param amount whole won, or null for all that is left
 * @param hasAccount whether it says where the money of a deposit goes
 * @param refundableAmount what the shop believes is left, or null
 */
record CancelRequest(String reason, @Nullable Long amount, long taxFreeAmount, @Nullable Long refundableAmount,
        boolean hasAccount) {

    static CancelRequest of(JsonNode body) {
        Long amount = Json.optionalWon(body, "cancelAmount");
        if (amount != null && amount == 0) {
            throw TossFailure.invalid("(cancelAmount: at least 1)");
        }
        Long taxFree = Json.optionalWon(body, "taxFreeAmount");
        JsonNode account = body.path("refundReceiveAccount");
        if (account.isObject()) {
            Json.text(account, "bank", 30);
            if (!Json.text(account, "accountNumber", 20).matches("[0-9]+")) {
                throw TossFailure.of("INVALID_REFUND_ACCOUNT_NUMBER");
            }
            Json.text(account, "holderName", 60);
        }
        return new CancelRequest(Json.text(body, "cancelReason", 200), amount, (taxFree != null) ? taxFree : 0,
                Json.optionalWon(body, "refundableAmount"), account.isObject());
    }

}
