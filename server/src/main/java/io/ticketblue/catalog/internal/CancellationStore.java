package io.ticketblue.catalog.internal;

import java.sql.ResultSet;
import java.sql.SQLException;

import io.ticketblue.catalog.CancellationPolicy;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/** The cancellation policy in the performance's row. */
@Component
class CancellationStore {

    private final JsonMapper json;

    CancellationStore(JsonMapper json) {
        this.json = json;
    }

    String written(CancellationPolicy policy) {
        return this.json.writeValueAsString(CancellationTerms.of(policy));
    }

    CancellationPolicy read(ResultSet row) throws SQLException {
        return this.json.readValue(row.getString("cancellation_terms"), CancellationTerms.class).toPolicy();
    }

}
