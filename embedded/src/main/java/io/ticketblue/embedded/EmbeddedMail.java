package io.ticketblue.embedded;

import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/**
 * A real SMTP server on the loopback interface that sends nothing on: what it is sent
 * stays in memory, to be read in a test or on a page in the browser.
 */
public final class EmbeddedMail implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private static final long START_LIMIT_MILLIS = 10_000;

    private final GreenMail server;

    private final InboxPages pages;

    private EmbeddedMail(GreenMail server, InboxPages pages) {
        this.server = server;
        this.pages = pages;
    }

    /**
     * Starts the SMTP server and the page on free ports.
     * @return the running server
     */
    public static EmbeddedMail start() {
        return start(0, 0);
    }

    /**
     * Starts the SMTP server and the page on given ports.
     * @param smtpPort the port for SMTP; 0 for a free one
     * @param inboxPort the port of the page; 0 for a free one
     * @return the running server
     * @throws EmbeddedServerException if one of the ports is taken
     */
    public static EmbeddedMail start(int smtpPort, int inboxPort) {
        ServerSetup setup = new ServerSetup(smtpPort, HOST, ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(START_LIMIT_MILLIS);
        GreenMail server = new GreenMail(setup);
        try {
            server.start();
        }
        catch (RuntimeException ex) {
            server.stop();
            throw new EmbeddedServerException("The mail server cannot listen on port " + smtpPort
                    + ". End the program that does, or choose another port.", ex);
        }
        try {
            return new EmbeddedMail(server, InboxPages.start(inboxPort, () -> messages(server)));
        }
        catch (UncheckedIOException ex) {
            server.stop();
            throw new EmbeddedServerException("The inbox cannot listen on port " + inboxPort
                    + ". End the program that does, or choose another port.", ex);
        }
    }

    /**
     * The address both servers listen on.
     * @return the loopback address
     */
    public String host() {
        return HOST;
    }

    /**
     * The port for SMTP, without encryption and without a password.
     * @return the port
     */
    public int smtpPort() {
        return this.server.getSmtp().getPort();
    }

    /**
     * The page that shows the messages.
     * @return its address
     */
    public String inboxUrl() {
        return this.pages.url();
    }

    /**
     * All messages that came so far, one for each recipient's mailbox.
     * @return the messages, the newest first
     */
    public List<ReceivedMail> messages() {
        return messages(this.server);
    }

    /** Stops both servers and forgets the messages. */
    @Override
    public void close() {
        this.pages.close();
        this.server.stop();
    }

    private static List<ReceivedMail> messages(GreenMail server) {
        // Reading a message parses it, which two threads must not do at once.
        synchronized (server) {
            return server.getManagers()
                .getImapHostManager()
                .getAllMessages()
                .stream()
                .sorted(Comparator.comparing(StoredMessage::getReceivedDate))
                .map(ReceivedMail::of)
                .toList()
                .reversed();
        }
    }

}
