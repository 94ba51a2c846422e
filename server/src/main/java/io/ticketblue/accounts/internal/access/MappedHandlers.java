package io.ticketblue.accounts.internal.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Looks up what would answer a request, before it is let through. */
@Component
class MappedHandlers {

    private final ObjectProvider<RequestMappingHandlerMapping> handlers;

    MappedHandlers(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers) {
        this.handlers = handlers;
    }

    /** What would answer; null if nothing would, or not by this method or type. */
    @Nullable HandlerMethod find(HttpServletRequest request) {
        boolean parsed = ServletRequestPathUtils.hasParsedRequestPath(request);
        try {
            if (!parsed) {
                ServletRequestPathUtils.parseAndCache(request);
            }
            HandlerExecutionChain chain = this.handlers.getObject().getHandler(request);
            return (chain != null && chain.getHandler() instanceof HandlerMethod method) ? method : null;
        }
        catch (Exception ex) {
            if (ex instanceof ErrorResponse) {
                return null;
            }
            throw new IllegalStateException("No handler could be looked for", ex);
        }
        finally {
            if (!parsed) {
                ServletRequestPathUtils.clearParsedRequestPath(request);
            }
        }
    }

}
