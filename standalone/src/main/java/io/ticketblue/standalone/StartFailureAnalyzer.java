package io.ticketblue.standalone;

import io.ticketblue.embedded.EmbeddedServerException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Shows why an embedded server did not start as its sentence instead of a stack trace.
 */
final class StartFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EmbeddedServerException && cause.getMessage() != null) {
                return new FailureAnalysis(cause.getMessage(), null, cause);
            }
        }
        return null;
    }

}
