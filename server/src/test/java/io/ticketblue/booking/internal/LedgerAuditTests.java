package io.ticketblue.booking.internal;

import java.time.Clock;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.booking.SeatCount;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Unavailable;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.CannotCreateTransactionException;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

class LedgerAuditTests {

    private static final RoundId ROUND = new RoundId(7);

    private final LedgerQueries ledger = mock(LedgerQueries.class);

    private final LedgerAudit audit = new LedgerAudit(this.ledger, mock(RoundBook.class), Clock.systemUTC(),
            new SimpleMeterRegistry());

    @Test
    void checksARoundAgainAsLongAsItCouldNotBeChecked() {
        given(this.ledger.count(eq(ROUND), any())).willThrow(new CannotCreateTransactionException("away"))
            .willThrow(new Unavailable())
            .willReturn(new SeatCount(0, 0, 0, 0));
        this.audit.schedule(Set.of(ROUND));
        for (int run = 0; run < 5; run++) {
            this.audit.run();
        }
        verify(this.ledger, times(3)).count(eq(ROUND), any());
    }

}
