package io.ticketblue.shared;

/**
 * A setting is missing or wrong, so that the application cannot start. The start ends
 * with the two sentences and without a stack trace.
 */
public final class Misconfigured extends RuntimeException {

    private final String action;

    /**
     * Says what is wrong.
     * @param description names the setting and what is wrong with it
     * @param action says what to do
     */
    public Misconfigured(String description, String action) {
        super(description);
        this.action = action;
    }

    /**
     * Says what is wrong and why.
     * @param description names the setting and what is wrong with it
     * @param action says what to do
     * @param cause why
     */
    public Misconfigured(String description, String action, Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    /**
     * What to do.
     * @return a sentence
     */
    public String action() {
        return this.action;
    }

}
