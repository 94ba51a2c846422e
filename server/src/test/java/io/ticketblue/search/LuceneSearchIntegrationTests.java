package io.ticketblue.search;

import io.ticketblue.IntegrationTest;

import org.springframework.test.context.TestPropertySource;

/**
 * The contract with files of Lucene. The property gives the class a context, and so a
 * database, of its own: what other tests put into the catalogue would be found, too.
 */
@IntegrationTest
@TestPropertySource(properties = "ticketblue.search.lucene.contract=true")
class LuceneSearchIntegrationTests extends SearchContract {

}
