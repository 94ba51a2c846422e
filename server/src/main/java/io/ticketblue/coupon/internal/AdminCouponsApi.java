package io.ticketblue.coupon.internal;

import java.net.URI;
import java.time.Instant;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Coupons for staff. */
@RestController
@Tag(name = "Administration: coupons", description = "Make, change, list and end coupons")
@RolesAllowed("BOX_OFFICE")
class AdminCouponsApi {

    private final CouponAdmin admin;

    AdminCouponsApi(CouponAdmin admin) {
        this.admin = admin;
    }

    @GetMapping("/api/admin/coupons")
    @Operation(summary = "All coupons, newest first")
    Page<CouponJson.Managed> coupons(@RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size) {
        return this.admin.coupons(new Paging(page, size)).map(CouponJson.Managed::of);
    }

    @GetMapping("/api/admin/coupons/{id}")
    @Operation(summary = "Show a coupon")
    CouponJson.Managed coupon(@PathVariable CouponId id) {
        return CouponJson.Managed.of(this.admin.coupon(id));
    }

    @PostMapping("/api/admin/coupons")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a coupon")
    ResponseEntity<CouponJson.Managed> create(@RequestBody CouponBody body) {
        CouponId id = this.admin.create(body.toCommand(false));
        return ResponseEntity.created(URI.create("/api/admin/coupons/" + id)).body(coupon(id));
    }

    @PutMapping("/api/admin/coupons/{id}")
    @Operation(summary = "Change a coupon",
            description = "Once people have it, type, value, limits and scope stay: 409 coupon.terms-fixed. "
                    + "409 coupon.changed-meanwhile: another version than the one that was named. "
                    + "The quantity is never below what was given.")
    CouponJson.Managed change(@PathVariable CouponId id, @RequestBody CouponBody body) {
        this.admin.change(id, body.toCommand(this.admin.coupon(id).welcome()), body.version());
        return coupon(id);
    }

    @DeleteMapping("/api/admin/coupons/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End a coupon", description = "No more are given; those that people have stay good.")
    void end(@PathVariable CouponId id) {
        this.admin.end(id);
    }

    /** A coupon as clients write it. */
    @Schema(name = "SaveCoupon")
    record CouponBody(@Nullable String name, @Nullable DiscountType type, @Nullable Long value,
            @Nullable Integer quantity, @Nullable Instant issueFrom, @Nullable Instant issueUntil,
            @Nullable Integer validDays, @Schema(description = "Absent for no limit") @Nullable Long maxDiscount,
            @Schema(description = "Absent for 0") @Nullable Long minAmount,
            @Schema(description = "The only performance it is for") @Nullable Long performanceId,
            @Schema(description = "The only category it is for") @Nullable String category,
            @Schema(description = "What people type in to get it; absent if whoever comes gets it") @Nullable String code,
            @Schema(description = "Whether every buyer who verifies the address gets it, and nobody else") @Nullable Boolean welcome,
            @Schema(description = "For a change: the version that was read before; another one by then is a 409",
                    example = "3") @Nullable Integer version) {

        SaveCoupon toCommand(boolean welcomes) {
            return new SaveCoupon(this.name, this.type, this.value, this.quantity, this.issueFrom, this.issueUntil,
                    this.validDays, this.maxDiscount, this.minAmount, this.performanceId, this.category, this.code,
                    (this.welcome != null) ? this.welcome : welcomes);
        }

    }

}
