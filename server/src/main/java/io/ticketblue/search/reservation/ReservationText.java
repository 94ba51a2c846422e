package io.ticketblue.search.reservation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.booking.ReservationCode;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.search.text.SearchText;
import org.jspecify.annotations.Nullable;

/**
 * The words that were typed, and the texts that have to contain each of them. All are
 * compared without blanks, punctuation, capitals and accents; a blank divides the texts
 * from each other, so that no word is found across two of them.
 *
 * @param words the folded words, none if nothing was typed that can be compared
 */
record ReservationText(List<String> words) {

    /** More words than that are not compared. */
    private static final int MOST_WORDS = 10;

    static ReservationText of(String typed) {
        return new ReservationText(Arrays.stream(typed.split("\\s+"))
            .map(SearchText::fold)
            .filter((word) -> !word.isEmpty())
            .distinct()
            .limit(MOST_WORDS)
            .toList());
    }

    /** What the index keeps of a reservation. */
    static String indexed(ReservationView reservation, @Nullable AccountView buyer) {
        Stream<String> texts = (buyer != null && !buyer.closed())
                ? Stream.of(reservation.code(), buyer.name(), buyer.email()) : Stream.of(reservation.code());
        return joined(texts);
    }

    /** Texts as they are compared. */
    static String joined(Stream<String> texts) {
        return texts.map(SearchText::fold).collect(Collectors.joining(" ", " ", " "));
    }

    /** Whether texts as {@link #joined} gives them contain all words. */
    boolean isIn(String joined) {
        return this.words.stream().allMatch((word) -> joined.contains(word) || joined.contains(asCode(word)));
    }

    /**
     * The word with the letters that codes do not have as the digits that they look like.
     */
    static String asCode(String word) {
        String code = ReservationCode.typed(word);
        return ReservationCode.isBeginning(code) ? code.toLowerCase(Locale.ROOT) : word;
    }

}
