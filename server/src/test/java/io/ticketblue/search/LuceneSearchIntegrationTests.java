package io.ticketblue.search;

import io.ticketblue.IntegrationTest;

/** The contract with files of Lucene. */
@IntegrationTest
class LuceneSearchIntegrationTests extends SearchContract {

}
