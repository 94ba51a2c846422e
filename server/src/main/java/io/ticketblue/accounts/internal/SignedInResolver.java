package io.ticketblue.accounts.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.shared.CurrentPerson;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands the person who is signed in to controllers. */
@Configuration(proxyBeanMethods = false)
class SignedInResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    /** Cached, since it takes reflection. At most as many as handlers have parameters. */
    private final Map<MethodParameter, Boolean> optional = new ConcurrentHashMap<>();

    SignedInResolver() {
        SpringDocUtils.getConfig().addAnnotationsToIgnore(SignedIn.class);
    }

    @Bean
    static CurrentPerson currentPerson() {
        return () -> PersonAuthentication.current().map(AccountId::value).orElse(null);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(SignedIn.class) && parameter.getParameterType().equals(AccountId.class);
    }

    @Override
    public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
        Optional<AccountId> person = PersonAuthentication.current();
        if (person.isEmpty() && !this.optional.computeIfAbsent(parameter, MethodParameter::isOptional)) {
            throw new AuthenticationCredentialsNotFoundException("Nobody is signed in");
        }
        return person.orElse(null);
    }

}
