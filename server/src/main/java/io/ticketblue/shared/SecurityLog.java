package io.ticketblue.shared;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.stereotype.Component;

/**
 * Security events, under the logger {@code security}: each names what happened
 * ({@code event}), whose account it is about ({@code account}) and who acted
 * ({@code by}), by number only. No address, name, network address, token or password is
 * ever written.
 */
@Component
public class SecurityLog {

    /** The logger's name. */
    public static final String LOGGER = "security";

    private static final Logger log = LoggerFactory.getLogger(LOGGER);

    private final CurrentPerson person;

    SecurityLog(CurrentPerson person) {
        this.person = person;
    }

    /**
     * Somebody proved who they are.
     * @param account whose account
     */
    public void signedIn(long account) {
        write(Level.INFO, "sign-in.succeeded", account, null);
    }

    /**
     * A wrong password, or an address without an account.
     * @param account whose account, null if there is none
     */
    public void signInFailed(@Nullable Long account) {
        write(Level.INFO, "sign-in.failed", account, null);
    }

    /** An attempt was refused because too many failed before. */
    public void signInLocked() {
        write(Level.WARN, "sign-in.locked", null, null);
    }

    /**
     * A refresh token came back after its use: somebody has a copy. All that descends
     * from its sign-in has ended.
     * @param account whose account
     */
    public void refreshTokenReused(long account) {
        write(Level.WARN, "refresh-token.reused", account, null);
    }

    /**
     * The owner changed the password.
     * @param account whose account
     */
    public void passwordChanged(long account) {
        write(Level.INFO, "password.changed", account, null);
    }

    /**
     * An account was closed, by its owner or for the house.
     * @param account whose account
     */
    public void accountClosed(long account) {
        write(Level.INFO, "account.closed", account, null);
    }

    /**
     * A request was refused with 403.
     * @param request the request, of which method and path are written
     */
    public void accessDenied(HttpServletRequest request) {
        write(Level.WARN, "access.denied", null, request.getMethod() + " " + LoggedPath.of(request));
    }

    /**
     * Staff opened personal data of buyers.
     * @param request the request, of which method and path are written
     */
    public void buyerDataOpened(HttpServletRequest request) {
        write(Level.INFO, "buyer-data.opened", null, request.getMethod() + " " + LoggedPath.of(request));
    }

    /**
     * Something about the staff changed, or was tried.
     * @param event what, such as {@code staff.invited}
     * @param account whose account, null if there is none yet
     * @param detail a role or the number of an invitation
     */
    public void staff(String event, @Nullable Long account, String detail) {
        write(Level.INFO, event, account, detail);
    }

    private void write(Level level, String event, @Nullable Long account, @Nullable String detail) {
        Long by = this.person.id();
        LoggingEventBuilder line = log.atLevel(level).addKeyValue("event", event);
        StringBuilder text = new StringBuilder(event);
        if (account != null) {
            line = line.addKeyValue("account", account);
            text.append(" account=").append(account);
        }
        if (by != null) {
            line = line.addKeyValue("by", by);
            text.append(" by=").append(by);
        }
        if (detail != null) {
            String safe = printable(detail);
            line = line.addKeyValue("detail", safe);
            text.append(' ').append(safe);
        }
        line.log(text.toString());
    }

    /** A path is typed by strangers: it must not begin a line of its own. */
    private static String printable(String detail) {
        String cut = (detail.length() > 200) ? detail.substring(0, 200) : detail;
        return cut.replaceAll("[^\\x21-\\x7e ]", "?");
    }

}
