package io.ticketblue.standalone;

import io.ticketblue.TicketBlue;

import org.springframework.boot.SpringApplication;

/** Starts the one-machine edition. */
public final class Standalone {

    private Standalone() {
    }

    /**
     * Starts everything.
     * @param args Spring Boot's command-line arguments
     */
    public static void main(String[] args) {
        SpringApplication.run(TicketBlue.class, args);
    }

}
