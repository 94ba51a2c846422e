package io.ticketblue.bench.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.catalog.CancellationPolicies;
import io.ticketblue.catalog.CancellationPolicy;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** What the application computes for a row and generated rows have all the same. */
final class StandardTerms {

    private static final int MEMORY_KILOBYTES = 19 * 1024;

    private static final int ITERATIONS = 2;

    private StandardTerms() {
    }

    /** A hash as the application stores it with its usual settings. */
    static String passwordHash(String password) {
        return "{argon2}" + new Argon2PasswordEncoder(16, 32, 1, MEMORY_KILOBYTES, ITERATIONS).encode(password);
    }

    /** The standard cancellation policy in the form of the performance's row. */
    static String cancellation() {
        CancellationPolicy policy = CancellationPolicies.readyMade(CancellationPolicies.STANDARD).orElseThrow();
        Map<String, Object> terms = new LinkedHashMap<>();
        terms.put("freeDays", policy.freeDays());
        terms.put("freeOnBookingDay", policy.freeOnBookingDay());
        terms.put("dateWinsWithinDays", policy.dateWinsWithinDays());
        terms.put("fullRefundWithinADay", policy.fullRefundWithinADay());
        List<Map<String, Object>> tiers = policy.tiers().stream().map(StandardTerms::tier).toList();
        terms.put("tiers", tiers);
        if (policy.showDayPercent() != null) {
            terms.put("showDayPercent", policy.showDayPercent());
        }
        terms.put("bookingFee", policy.bookingFee().name());
        return JsonMapper.shared().writeValueAsString(terms);
    }

    private static Map<String, Object> tier(CancellationPolicy.Tier tier) {
        if (!(tier.fee() instanceof CancellationPolicy.Percent percent) || percent.cap() != null) {
            throw new IllegalStateException("The standard policy is no longer a table of percentages");
        }
        return Map.of("daysBefore", tier.daysBefore(), "percent", percent.percent());
    }

}
