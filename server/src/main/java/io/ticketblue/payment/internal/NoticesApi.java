package io.ticketblue.payment.internal;

import java.io.IOException;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where the payment provider sends its notices. */
@RestController
@Tag(name = "Payments", description = "Confirm what the payment window brought back")
class NoticesApi {

    private final Notices notices;

    NoticesApi(Notices notices) {
        this.notices = notices;
    }

    @PostMapping("/api/webhooks/toss")
    @ResponseStatus(HttpStatus.OK)
    @Operation(summary = "Take a notice of the payment provider",
            description = "Webhooks of Toss Payments: PAYMENT_STATUS_CHANGED and DEPOSIT_CALLBACK. 200 for whatever was "
                    + "understood, also when it is repeated, unknown or forged: nothing in it is believed, the provider "
                    + "is asked. 400 request.invalid names what is wrong; 413 request.too-large over 64 kB.")
    void take(@RequestHeader(name = "tosspayments-webhook-transmission-id", required = false) @Nullable String id,
            HttpServletRequest request) throws IOException {
        this.notices.receive(Notice.read(id, request.getInputStream().readAllBytes()));
    }

}
