package io.ticketblue.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.CouponTerms;
import io.ticketblue.coupon.CouponView;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.coupon.IssuedCoupon;
import io.ticketblue.coupon.IssuedCouponView;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Coupons to be had and one's own. A claim answers with the whole list again: scripts put
 * it into the page, and without them the browser is led back to it.
 */
@Controller
@RequestMapping("/coupons")
class CouponPages {

    private static final String HERE = "redirect:/coupons";

    private static final int MOST_OPEN = 50;

    private static final int PAGE = 20;

    private final Coupons coupons;

    private final Catalog catalog;

    private final ProblemTexts problems;

    private final Formats formats;

    private final MessageSource messages;

    CouponPages(Coupons coupons, Catalog catalog, ProblemTexts problems, Formats formats, MessageSource messages) {
        this.coupons = coupons;
        this.catalog = catalog;
        this.problems = problems;
        this.formats = formats;
        this.messages = messages;
    }

    @GetMapping
    String coupons(@SignedIn @Nullable AccountId person, @RequestParam(defaultValue = "0") int page, Model model) {
        return show(person, page, model);
    }

    /** Leads through the sign-in page back to the list. */
    @GetMapping("/mine")
    String mine(@SignedIn AccountId person) {
        return HERE;
    }

    @PostMapping("/{id}/issues")
    String issue(@SignedIn AccountId person, @PathVariable CouponId id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part, Model model,
            RedirectAttributes next) {
        BiConsumer<String, String> tell = teller(part != null, model, next);
        claim(() -> this.coupons.issue(person, id), "given", "refusal", tell);
        return (part != null) ? show(person, 0, model) : HERE;
    }

    /** What came of it is said beside the field. */
    @PostMapping("/codes")
    String issueByCode(@SignedIn AccountId person, @RequestParam(defaultValue = "") String code,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part, Model model,
            RedirectAttributes next) {
        BiConsumer<String, String> tell = teller(part != null, model, next);
        if (!claim(() -> this.coupons.issue(person, code), "codeGiven", "codeRefusal", tell)) {
            tell.accept("typedCode", code);
        }
        return (part != null) ? show(person, 0, model) : HERE + "#code";
    }

    private static BiConsumer<String, String> teller(boolean part, Model model, RedirectAttributes next) {
        return part ? model::addAttribute : next::addFlashAttribute;
    }

    private boolean claim(Supplier<IssuedCoupon> claim, String given, String refusal, BiConsumer<String, String> tell) {
        try {
            tell.accept(given, message("coupons.given", this.formats.dateTime(claim.get().expiresAt())));
            return true;
        }
        catch (Problem problem) {
            tell.accept(refusal, this.problems.detail(problem));
            return false;
        }
    }

    private String show(@Nullable AccountId person, int page, Model model) {
        List<CouponView> open = this.coupons.open(new Paging(0, MOST_OPEN)).items();
        List<CouponView> upcoming = this.coupons.upcoming();
        Page<IssuedCouponView> owned = (person != null) ? this.coupons.issued(person, new Paging(page, PAGE)) : null;
        Set<CouponId> had = (person != null) ? this.coupons.had(person, open.stream().map(CouponView::id).toList())
                : Set.of();
        List<IssuedCouponView> mine = (owned != null) ? owned.items() : List.of();
        Map<PerformanceId, PerformanceCard> performances = this.catalog.cards(Stream
            .concat(Stream.concat(open.stream(), upcoming.stream()).map(CouponView::terms),
                    mine.stream().map(IssuedCouponView::terms))
            .map(CouponTerms::performanceId)
            .filter(Objects::nonNull)
            .distinct()
            .map(PerformanceId::new)
            .toList());
        model.addAttribute("open", open);
        model.addAttribute("upcoming", upcoming);
        model.addAttribute("had", had);
        model.addAttribute("owned", owned);
        model.addAttribute("titles", new Titles(performances));
        return "coupons";
    }

    private String message(String key, Object... arguments) {
        return this.messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

    /**
     * The titles of performances that coupons are limited to.
     *
     * @param performances those that there are
     */
    record Titles(Map<PerformanceId, PerformanceCard> performances) {

        /**
         * The title of a performance.
         * @param performance its number
         * @return the title, null if it is gone
         */
        public @Nullable String of(long performance) {
            PerformanceCard card = this.performances.get(new PerformanceId(performance));
            return (card != null) ? card.title() : null;
        }

    }

}
