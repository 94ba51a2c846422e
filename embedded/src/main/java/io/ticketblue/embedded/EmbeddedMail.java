package io.ticketblue.embedded;

import java.io.UncheckedIOException;
import java.util.List;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/**
 * A real SMTP server on the loopback interface that sends nothing on: what it is sent
 * stays in memory, to be read in a test, on a page in the browser, or as JSON.
 */
public final class EmbeddedMail implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private static final long START_LIMIT_MILLIS = 10_000;

    private final GreenMail server;

    private final Inbox inbox;

    private final InboxPages pages;

    private EmbeddedMail(GreenMail server, Inbox inbox, InboxPages pages) {
        this.server = server;
        this.inbox = inbox;
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
            Inbox inbox = new Inbox(server);
            return new EmbeddedMail(server, inbox, InboxPages.start(inboxPort, inbox));
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
     * The page that shows the messages. The latest are also JSON, at {@code api/messages}
     * below it.
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
        return this.inbox.latest(Integer.MAX_VALUE).messages();
    }

    /**
     * All messages that came so far to one address.
     * @param address the address alone, in whatever case
     * @return the messages, the newest first
     */
    public List<ReceivedMail> messagesTo(String address) {
        return this.inbox.messagesTo(address);
    }

    /** Stops both servers and forgets the messages. */
    @Override
    public void close() {
        this.pages.close();
        this.server.stop();
    }

}
