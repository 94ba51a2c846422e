package io.ticketblue.accounts.internal.sessionstore;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.serializer.SerializationException;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Sessions without which the pages stay open: while Redis does not answer, none is found
 * and none is kept, and after the first failure nobody waits for that. The cookies stay,
 * so that the sessions go on when Redis is back.
 *
 * @param <S> the kind of session
 */
public final class GuardedSessions<S extends Session> implements SessionRepository<S> {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedSessions.class);

    private final SessionRepository<S> sessions;

    private final Supplier<SessionBreaker> breaker;

    /** Puts the breaker before the sessions in Redis. */
    public GuardedSessions(SessionRepository<S> sessions, Supplier<SessionBreaker> breaker) {
        this.sessions = sessions;
        this.breaker = breaker;
    }

    @Override
    public S createSession() {
        return this.sessions.createSession();
    }

    @Override
    public void save(S session) {
        SessionBreaker breaker = this.breaker.get();
        if (!breaker.tryEnter()) {
            return;
        }
        try {
            this.sessions.save(session);
            breaker.answered();
        }
        catch (DataAccessException ex) {
            breaker.failed(ex);
        }
        catch (IllegalStateException ex) {
            // The session was ended meanwhile.
            breaker.answered();
            throw ex;
        }
    }

    @Override
    public @Nullable S findById(String id) {
        SessionBreaker breaker = this.breaker.get();
        if (!breaker.tryEnter()) {
            return null;
        }
        try {
            S session = this.sessions.findById(id);
            breaker.answered();
            return session;
        }
        catch (DataAccessException ex) {
            breaker.failed(ex);
            return null;
        }
        catch (SerializationException | IllegalStateException ex) {
            breaker.answered();
            LOG.warn("A session cannot be read, its owner counts as signed out: {}", ex.getMessage());
            return null;
        }
    }

    /** Is tried also while Redis does not answer: an ended session must not go on. */
    @Override
    public void deleteById(String id) {
        try {
            this.sessions.deleteById(id);
            this.breaker.get().answered();
        }
        catch (DataAccessException ex) {
            this.breaker.get().failed(ex);
            LOG.warn("A session was not ended: {}", ex.getMessage());
        }
    }

}
