package io.ticketblue.accounts;

/** What an account may do. */
public enum Role {

    /** Buys tickets. */
    USER,

    /** Runs the box office, and may all that a buyer may. */
    ADMIN

}
