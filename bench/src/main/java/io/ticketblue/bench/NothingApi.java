package io.ticketblue.bench;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What an answer of the application costs when there is nothing to do: the same server,
 * the same filters, the same check of the access token if there is one, and then nothing.
 */
@Hidden
@RestController
class NothingApi {

    /** Where anybody may do nothing: below a path that is public. */
    static final String PUBLIC_PATH = "/api/performances/bench/nothing";

    @GetMapping("/api/bench/nothing")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void nothing(@SignedIn AccountId person) {
        // There is nothing to do.
    }

    @GetMapping(PUBLIC_PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void publicNothing() {
        // There is nothing to do.
    }

}
