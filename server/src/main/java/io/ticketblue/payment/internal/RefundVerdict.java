package io.ticketblue.payment.internal;

import java.time.Instant;
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
     * @param transactionKey the provider's name of the cancellation
     * @param at when, if the provider says so
     */
    record Done(String transactionKey, @Nullable Instant at) implements RefundVerdict {
    }

    /**
     * The money went back by another way than through us. That holds as long as none of
     * it is counted for another refund.
     *
     * @param shown where it was seen
     * @param at when
     */
    record ByHand(ProviderPayment shown, Instant at) implements RefundVerdict {
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

    /**
     * Another refund of the payment has just gone back; the provider takes one a second.
     */
    record TooSoon() implements RefundVerdict {
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
        long[] left = leftByHand(all, shown);
        long gone = 0;
        Instant last = refund.createdAt();
        for (int index = 0; index < left.length; index++) {
            ProviderPayment.Cancel cancel = shown.cancels().get(index);
            if (left[index] > 0 && refund.mayBe(cancel)) {
                gone += left[index];
                last = Objects.requireNonNull(cancel.at());
            }
        }
        if (gone >= refund.amount().won()) {
            return new ByHand(shown, last);
        }
        return (shown.balance() < refund.amount().won()) ? new Refused("NOT_CANCELABLE_AMOUNT")
                : new Open(new Money(shown.balance()));
    }

    /**
     * What was given back in the provider's own pages, cancellation by cancellation, less
     * what of it stands for refunds of ours that are done.
     */
    private static long[] leftByHand(List<RefundRow> all, ProviderPayment shown) {
        long[] left = shown.cancels().stream().mapToLong(ProviderPayment.Cancel::amount).toArray();
        for (RefundRow done : all) {
            long wanted = (done.status() == RefundStatus.DONE && shown.cancels().stream().noneMatch(done::isIn))
                    ? done.amount().won() : 0;
            for (int index = 0; index < left.length && wanted > 0; index++) {
                if (done.mayBe(shown.cancels().get(index))) {
                    long taken = Math.min(wanted, left[index]);
                    left[index] -= taken;
                    wanted -= taken;
                }
            }
        }
        return left;
    }

}
