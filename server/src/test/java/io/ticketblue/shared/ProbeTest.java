package io.ticketblue.shared;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.ticketblue.IntegrationTest;

import org.springframework.context.annotation.Import;

/** An integration test whose application also has the probes. */
@IntegrationTest
@Import({ ProbeApi.class, FlakyListener.class })
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ProbeTest {

}
