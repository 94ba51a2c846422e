package io.ticketblue.embedded;

import org.jspecify.annotations.Nullable;

/**
 * An embedded server cannot be started or stopped. The message is one sentence or two for
 * the person at the keyboard: what is wrong, and what to do about it.
 */
public final class EmbeddedServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     * @param sentence what is wrong and what to do
     */
    public EmbeddedServerException(String sentence) {
        this(sentence, null);
    }

    /**
     * Says what is wrong and keeps what the platform reported.
     * @param sentence what is wrong and what to do
     * @param cause the platform's own report, if there is one
     */
    public EmbeddedServerException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

}
