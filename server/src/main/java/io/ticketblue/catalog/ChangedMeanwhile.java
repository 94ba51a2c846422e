package io.ticketblue.catalog;

import java.util.Map;

import org.springframework.http.HttpStatus;

import io.ticketblue.shared.Problem;

/** Somebody else changed it after it was read. The answer names the present version. */
public final class ChangedMeanwhile extends Problem {

    /**
     * Creates the problem.
     * @param version the present version
     */
    public ChangedMeanwhile(int version) {
        super(HttpStatus.CONFLICT, "catalog.changed-meanwhile", Map.of("version", version));
    }

}
