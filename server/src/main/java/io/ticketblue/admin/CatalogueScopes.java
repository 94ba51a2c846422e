package io.ticketblue.admin;

import java.util.Arrays;
import java.util.List;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.coupon.CouponScopes;

import org.springframework.stereotype.Component;

/** Tells coupons what there is in the catalogue. */
@Component
class CatalogueScopes implements CouponScopes {

    private final Catalog catalog;

    CatalogueScopes(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean hasPerformance(long performance) {
        try {
            this.catalog.performance(new PerformanceId(performance));
            return true;
        }
        catch (PerformanceNotFound ex) {
            return false;
        }
    }

    @Override
    public List<String> categories() {
        return Arrays.stream(Category.values()).map(Category::name).toList();
    }

}
