package io.ticketblue.payment.internal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.ticketblue.payment.RefundStatus;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/** What is known about a refund after the provider was asked. */
sealed interface RefundVerdict {

    /**
     * The money went back.
     *
     * @param transactionKey the provider's name of the cancellation, none if the money
     * went back by another way than through us
     * @param at when, if the provider says so
     */
    record Done(@Nullable String transactionKey, @Nullable Instant at) implements RefundVerdict {
    }

    /** The money does not go back, and never will by this way. */
    record Refused(String code) implements RefundVerdict {
    }

    /**
     * The money has not gone back, and nothing stands against it.
     *
     * @param balance what the provider still has of the payment
     */
    record Open(Money balance) implements RefundVerdict {
    }

    /** The provider gave no answer, so nothing can be concluded yet. */
    record NoAnswer(String why) implements RefundVerdict {
    }

    /** Nothing can be concluded yet from what the provider answered. */
    record Unknown(String why) implements RefundVerdict {
    }

    /**
     * Finds a refund in what the provider shows.
     * @param all the refunds of the payment in our books
     */
    static RefundVerdict of(RefundRow refund, List<RefundRow> all, ProviderPayment shown) {
        for (ProviderPayment.Cancel cancel : shown.cancels()) {
            if (refund.isIn(cancel)) {
                return cancel.isDone() ? new Done(cancel.transactionKey(), cancel.at())
                        : new Unknown("the cancellation has the status " + cancel.status());
            }
        }
        if (goneByAnotherWay(all, shown) >= refund.amount().won()) {
            return new Done(null, lastByAnotherWay(shown));
        }
        return (shown.balance() < refund.amount().won()) ? new Refused("NOT_CANCELABLE_AMOUNT")
                : new Open(new Money(shown.balance()));
    }

    private static @Nullable Instant lastByAnotherWay(ProviderPayment shown) {
        return shown.cancels()
            .stream()
            .filter((cancel) -> cancel.isDone() && !RefundRow.isMarked(cancel))
            .map(ProviderPayment.Cancel::at)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    }

    /**
     * What staff have given back in the provider's own pages, as far as it does not stand
     * for another refund of ours.
     */
    private static long goneByAnotherWay(List<RefundRow> all, ProviderPayment shown) {
        long unmarked = shown.cancels()
            .stream()
            .filter((cancel) -> cancel.isDone() && !RefundRow.isMarked(cancel))
            .mapToLong(ProviderPayment.Cancel::amount)
            .sum();
        long accounted = all.stream()
            .filter((refund) -> refund.status() == RefundStatus.DONE)
            .filter((refund) -> shown.cancels().stream().noneMatch(refund::isIn))
            .mapToLong((refund) -> refund.amount().won())
            .sum();
        return unmarked - accounted;
    }

}
