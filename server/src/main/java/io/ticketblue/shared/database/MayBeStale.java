package io.ticketblue.shared.database;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.transaction.annotation.Transactional;

/**
 * On a public method of a facade: the caller accepts an answer that is some seconds old,
 * so the method may be served by a read replica. It runs in a read-only transaction.
 * {@code @Transactional(readOnly = true)} alone does not say that: it is also on reads
 * that decisions and money rely on.
 * <p>
 * Inside a transaction that writes such a method is refused with an
 * {@link IllegalStateException}, because nothing may be decided by what it returns. See
 * {@link StaleReadGuard}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Transactional(readOnly = true)
public @interface MayBeStale {

}
