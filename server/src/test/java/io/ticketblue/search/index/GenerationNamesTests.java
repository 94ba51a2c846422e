package io.ticketblue.search.index;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GenerationNamesTests {

    @Test
    void findsTheGenerationsOfThisIndexOnly() {
        GenerationNames names = new GenerationNames("blue", "catalog", 7);
        assertThat(names.generations("""
                {"blue-catalog-venue-000007":{"aliases":{}},"blue-catalog-performance-000006":{"aliases":{}},
                 "blue-catalog-performance-1234567":{"aliases":{}},"blue-catalog-catalog-venue-000003":{"aliases":{}},
                 "blue-reservation-reservation-000002":{"aliases":{}},"old-blue-catalog-venue-000001":{"aliases":{}},
                 "blue-catalog-venue-old":{"aliases":{}}}""")).isEqualTo(Map.of("blue-catalog-venue-000007", 7L,
                "blue-catalog-performance-000006", 6L, "blue-catalog-performance-1234567", 1_234_567L));
    }

}
