package io.ticketblue.shared.client;

import java.util.function.BooleanSupplier;

import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Tells whether the client of a request has closed its connection, which Tomcat notices
 * only when it reads or writes.
 */
public final class ClientConnection implements BooleanSupplier {

    static final String ATTRIBUTE = ClientConnection.class.getName();

    private static final BooleanSupplier NONE = () -> false;

    private final Request request;

    ClientConnection(Request request) {
        this.request = request;
    }

    /**
     * The connection of the request that the current thread answers. To be asked on that
     * thread, after the body was read.
     * @return true once the client has closed it; always false without a request
     */
    public static BooleanSupplier ofThisRequest() {
        RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
        @Nullable Object connection = (attributes != null) ? attributes.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                : null;
        return (connection instanceof ClientConnection known) ? known : NONE;
    }

    /**
     * Has Tomcat look for more input without waiting for it. Where the connection has
     * ended it announces one byte, whose reading would fail; another request that follows
     * on the same connection is longer.
     */
    @Override
    public boolean getAsBoolean() {
        this.request.action(ActionCode.AVAILABLE, true);
        return this.request.getAvailable() == 1;
    }

}
