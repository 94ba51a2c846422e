package io.ticketblue.bench.data;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Accounts. The first ones are staff, one of each role, with addresses that say so; all
 * have the same password, because each hash is expensive on purpose.
 */
final class AccountRows {

    static final String COLUMNS = "id, email, name, password_hash, role, marketing_consent, marketing_consent_at, "
            + "customer_key, language, email_verified_at, created_at";

    static final List<String> STAFF = List.of("ADMIN", "BOX_OFFICE", "FINANCE");

    private final Shape shape;

    private final Instant latest;

    private final String passwordHash;

    AccountRows(Shape shape, Instant latest, String passwordHash) {
        this.shape = shape;
        this.latest = latest;
        this.passwordHash = passwordHash;
    }

    void write(RowWriter accounts, long id) {
        SplittableRandom random = new SplittableRandom(this.shape.seed() * 31 + id);
        boolean staff = id <= STAFF.size();
        String role = staff ? STAFF.get((int) id - 1) : "USER";
        Instant created = this.latest.minus(Duration.ofMinutes(random.nextLong(2L * 365 * 24 * 60)))
            .minus(Duration.ofDays(400));
        boolean consent = !staff && random.nextInt(3) == 0;
        String email = Words.email(random, id);
        accounts.add(id, staff ? email(role) : email, name(this.shape, id), this.passwordHash, role, consent,
                Batch.optionalUtc(consent ? created : null), customerKey(this.shape, id),
                (random.nextInt(20) == 0) ? "en" : "ko",
                Batch.optionalUtc((staff || random.nextInt(10) > 0) ? created.plusSeconds(90) : null),
                Batch.utc(created));
    }

    /** The address of the staff account of a role. */
    static String email(String role) {
        return role.toLowerCase(Locale.ROOT).replace('_', '-') + "@people.example";
    }

    /** The name of an account. */
    static String name(Shape shape, long id) {
        return Words.person(new SplittableRandom(shape.seed() * 37 + id));
    }

    /** By what name the payment provider knows an account. */
    static String customerKey(Shape shape, long id) {
        SplittableRandom random = new SplittableRandom(~shape.seed() * 31 + id);
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

}
