package io.ticketblue.search.reservation;

import io.ticketblue.IntegrationTest;

/** The contract with files of Lucene. */
@IntegrationTest
class LuceneReservationSearchIntegrationTests extends ReservationSearchContract {

}
