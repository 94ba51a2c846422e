package io.ticketblue.coupon.internal;

import java.sql.ResultSet;
import java.sql.SQLException;

import io.ticketblue.coupon.CouponTerms;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/** Reads what both tables of coupons have in their rows. */
final class CouponColumns {

    static final String TERMS = "c.type, c.value, c.max_discount, c.min_amount, c.performance_id, c.category";

    private CouponColumns() {
    }

    static CouponTerms terms(ResultSet row) throws SQLException {
        return new CouponTerms(DiscountType.valueOf(row.getString("type")), row.getLong("value"),
                money(row, "max_discount"), new Money(row.getLong("min_amount")), number(row, "performance_id"),
                row.getString("category"));
    }

    static @Nullable Money money(ResultSet row, String column) throws SQLException {
        Long won = number(row, column);
        return (won != null) ? new Money(won) : null;
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

}
