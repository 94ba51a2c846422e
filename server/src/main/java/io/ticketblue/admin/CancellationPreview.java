package io.ticketblue.admin;

import java.util.List;

import io.ticketblue.catalog.CancellationPolicies;
import io.ticketblue.catalog.CancellationPolicy;
import io.ticketblue.catalog.CancellationTexts;
import io.ticketblue.catalog.CancellationWords;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.ProblemTexts;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Says what a policy as typed means, in the words that buyers will read. */
@Component
class CancellationPreview {

    private final CancellationTexts texts;

    private final ProblemTexts problems;

    CancellationPreview(CancellationTexts texts, ProblemTexts problems) {
        this.texts = texts;
        this.problems = problems;
    }

    /**
     * The words for a form.
     * @param form what was typed
     * @param bookingFee the booking fee as typed
     */
    Words of(CancellationForm form, String bookingFee) {
        Checks checks = new Checks();
        CancellationPolicy own = form.terms(checks);
        try {
            Money fee = bookingFee.isEmpty() ? Money.ZERO : checks.money("bookingFee", bookingFee);
            checks.done();
            return CancellationPolicies.readyMade(form.policy())
                .map((policy) -> said(policy, fee))
                .orElseGet(() -> (own != null) ? said(own, fee) : new Words(null, List.of()));
        }
        catch (InvalidRequest ex) {
            return new Words(null, ex.fields().stream().map(this.problems::detail).distinct().toList());
        }
    }

    private Words said(CancellationPolicy policy, Money fee) {
        return new Words(this.texts.of(policy, fee), List.of());
    }

    /**
     * What a policy means, or why that cannot be said yet.
     *
     * @param words the words, null while something is wrong
     * @param wrong what is wrong
     */
    record Words(@Nullable CancellationWords words, List<String> wrong) {
    }

}
