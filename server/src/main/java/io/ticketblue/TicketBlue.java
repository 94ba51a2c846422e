package io.ticketblue;

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
     * Starts the server.
     * @param args Spring Boot's command-line arguments
     */
    public static void main(String[] args) {
        SpringApplication.run(TicketBlue.class, args);
    }

}
