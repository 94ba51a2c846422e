package io.ticketblue.shared;

import org.jspecify.annotations.Nullable;

/** Tells who is behind the present request, for what must not know accounts. */
@FunctionalInterface
public interface CurrentPerson {

    /**
     * The person's number.
     * @return the account's id, or null if nobody is signed in
     */
    @Nullable Long id();

    /**
     * The person's number, where nobody comes without signing in.
     * @return the account's id
     * @throws IllegalStateException if nobody is signed in
     */
    default long signedIn() {
        Long id = id();
        if (id == null) {
            throw new IllegalStateException("Nobody comes here without signing in");
        }
        return id;
    }

}
