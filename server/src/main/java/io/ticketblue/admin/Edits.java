package io.ticketblue.admin;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.ui.Model;

import io.ticketblue.catalog.ChangedMeanwhile;
import io.ticketblue.catalog.EditTerms;
import io.ticketblue.coupon.CouponChangedMeanwhile;
import io.ticketblue.shared.Problem;

/** What a form sends beside what is edited: the version it shows, and a reason. */
final class Edits {

    private static final String VERSION = "version";

    private static final String REASON = "overlapReason";

    private Edits() {
    }

    /** The terms of the change that a form asks for. */
    static EditTerms terms(Typed typed) {
        return new EditTerms(version(typed), typed.text(REASON));
    }

    /** The version that a form shows, null if it says none. */
    static @Nullable Integer version(Typed typed) {
        String version = typed.text(VERSION);
        return version.matches("\\d{1,9}") ? Integer.valueOf(version) : null;
    }

    /** Shows a form for the first time. */
    static void show(Model model, @Nullable Integer version) {
        model.addAttribute(VERSION, version);
        model.addAttribute(REASON, "");
    }

    /**
     * Shows a form again as it was typed. If somebody else saved first, the form shows
     * what is different and from then on has the present version.
     */
    static void again(Typed typed, @Nullable Problem problem, int present, Supplier<Conflict> conflict, Model model) {
        boolean stale = problem instanceof ChangedMeanwhile || problem instanceof CouponChangedMeanwhile;
        model.addAttribute(VERSION, stale ? Integer.toString(present) : typed.text(VERSION));
        model.addAttribute(REASON, typed.text(REASON));
        if (stale) {
            model.addAttribute(Conflict.ATTRIBUTE, conflict.get());
        }
    }

    /** Shows the form of something new again as it was typed. */
    static void again(Typed typed, Model model) {
        model.addAttribute(REASON, typed.text(REASON));
    }

}
