package io.ticketblue;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ContextConfiguration;

/**
 * On a test class: runs against the whole application on a free port, with a real MariaDB
 * and a real Redis. The application is shared by all classes with the same settings, so
 * each test makes its own accounts and performances. {@code RestTestClient},
 * {@code MockMvc} and {@code @LocalServerPort} can be injected.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestServers.class)
@AutoConfigureRestTestClient
@AutoConfigureMockMvc
public @interface IntegrationTest {

}
