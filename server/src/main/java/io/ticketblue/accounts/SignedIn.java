package io.ticketblue.accounts;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a controller's parameter of type {@link AccountId}: the person who is signed in, by
 * access token or by session. The request is refused with 401, or led to the sign-in
 * page, if nobody is; a parameter marked {@code @Nullable} is then null instead.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface SignedIn {

}
