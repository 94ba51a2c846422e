package io.ticketblue.payment.internal;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** A notice is larger than any that the provider sends. */
final class NoticeTooLarge extends Problem {

    NoticeTooLarge() {
        super(HttpStatus.CONTENT_TOO_LARGE, "payment.notice-too-large", Map.of());
    }

}
