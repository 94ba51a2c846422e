package io.ticketblue.accounts.internal.access;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/**
 * Lets those through who are signed in. Others are asked to sign in only where there is
 * something to answer them; elsewhere they are let through to be told that there is
 * nothing.
 */
@Component
public class SignedInOrUnmapped implements AuthorizationManager<RequestAuthorizationContext> {

    private final AuthorizationManager<RequestAuthorizationContext> signedIn = AuthenticatedAuthorizationManager
        .authenticated();

    private final MappedHandlers handlers;

    SignedInOrUnmapped(MappedHandlers handlers) {
        this.handlers = handlers;
    }

    @Override
    public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
            RequestAuthorizationContext context) {
        AuthorizationResult result = this.signedIn.authorize(authentication, context);
        return (result != null && !result.isGranted() && this.handlers.find(context.getRequest()) == null)
                ? new AuthorizationDecision(true) : result;
    }

}
