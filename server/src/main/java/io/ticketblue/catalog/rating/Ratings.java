package io.ticketblue.catalog.rating;

import java.util.Collection;
import java.util.Map;

/** What the catalogue asks the module that keeps the reviews. */
public interface Ratings {

    /**
     * Reads ratings in the caller's transaction, with one query.
     * @param performances the numbers of performances
     * @return the ratings of those that have reviews
     */
    Map<Long, Rating> of(Collection<Long> performances);

}
