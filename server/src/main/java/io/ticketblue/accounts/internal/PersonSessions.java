package io.ticketblue.accounts.internal;

import java.util.Optional;
import java.util.function.Supplier;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.shared.database.FallbackReads;
import io.ticketblue.shared.database.TrackedReads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Keeps in the session only whose it is and which version of the credentials it belongs
 * to. Everything else comes from the database with each request that asks who is there,
 * so that a changed password, a withdrawal or another role counts at once. While the
 * primary database does not answer, it comes from the replica, if there is one. The
 * replica may not know the latest credentials, so a session that is wrong by its word is
 * refused and kept.
 */
@Component
class PersonSessions implements SecurityContextRepository {

    private static final String ACCOUNT = "account";

    private static final String VERSION = "credentialsVersion";

    private final AccountRows accounts;

    private final FallbackReads reads;

    PersonSessions(AccountRows accounts, FallbackReads reads) {
        this.accounts = accounts;
        this.reads = reads;
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Lazy(() -> load(request));
    }

    @Override
    @SuppressWarnings("deprecation")
    public SecurityContext loadContext(org.springframework.security.web.context.HttpRequestResponseHolder holder) {
        return load(holder.getRequest());
    }

    private SecurityContext load(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ACCOUNT) instanceof Long account)) {
            return SecurityContextHolder.createEmptyContext();
        }
        TrackedReads<Optional<StoredAccount>> stored = TrackedReads
            .of(() -> this.reads.read(() -> this.accounts.credentials(AccountId.of(account))));
        return stored.value()
            .map(SignedInPerson::of)
            .filter((person) -> Long.valueOf(person.credentialsVersion()).equals(session.getAttribute(VERSION)))
            .<SecurityContext>map((person) -> new SecurityContextImpl(new PersonAuthentication(person)))
            .orElseGet(() -> {
                if (!stored.fromReplica()) {
                    session.invalidate();
                }
                return SecurityContextHolder.createEmptyContext();
            });
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        if (context.getAuthentication() instanceof PersonAuthentication authentication) {
            SignedInPerson person = authentication.getPrincipal();
            HttpSession session = request.getSession();
            session.setAttribute(ACCOUNT, person.id().value());
            session.setAttribute(VERSION, person.credentialsVersion());
            return;
        }
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ACCOUNT);
            session.removeAttribute(VERSION);
        }
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ACCOUNT) != null;
    }

    /** Asks once, and only if somebody wants to know. */
    private static final class Lazy implements DeferredSecurityContext {

        private final Supplier<SecurityContext> loader;

        private @Nullable SecurityContext loaded;

        private Lazy(Supplier<SecurityContext> loader) {
            this.loader = loader;
        }

        @Override
        public SecurityContext get() {
            SecurityContext context = this.loaded;
            if (context == null) {
                context = this.loader.get();
                this.loaded = context;
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }

    }

}
