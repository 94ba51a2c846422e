package io.ticketblue.accounts.internal;

import java.util.Optional;
import java.util.function.Supplier;

import io.ticketblue.StandingClock;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;
import io.ticketblue.shared.database.DatabaseRoute;
import io.ticketblue.shared.database.FallbackReads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;

class PersonSessionsTests {

    private static final AccountId PERSON = AccountId.of(7);

    private final Rows rows = new Rows();

    private DatabaseRoute answering = DatabaseRoute.PRIMARY;

    private final PersonSessions sessions = new PersonSessions(this.rows, new Reads());

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    private final MockHttpSession session = new MockHttpSession();

    @BeforeEach
    void signIn() {
        this.request.setSession(this.session);
        this.rows.stored = account(2);
        this.sessions.saveContext(new SecurityContextImpl(new PersonAuthentication(SignedInPerson.of(account(2)))),
                this.request, new MockHttpServletResponse());
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void endsASessionOfOlderCredentials() {
        this.rows.stored = account(3);
        assertThat(isSignedIn()).isFalse();
        assertThat(this.session.isInvalid()).isTrue();
    }

    /** The replica may not have the credentials yet to which the session belongs. */
    @Test
    void refusesButKeepsASessionThatTheReplicaDoesNotKnow() {
        this.rows.stored = account(1);
        this.answering = DatabaseRoute.REPLICA;
        assertThat(isSignedIn()).isFalse();
        assertThat(this.session.isInvalid()).isFalse();
        this.answering = DatabaseRoute.PRIMARY;
        this.rows.stored = account(2);
        assertThat(isSignedIn()).isTrue();
    }

    private boolean isSignedIn() {
        return this.sessions.loadDeferredContext(this.request).get().getAuthentication() != null;
    }

    private static StoredAccount account(long version) {
        return new StoredAccount(PERSON, "Blue", Role.USER, "-", version);
    }

    private final class Reads implements FallbackReads {

        @Override
        public <T> T read(Supplier<T> reads) {
            return PersonSessionsTests.this.answering.call(reads::get);
        }

        @Override
        public boolean arePossible() {
            return true;
        }

    }

    private static final class Rows extends AccountRows {

        private StoredAccount stored = account(1);

        private Rows() {
            super(Mockito.mock(JdbcClient.class), new StandingClock());
        }

        @Override
        Optional<StoredAccount> credentials(AccountId id) {
            return Optional.of(this.stored);
        }

    }

}
