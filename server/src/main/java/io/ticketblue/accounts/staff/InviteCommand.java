package io.ticketblue.accounts.staff;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.internal.AccountRows;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.CurrentPerson;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.SecurityLog;
import io.ticketblue.shared.SiteSettings;
import io.ticketblue.shared.database.RetriedTransaction;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Invites the first administrator: {@code java -jar … --invite=<email>} prints the link
 * and ends. It needs the database's settings and {@code ticketblue.public-url} and starts
 * neither a web server nor anything scheduled; an empty database gets its tables first.
 */
public final class InviteCommand {

    private static final String OPTION = "--invite=";

    private InviteCommand() {
    }

    /**
     * Finds the option.
     * @param args the command line
     * @return the address, if there is the option
     */
    public static Optional<String> email(String... args) {
        return Arrays.stream(args)
            .filter((arg) -> arg.startsWith(OPTION))
            .map((arg) -> arg.substring(OPTION.length()).strip())
            .findFirst();
    }

    /**
     * Invites and prints the link, or what is wrong.
     * @param email the address
     * @param args the command line
     * @param out where to print
     * @return the exit code: 0, or 1 if nobody was invited
     */
    public static int run(String email, String[] args, PrintStream out) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Beans.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .properties(Map.of("logging.level.root", "warn"))
            .run(args)) {
            NewInvitation made = context.getBean(Invitations.class).invite(email, Role.ADMIN);
            out.println("Invitation of " + made.invitation().email() + " as administrator, good once and until "
                    + made.invitation().expiresAt() + ":");
            out.println(made.url());
            return 0;
        }
        catch (AlreadyStaff ex) {
            out.println(email + " belongs to the staff already; an administrator can change the role.");
        }
        catch (InvalidRequest ex) {
            out.println("'" + email + "' is not an email address: use --invite=name@example.com.");
        }
        catch (Problem ex) {
            out.println("Nobody was invited: " + ex.code());
        }
        return 1;
    }

    /** What inviting needs, and nothing of the web. */
    @ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
            TransactionAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class,
            FlywayAutoConfiguration.class, JacksonAutoConfiguration.class })
    @Import({ InvitationRepository.class, Invitations.class, AccountRows.class, AuditTrail.class, SecurityLog.class,
            RetriedTransaction.class })
    @EnableConfigurationProperties({ SiteSettings.class, InvitationSettings.class })
    static class Beans {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        /** The house itself. */
        @Bean
        CurrentPerson currentPerson() {
            return () -> null;
        }

    }

}
