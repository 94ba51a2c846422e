package io.ticketblue.accounts.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ticketblue.accounts.AccountId;

import org.springframework.stereotype.Component;

/**
 * Which accounts changed their password or were closed so lately that access tokens from
 * before may still be about. They are few and are read together, at most once in two
 * seconds, so that checking a token asks no database, whoever's it is.
 */
@Component
public class CredentialChanges {

    private static final String LATELY = "lately";

    private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);

    /** For clocks that differ from node to node, and commits that take their time. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final LoadingCache<String, Map<AccountId, Long>> versions;

    CredentialChanges(AccountRows accounts, AccountSettings settings, Clock clock) {
        Duration span = settings.accessTokenLife().plus(MARGIN);
        this.versions = Caffeine.newBuilder()
            .expireAfterWrite(SEEN_WITHIN)
            .build((key) -> accounts.changedSince(clock.instant().minus(span)));
    }

    /**
     * Whether an access token that has not expired is from after the latest change. A
     * change on another node counts two seconds later at the latest.
     */
    boolean allow(AccountId account, long version) {
        return this.versions.get(LATELY).getOrDefault(account, version) == version;
    }

    /** Lets a change that has just been committed count at once on this node. */
    public void noteOne() {
        this.versions.invalidate(LATELY);
    }

}
