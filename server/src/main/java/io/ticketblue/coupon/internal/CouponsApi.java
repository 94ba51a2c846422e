package io.ticketblue.coupon.internal;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.coupon.IssuedCoupon;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.shared.Idempotent;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.content.Content;
import io.ticketblue.shared.content.ContentAnswers;
import io.ticketblue.shared.content.ContentCache;
import io.ticketblue.shared.content.ContentKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Coupons for buyers. */
@RestController
@Tag(name = "Coupons", description = "Coupons that are given first come, first served, and one's own")
class CouponsApi {

    /** The tag of the lists of open coupons. */
    static final String OPEN = "coupons";

    /** How many are left does not decide who gets one. */
    private static final Duration IN_REDIS = Duration.ofMillis(800);

    private final Coupons coupons;

    private final ContentCache cache;

    private final ContentKind<Paging> open;

    CouponsApi(Coupons coupons, ContentCache cache, JsonMapper json) {
        this.coupons = coupons;
        this.cache = cache;
        this.open = ContentKind.of("coupons", ContentKind.COUNTS, IN_REDIS, (paging) -> OPEN,
                IllegalStateException::new,
                (paging) -> Content.of(json.writeValueAsBytes(coupons.open(paging).map(CouponJson.Offered::of))));
    }

    @GetMapping("/api/coupons")
    @SecurityRequirements
    @Operation(summary = "Open coupons and how many are left",
            description = "What ends first comes first. Coupons that need a code are not listed.")
    @Nullable ResponseEntity<Page<CouponJson.Offered>> coupons(@RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return ContentAnswers.json(this.cache.get(this.open, new Paging(page, size)), "no-cache", "", request,
                response);
    }

    @PostMapping("/api/coupons/{id}/issues")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Get a coupon, first come, first served",
            description = "One per person. 409 coupon.already-issued, coupon.exhausted or coupon.not-open.")
    ResponseEntity<CouponJson.Given> issue(@SignedIn AccountId me, @PathVariable CouponId id) {
        return created(this.coupons.issue(me, id));
    }

    @GetMapping("/api/me/coupons")
    @Operation(summary = "My coupons, newest first")
    Page<CouponJson.Owned> mine(@SignedIn AccountId me, @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size) {
        return this.coupons.issued(me, new Paging(page, size)).map(CouponJson.Owned::of);
    }

    @GetMapping("/api/me/coupons/{id}")
    @Operation(summary = "One of my coupons")
    CouponJson.Owned mine(@SignedIn AccountId me, @PathVariable IssuedCouponId id) {
        return CouponJson.Owned.of(this.coupons.issued(me, id));
    }

    @PostMapping("/api/me/coupons")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Get the coupon that has a code",
            description = "404 coupon.code-not-found, otherwise as for a coupon without code.")
    ResponseEntity<CouponJson.Given> issueByCode(@SignedIn AccountId me, @RequestBody @Valid TypedCode typed) {
        return created(this.coupons.issue(me, typed.code()));
    }

    private static ResponseEntity<CouponJson.Given> created(IssuedCoupon coupon) {
        return ResponseEntity.created(URI.create("/api/me/coupons/" + coupon.id())).body(CouponJson.Given.of(coupon));
    }

    /**
     * What somebody typed.
     *
     * @param code the code, in any case
     */
    record TypedCode(@Schema(example = "BLUE-2026") @NotBlank String code) {
    }

}
