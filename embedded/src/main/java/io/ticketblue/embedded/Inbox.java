package io.ticketblue.embedded;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;

/**
 * The messages that a mail server keeps. Only those that are asked for are parsed.
 * <p>
 * Parsing changes a message, so no two threads may do it at once.
 */
final class Inbox {

    private static final Comparator<StoredMessage> NEWEST_FIRST = Comparator.comparing(StoredMessage::getReceivedDate)
        .thenComparing(StoredMessage::getUid)
        .reversed();

    private final GreenMail server;

    Inbox(GreenMail server) {
        this.server = server;
    }

    /** The latest messages. */
    synchronized Latest latest(int most) {
        Collection<StoredMessage> all = all();
        return new Latest(all.size(), all.stream().sorted(NEWEST_FIRST).limit(most).map(ReceivedMail::of).toList());
    }

    /**
     * A message by its number; the oldest is 1, so that a number stays with its message.
     */
    synchronized Optional<ReceivedMail> message(int number) {
        return all().stream().sorted(NEWEST_FIRST.reversed()).skip(number - 1L).findFirst().map(ReceivedMail::of);
    }

    /** The messages in the mailbox of an address, the newest first. */
    synchronized List<ReceivedMail> messagesTo(String address) {
        GreenMailUser user = this.server.getManagers().getUserManager().getUserByEmail(address);
        if (user == null) {
            return List.of();
        }
        try {
            MailFolder mailbox = this.server.getManagers().getImapHostManager().getInbox(user);
            return mailbox.getMessages().stream().sorted(NEWEST_FIRST).map(ReceivedMail::of).toList();
        }
        catch (FolderException ex) {
            throw new EmbeddedServerException("The mailbox of " + address + " cannot be read.", ex);
        }
    }

    private Collection<StoredMessage> all() {
        return this.server.getManagers().getImapHostManager().getAllMessages();
    }

    /**
     * The latest messages.
     *
     * @param count how many there are in all
     * @param messages the newest first
     */
    record Latest(int count, List<ReceivedMail> messages) {
    }

}
