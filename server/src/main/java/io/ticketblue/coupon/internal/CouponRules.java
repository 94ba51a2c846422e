package io.ticketblue.coupon.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import io.ticketblue.coupon.CouponScopes;
import io.ticketblue.coupon.CouponTerms;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.TypedText;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** What a coupon may be, and the form in which it is kept. */
@Component
class CouponRules {

    private static final int LONGEST_NAME = 60;

    private static final long MOST_WON = 10_000_000;

    private static final int MOST_COUPONS = 100_000_000;

    private static final int MOST_DAYS = 3_650;

    /** Times that every database and calendar can keep. */
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2100-12-31T00:00:00Z");

    private static final Pattern CODE = Pattern.compile("[A-Z0-9-]{4,20}");

    private final CouponScopes scopes;

    CouponRules(CouponScopes scopes) {
        this.scopes = scopes;
    }

    /** The form in which a code is kept and looked for. */
    static String code(String typed) {
        return TypedText.code(typed);
    }

    static boolean isCode(String code) {
        return CODE.matcher(code).matches();
    }

    /**
     * Checks everything, so that all that is wrong is said at once.
     * @return the coupon in the form that is kept
     * @throws InvalidRequest naming each field that breaks a rule
     */
    SaveCoupon check(SaveCoupon coupon) {
        Wrong wrong = new Wrong();
        String name = TypedText.of(coupon.name());
        String code = (coupon.code() == null || coupon.code().isBlank()) ? null : code(coupon.code());
        String category = (coupon.category() == null || coupon.category().isBlank()) ? null : coupon.category();
        checkName(name, wrong);
        wrong.required("type", coupon.type());
        wrong.range("value", coupon.value(), 1, (coupon.type() == DiscountType.RATE) ? 100 : MOST_WON);
        wrong.range("quantity", coupon.quantity(), 1, MOST_COUPONS);
        checkTimes(coupon, wrong);
        wrong.range("validDays", coupon.validDays(), 1, MOST_DAYS);
        Long least = Objects.requireNonNullElse(coupon.minAmount(), 0L);
        wrong.range("maxDiscount", Objects.requireNonNullElse(coupon.maxDiscount(), 1L), 1, MOST_WON);
        wrong.range("minAmount", least, 0, MOST_WON);
        checkScope(coupon.performanceId(), category, wrong);
        if (code != null && !isCode(code)) {
            wrong.add("code", "coupon.code-rule");
        }
        else if (code != null && coupon.welcome()) {
            wrong.add("code", "coupon.welcome-has-no-code");
        }
        wrong.throwIfAny();
        return new SaveCoupon(name, coupon.type(), coupon.value(), coupon.quantity(), kept(coupon.issueFrom()),
                kept(coupon.issueUntil()), coupon.validDays(), coupon.maxDiscount(), least, coupon.performanceId(),
                category, code, coupon.welcome());
    }

    private static void checkName(String name, Wrong wrong) {
        if (name.isEmpty()) {
            wrong.add("name", "request.required");
        }
        else if (name.codePointCount(0, name.length()) > LONGEST_NAME
                || name.codePoints().anyMatch(TypedText::isUnprintable)) {
            wrong.add("name", "coupon.name-rule", LONGEST_NAME);
        }
    }

    private static void checkTimes(SaveCoupon coupon, Wrong wrong) {
        wrong.required("issueFrom", coupon.issueFrom());
        wrong.required("issueUntil", coupon.issueUntil());
        if (coupon.issueFrom() != null && (coupon.issueFrom().isBefore(FIRST) || coupon.issueFrom().isAfter(LAST))) {
            wrong.add("issueFrom", "coupon.time-rule");
        }
        if (coupon.issueUntil() != null && coupon.issueUntil().isAfter(LAST)) {
            wrong.add("issueUntil", "coupon.time-rule");
        }
        else if (coupon.issueFrom() != null && coupon.issueUntil() != null
                && !coupon.issueUntil()
                    .truncatedTo(ChronoUnit.MICROS)
                    .isAfter(coupon.issueFrom().truncatedTo(ChronoUnit.MICROS))) {
            wrong.add("issueUntil", "coupon.window-rule");
        }
    }

    private void checkScope(@Nullable Long performance, @Nullable String category, Wrong wrong) {
        if (performance != null && !this.scopes.hasPerformance(performance)) {
            wrong.add("performanceId", "coupon.performance-unknown");
        }
        if (category != null && !this.scopes.categories().contains(category)) {
            wrong.add("category", "coupon.category-rule", String.join(", ", this.scopes.categories()));
        }
        else if (category != null && performance != null) {
            wrong.add("category", "coupon.one-scope");
        }
    }

    private static @Nullable Instant kept(@Nullable Instant time) {
        return (time != null) ? time.truncatedTo(ChronoUnit.MICROS) : null;
    }

    /** The terms of a checked coupon that differ from present ones. */
    static List<String> changed(CouponTerms present, SaveCoupon coupon) {
        List<String> fields = new ArrayList<>();
        differ(fields, "type", present.type(), coupon.type());
        differ(fields, "value", present.value(), coupon.value());
        differ(fields, "maxDiscount", won(present.maxDiscount()), coupon.maxDiscount());
        differ(fields, "minAmount", won(present.minAmount()), coupon.minAmount());
        differ(fields, "performanceId", present.performanceId(), coupon.performanceId());
        differ(fields, "category", present.category(), coupon.category());
        return fields;
    }

    private static void differ(List<String> fields, String name, @Nullable Object one, @Nullable Object other) {
        if (!Objects.equals(one, other)) {
            fields.add(name);
        }
    }

    private static @Nullable Long won(@Nullable Money money) {
        return (money != null) ? money.won() : null;
    }

    /** Collects what is wrong. */
    private static final class Wrong {

        private final List<InvalidRequest.Field> fields = new ArrayList<>();

        void add(String field, String messageKey, Object... arguments) {
            this.fields.add(new InvalidRequest.Field(field, messageKey, List.of(arguments)));
        }

        void required(String field, @Nullable Object value) {
            if (value == null) {
                add(field, "request.required");
            }
        }

        void range(String field, @Nullable Number value, long least, long most) {
            if (value == null) {
                add(field, "request.required");
            }
            else if (value.longValue() < least || value.longValue() > most) {
                add(field, "coupon.range", least, most);
            }
        }

        void throwIfAny() {
            if (!this.fields.isEmpty()) {
                throw new InvalidRequest(this.fields);
            }
        }

    }

}
