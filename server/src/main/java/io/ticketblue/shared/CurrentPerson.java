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

}
