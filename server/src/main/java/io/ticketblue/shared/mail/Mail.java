package io.ticketblue.shared.mail;

/**
 * A mail of plain text.
 *
 * @param to the address, checked
 * @param subject one line
 */
public record Mail(String to, String subject, String text) {

    @Override
    public String toString() {
        return "Mail";
    }

}
