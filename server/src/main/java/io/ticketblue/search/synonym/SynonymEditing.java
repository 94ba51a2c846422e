package io.ticketblue.search.synonym;

import java.time.Clock;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.ticketblue.shared.AuditTrail;

/**
 * Lets staff edit synonyms. They hold for the next query on this node within a second, on
 * all nodes within two; the index stays as it is.
 */
@Service
@Transactional
public class SynonymEditing {

    private final SynonymRepository groups;

    private final AuditTrail trail;

    private final Clock clock;

    SynonymEditing(SynonymRepository groups, AuditTrail trail, Clock clock) {
        this.groups = groups;
        this.trail = trail;
        this.clock = clock;
    }

    /** All groups, the oldest first. */
    @Transactional(readOnly = true)
    public List<SynonymGroup> all() {
        return this.groups.all();
    }

    /**
     * One group.
     * @throws SynonymNotFound if there is none
     */
    @Transactional(readOnly = true)
    public SynonymGroup group(long id) {
        return this.groups.find(id).orElseThrow(SynonymNotFound::new);
    }

    /**
     * Adds a group.
     * @param words 2 to 20 words or phrases of at most 50 characters, no two alike
     * @throws io.ticketblue.shared.InvalidRequest if they are not so, or there are
     * {@value #MOST_GROUPS} groups
     * @throws SynonymTaken if another group has one of them
     */
    public SynonymGroup add(@Nullable List<@Nullable String> words) {
        List<String> checked = SynonymRules.checked(words);
        this.groups.raiseRevision();
        SynonymRules.requireRoom(this.groups.count());
        try {
            long id = this.groups.insert(checked, this.clock.instant());
            this.trail.record("synonym.created", subject(id), null, checked);
            return group(id);
        }
        catch (DuplicateKeyException ex) {
            throw new SynonymTaken();
        }
    }

    /**
     * Changes a group.
     * @param words as for a new one
     * @param version the version that was read, null not to compare
     * @throws io.ticketblue.shared.InvalidRequest if the words are not as they must be
     * @throws SynonymNotFound if there is no such group
     * @throws SynonymChanged if it has another version by now
     * @throws SynonymTaken if another group has one of the words
     */
    public SynonymGroup change(long id, @Nullable List<@Nullable String> words, @Nullable Integer version) {
        List<String> checked = SynonymRules.checked(words);
        this.groups.raiseRevision();
        SynonymGroup before = group(id);
        if (version != null && version != before.version()) {
            throw new SynonymChanged(before.version());
        }
        if (before.words().equals(checked)) {
            return before;
        }
        try {
            this.groups.update(id, checked, this.clock.instant());
        }
        catch (DuplicateKeyException ex) {
            throw new SynonymTaken();
        }
        this.trail.record("synonym.changed", subject(id), before.words(), checked);
        return group(id);
    }

    /**
     * Deletes a group.
     * @throws SynonymNotFound if there is no such group
     */
    public void delete(long id) {
        this.groups.raiseRevision();
        SynonymGroup before = group(id);
        this.groups.delete(id);
        this.trail.record("synonym.deleted", subject(id), before.words(), null);
    }

    private static String subject(long id) {
        return "synonym " + id;
    }

}
