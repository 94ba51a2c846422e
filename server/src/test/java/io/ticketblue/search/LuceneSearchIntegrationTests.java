package io.ticketblue.search;

import io.ticketblue.IntegrationTest;
import io.ticketblue.search.reservation.ReservationSearchContract;
import org.junit.jupiter.api.Nested;

import org.springframework.test.context.TestPropertySource;

/**
 * The contracts with files of Lucene. The property gives the class a context, and so a
 * database, of its own: what other tests put into the catalogue would be found, too, and
 * all reservations are deleted.
 */
@IntegrationTest
@TestPropertySource(properties = "ticketblue.search.lucene.contract=true")
class LuceneSearchIntegrationTests extends SearchContract {

    /** The search of reservations, in the same application. */
    @Nested
    class Reservations extends ReservationSearchContract {

    }

}
