package io.ticketblue.payment.internal;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Lists what happened at the provider, whoever made it happen. */
interface ProviderList {

    /**
     * Reads a part of the list. Never throws because of what the provider answers or
     * fails to answer.
     * @param from from this time on
     * @param until before this time, to the millisecond
     * @param after the key of the last transaction that was read before, null for none
     * @param most how many transactions to read
     */
    Answer list(Instant from, Instant until, @Nullable String after, int most);

    /** What came of it. */
    sealed interface Answer {

        /** A part of the list; one that is not full is the last. */
        record Listed(List<ProviderTransaction> transactions) implements Answer {

            public Listed {
                transactions = List.copyOf(transactions);
            }

        }

        /**
         * Nothing came that can be used.
         *
         * @param why for people, at most 200 characters
         * @param temporary whether the same question may go well later
         */
        record Failed(String why, boolean temporary) implements Answer {
        }

    }

}
