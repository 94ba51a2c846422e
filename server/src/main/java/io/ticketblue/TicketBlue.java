package io.ticketblue;

import java.util.Optional;

import io.ticketblue.accounts.staff.InviteCommand;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts the server. It needs a database and Redis, whose addresses come from
 * configuration; the one-machine edition brings both.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Modulithic(systemName = "TICKET BLUE", sharedModules = "shared")
public class TicketBlue {

    /**
     * Starts the server, or with {@code --invite=<email>} invites an administrator and
     * ends.
     * @param args Spring Boot's command-line arguments
     */
    public static void main(String[] args) {
        Optional<String> invited = InviteCommand.email(args);
        if (invited.isPresent()) {
            System.exit(InviteCommand.run(invited.get(), args, System.out));
        }
        SpringApplication.run(TicketBlue.class, args);
    }

}
