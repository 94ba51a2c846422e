package io.ticketblue.catalog.internal;

import java.time.Clock;
import java.time.LocalDate;

import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PerformerInUse;
import io.ticketblue.catalog.PerformerNotFound;
import io.ticketblue.catalog.SavePerformer;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes and changes performers. */
@Component
@Transactional
public class PerformerEditing {

    private static final LocalDate OLDEST = LocalDate.of(1000, 1, 1);

    private final PerformerTables performers;

    private final Clock clock;

    PerformerEditing(PerformerTables performers, Clock clock) {
        this.performers = performers;
        this.clock = clock;
    }

    /**
     * Makes a performer.
     * @param performer what is known
     * @return the id
     */
    public PerformerId create(SavePerformer performer) {
        Checked checked = check(performer);
        return this.performers.insert(checked.name(), performer.birthDate(), checked.nation(), this.clock.instant());
    }

    /**
     * Changes a performer.
     * @param id who
     * @param performer what is known
     */
    public void change(PerformerId id, SavePerformer performer) {
        Checked checked = check(performer);
        if (!this.performers.update(id, checked.name(), performer.birthDate(), checked.nation(),
                this.clock.instant())) {
            throw new PerformerNotFound();
        }
    }

    /**
     * Deletes a performer whom no performance names.
     * @param id who
     */
    public void delete(PerformerId id) {
        if (this.performers.isCast(id)) {
            throw new PerformerInUse();
        }
        try {
            if (!this.performers.delete(id)) {
                throw new PerformerNotFound();
            }
        }
        catch (DataIntegrityViolationException ex) {
            throw new PerformerInUse();
        }
    }

    private Checked check(SavePerformer performer) {
        FieldErrors errors = new FieldErrors();
        String name = errors.line("name", performer.name(), 1, 100);
        String nation = errors.line("nation", performer.nation(), 0, 60);
        LocalDate birthDate = performer.birthDate();
        if (birthDate != null && (birthDate.isBefore(OLDEST)
                || birthDate.isAfter(LocalDate.ofInstant(this.clock.instant(), RoundEditing.KOREA)))) {
            errors.reject("birthDate", "catalog.performer.birth-date");
        }
        errors.throwIfAny();
        return new Checked(name, nation.isEmpty() ? null : nation);
    }

    private record Checked(String name, @Nullable String nation) {
    }

}
