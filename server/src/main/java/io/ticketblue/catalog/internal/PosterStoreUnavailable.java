package io.ticketblue.catalog.internal;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The directory or the bucket of posters does not answer; trying again may help. */
final class PosterStoreUnavailable extends Problem {

    PosterStoreUnavailable(Exception cause) {
        super(HttpStatus.SERVICE_UNAVAILABLE, "catalog.poster-store-unavailable");
        initCause(cause);
    }

}
