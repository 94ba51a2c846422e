package io.ticketblue.shared.database;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@IntegrationTest
class MayBeStaleIntegrationTests {

    @Autowired
    private Catalog catalog;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private PlatformTransactionManager transactions;

    private TransactionTemplate transaction;

    @BeforeEach
    void transaction() {
        this.transaction = new TransactionTemplate(this.transactions);
    }

    @Test
    void isRefusedInATransactionThatWrites() {
        assertThatIllegalStateException()
            .isThrownBy(() -> this.transaction.execute((status) -> this.catalog.venues(new Paging(0, 1))))
            .withMessageContaining("Catalog.venues");
        assertThatIllegalStateException().isThrownBy(() -> this.transaction.execute((status) -> this.trail.actions()));
        this.transaction.executeWithoutResult((status) -> assertThat(this.catalog.venueNames()).isNotNull());
    }

    @Test
    void joinsATransactionThatReads() {
        this.transaction.setReadOnly(true);
        this.transaction
            .executeWithoutResult((status) -> assertThat(this.catalog.venues(new Paging(0, 1)).size()).isOne());
    }

    @Test
    void isAnsweredOutsideOfTransactions() {
        assertThat(this.catalog.venues(new Paging(0, 1)).size()).isOne();
        assertThat(this.trail.entries(new AuditFilter(null, "", "", null, null), new Paging(0, 1)).size()).isOne();
    }

}
