package io.ticketblue.admin;

import java.time.Instant;
import java.util.Objects;

import io.ticketblue.coupon.CouponTerms;
import io.ticketblue.coupon.CouponView;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A coupon as typed. The scope is empty, the name of a category, or the number of a
 * performance.
 */
record CouponForm(String name, String type, String value, String maxDiscount, String minAmount, String scope,
        String quantity, String issueFrom, String issueUntil, String validDays, String code, boolean welcome) {

    static final CouponForm EMPTY = new CouponForm("", DiscountType.AMOUNT.name(), "", "", "", "", "", "", "", "30", "",
            false);

    private static final int MOST = 100_000_000;

    static CouponForm of(Typed typed) {
        return new CouponForm(typed.text("name"), typed.text("type"), typed.text("value"), typed.text("maxDiscount"),
                typed.text("minAmount"), typed.text("scope"), typed.text("quantity"), typed.text("issueFrom"),
                typed.text("issueUntil"), typed.text("validDays"), typed.text("code"),
                !typed.text("welcome").isEmpty());
    }

    static CouponForm of(CouponView coupon) {
        CouponTerms terms = coupon.terms();
        Money most = terms.maxDiscount();
        String scope = (terms.performanceId() != null) ? terms.performanceId().toString()
                : Objects.requireNonNullElse(terms.category(), "");
        return new CouponForm(coupon.name(), terms.type().name(), Long.toString(terms.value()),
                (most != null) ? Long.toString(most.won()) : "",
                terms.minAmount().isZero() ? "" : Long.toString(terms.minAmount().won()), scope,
                Integer.toString(coupon.quantity()), Wording.field(coupon.issueFrom()),
                Wording.field(coupon.issueUntil()), Integer.toString(coupon.validDays()),
                Objects.requireNonNullElse(coupon.code(), ""), coupon.welcome());
    }

    /**
     * What the form asks for. A time that still reads as it does now stays exactly what
     * it is, seconds included.
     * @param now the coupon as it is, null for a new one
     * @throws io.ticketblue.shared.InvalidRequest if a field cannot be read
     */
    SaveCoupon command(@Nullable CouponView now) {
        Checks checks = new Checks();
        boolean performance = this.scope.matches("\\d{1,18}");
        SaveCoupon coupon = new SaveCoupon(checks.required("name", this.name),
                checks.choice(DiscountType.class, "type", this.type), checks.money("value", digits(this.value)).won(),
                checks.number("quantity", this.quantity, 1, MOST),
                time(checks, "issueFrom", this.issueFrom, (now != null) ? now.issueFrom() : null),
                time(checks, "issueUntil", this.issueUntil, (now != null) ? now.issueUntil() : null),
                checks.number("validDays", this.validDays, 1, MOST), money(checks, "maxDiscount", this.maxDiscount),
                money(checks, "minAmount", this.minAmount), performance ? Long.valueOf(this.scope) : null,
                (performance || this.scope.isEmpty()) ? null : this.scope, this.code.isEmpty() ? null : this.code,
                this.welcome);
        checks.done();
        return coupon;
    }

    /** Percent may be typed with its sign. */
    private static String digits(String text) {
        return text.replace("%", "");
    }

    private static @Nullable Long money(Checks checks, String field, String text) {
        return text.isEmpty() ? null : checks.money(field, text).won();
    }

    private static Instant time(Checks checks, String field, String text, @Nullable Instant now) {
        return (now != null && text.equals(Wording.field(now))) ? now : checks.time(field, text);
    }

    /** The field of the form for a field of the command. */
    static @Nullable String field(String name) {
        return switch (name) {
            case "performanceId", "category" -> "scope";
            default -> null;
        };
    }

}
