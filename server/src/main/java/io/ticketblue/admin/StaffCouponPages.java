package io.ticketblue.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceFilter;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.CouponView;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lists, makes, changes and ends coupons. */
@Controller
@RequestMapping("/admin/coupons")
@RolesAllowed("BOX_OFFICE")
class StaffCouponPages {

    private static final int PAGE_SIZE = 50;

    private static final String LIST = "redirect:/admin/coupons";

    private final CouponAdmin admin;

    private final Catalog catalog;

    private final Formats formats;

    private final Refusals refusals;

    private final Wording wording;

    StaffCouponPages(CouponAdmin admin, Catalog catalog, Formats formats, Refusals refusals, Wording wording) {
        this.admin = admin;
        this.catalog = catalog;
        this.formats = formats;
        this.refusals = refusals;
        this.wording = wording;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "0") int page, Model model) {
        Page<CouponView> coupons = this.admin.coupons(new Paging(page, PAGE_SIZE));
        model.addAttribute("coupons", coupons);
        model.addAttribute("performances",
                this.catalog.cards(coupons.items()
                    .stream()
                    .map((coupon) -> coupon.terms().performanceId())
                    .filter(Objects::nonNull)
                    .distinct()
                    .map(PerformanceId::new)
                    .toList()));
        return "admin/coupons/list";
    }

    @GetMapping("/new")
    String blank(Model model) {
        return form(null, CouponForm.EMPTY, model);
    }

    @PostMapping
    String create(@RequestParam MultiValueMap<String, String> values, Model model, RedirectAttributes redirect,
            HttpServletResponse response) {
        CouponForm typed = CouponForm.of(new Typed(values));
        try {
            this.admin.create(typed.command(null));
        }
        catch (Problem problem) {
            this.refusals.show(problem, CouponForm::field, model, response);
            return form(null, typed, model);
        }
        this.wording.flash(redirect, "admin.coupon.created", typed.name());
        return LIST;
    }

    @GetMapping("/{id}")
    String edit(@PathVariable CouponId id, Model model) {
        CouponView coupon = this.admin.coupon(id);
        Edits.show(model, coupon.version());
        return form(coupon, CouponForm.of(coupon), model);
    }

    @PostMapping("/{id}")
    String change(@PathVariable CouponId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        Typed all = new Typed(values);
        CouponForm typed = CouponForm.of(all);
        try {
            this.admin.change(id, typed.command(this.admin.coupon(id)), Edits.version(all));
        }
        catch (Problem problem) {
            this.refusals.show(problem, CouponForm::field, model, response);
            CouponView present = this.admin.coupon(id);
            Edits.again(all, problem, present.version(),
                    () -> Conflict.of(fields(CouponForm.of(present)), fields(typed), "/admin/coupons/" + id), model);
            return form(present, typed, model);
        }
        this.wording.flash(redirect, "admin.coupon.changed", typed.name());
        return LIST;
    }

    @GetMapping("/{id}/end")
    String askToEnd(@PathVariable CouponId id, Model model) {
        return confirmation(this.admin.coupon(id), "", model);
    }

    @PostMapping("/{id}/end")
    String end(@PathVariable CouponId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        CouponView coupon = this.admin.coupon(id);
        Typed typed = new Typed(values);
        try {
            Confirmation.require(coupon.name(), typed);
            this.admin.end(id);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return confirmation(coupon, typed.text("confirm"), model);
        }
        this.wording.flash(redirect, "admin.coupon.ended", coupon.name());
        return LIST;
    }

    private String form(@Nullable CouponView coupon, CouponForm form, Model model) {
        model.addAttribute("coupon", coupon);
        model.addAttribute("form", form);
        model.addAttribute("categories", Category.values());
        model.addAttribute("performances", choices());
        model.addAttribute("chosen", chosen(form));
        return "admin/coupons/form";
    }

    /** The fields as people read them, by the message keys of their labels. */
    private Map<String, String> fields(CouponForm form) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("admin.coupon.name", form.name());
        fields.put("admin.coupon.type", this.wording.either("admin.coupon.type." + form.type(), form.type()));
        fields.put("admin.coupon.value", value(form));
        fields.put("admin.coupon.most", this.wording.money(form.maxDiscount()));
        fields.put("admin.coupon.least", this.wording.money(form.minAmount()));
        PerformanceCard performance = chosen(form);
        fields.put("admin.coupon.scope",
                (performance != null) ? performance.title()
                        : form.scope().isEmpty() ? this.wording.text("admin.coupon.scope.all")
                                : this.wording.either("category." + form.scope(), form.scope()));
        fields.put("admin.coupon.quantity", this.wording.number(form.quantity()));
        fields.put("admin.coupon.days", this.wording.number(form.validDays()));
        fields.put("admin.coupon.from", this.wording.time(form.issueFrom()));
        fields.put("admin.coupon.until", this.wording.time(form.issueUntil()));
        fields.put("admin.coupon.code", form.code());
        fields.put("admin.coupon.welcome", this.wording.text("admin.audit.value." + form.welcome()));
        return fields;
    }

    private String value(CouponForm form) {
        return form.type().equals(DiscountType.RATE.name()) ? form.value().replace("%", "").strip() + "%"
                : this.wording.money(form.value());
    }

    /** Performances that are still to come. */
    private List<PerformanceCard> choices() {
        PerformanceFilter filter = new PerformanceFilter(null, this.formats.today(), null, null, null, null,
                PerformanceFilter.Sort.TITLE);
        return this.catalog.performances(filter, new Paging(0, Paging.MAX_SIZE)).items();
    }

    /** The performance that is chosen, which may be over. */
    private @Nullable PerformanceCard chosen(CouponForm form) {
        return form.scope().matches("\\d{1,18}")
                ? this.catalog.cards(List.of(new PerformanceId(Long.parseLong(form.scope()))))
                    .values()
                    .stream()
                    .findFirst()
                    .orElse(null)
                : null;
    }

    private String confirmation(CouponView coupon, String typed, Model model) {
        model.addAttribute("confirmation",
                new Confirmation(this.wording.text("admin.coupon.end.title", coupon.name()),
                        this.wording.text("admin.coupon.end.warning"), coupon.name(), true, typed,
                        "/admin/coupons/" + coupon.id() + "/end", "/admin/coupons/" + coupon.id()));
        return "admin/coupons/end";
    }

}
