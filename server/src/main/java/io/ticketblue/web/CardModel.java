package io.ticketblue.web;

import java.time.LocalDate;

import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A performance as its card shows it.
 *
 * @param id identifies it
 * @param title its title
 * @param category its kind
 * @param venue where it is
 * @param from the first day
 * @param to the last day
 * @param lowestPrice the cheapest grade
 * @param poster the address of the poster, null when there is none
 * @param sale whether there is something to be had
 * @param opensIn until booking opens in words, null when that is over
 * @param rating what its reviews say
 */
public record CardModel(PerformanceId id, String title, Category category, String venue, LocalDate from, LocalDate to,
        Money lowestPrice, @Nullable String poster, SaleState sale, @Nullable String opensIn, Rating rating) {

    /** The same card with another rating. */
    public CardModel with(Rating current) {
        return new CardModel(this.id, this.title, this.category, this.venue, this.from, this.to, this.lowestPrice,
                this.poster, this.sale, this.opensIn, current);
    }

}
