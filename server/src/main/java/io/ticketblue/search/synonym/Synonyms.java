package io.ticketblue.search.synonym;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import io.ticketblue.search.text.SearchText;

/**
 * The synonyms that queries are widened with. They are in memory, and every node looks
 * each second whether staff changed them; while the database does not answer, those that
 * were read last are used.
 */
@Component
public class Synonyms {

    private static final Logger LOG = LoggerFactory.getLogger(Synonyms.class);

    private final SynonymRepository groups;

    private volatile Known known = new Known(-1, Map.of());

    Synonyms(SynonymRepository groups) {
        this.groups = groups;
    }

    /**
     * What means the same as a word or phrase.
     * @param phrase in the form of {@link SearchText#fold}
     * @return the others of its group as staff wrote them, perhaps none
     */
    public List<String> of(String phrase) {
        return this.known.others().getOrDefault(phrase, List.of());
    }

    @Scheduled(fixedDelay = 1_000)
    void refresh() {
        try {
            long revision = this.groups.revision();
            if (revision != this.known.revision()) {
                this.known = new Known(revision, others(this.groups.all()));
            }
        }
        catch (DataAccessException | TransactionException ex) {
            LOG.debug("Synonyms could not be read; those that were read before are used", ex);
        }
    }

    private static Map<String, List<String>> others(List<SynonymGroup> groups) {
        Map<String, List<String>> others = new HashMap<>();
        for (SynonymGroup group : groups) {
            for (String word : group.words()) {
                List<String> rest = new ArrayList<>(group.words());
                rest.remove(word);
                others.put(SearchText.fold(word), List.copyOf(rest));
            }
        }
        return Map.copyOf(others);
    }

    /** What was read last. */
    private record Known(long revision, Map<String, List<String>> others) {
    }

}
