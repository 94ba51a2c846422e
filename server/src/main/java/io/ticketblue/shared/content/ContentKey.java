package io.ticketblue.shared.content;

import io.ticketblue.shared.NotFound;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.database.DatabaseFailures;
import io.ticketblue.shared.database.PrimaryReads;
import io.ticketblue.shared.database.TrackedReads;
import org.jspecify.annotations.Nullable;

/** One content of a kind. Kinds are told apart by their names. */
final class ContentKey<I> {

    private final ContentKind<I> kind;

    private final I id;

    private final String tag;

    private final int hash;

    ContentKey(ContentKind<I> kind, I id) {
        this.kind = kind;
        this.id = id;
        this.tag = kind.tag().apply(id);
        this.hash = 31 * kind.name().hashCode() + id.hashCode();
    }

    ContentKind<I> kind() {
        return this.kind;
    }

    String tag() {
        return this.tag;
    }

    boolean keptInRedis() {
        return this.kind.inRedis().isPositive() && this.kind.keptInRedis().test(this.id);
    }

    /**
     * Reads the primary database, since a replica may not have the change because of
     * which the content is loaded; whatever answers while the primary does not. Tells
     * whether a replica did.
     */
    TrackedReads<Content> load() {
        return TrackedReads.of(() -> {
            try {
                return PrimaryReads.run(this::read);
            }
            catch (RuntimeException ex) {
                if (DatabaseFailures.isOutage(ex) || ex instanceof Unavailable) {
                    return read();
                }
                throw ex;
            }
        });
    }

    /**
     * What can be seen now; a replica may be some seconds behind, so it must not be kept.
     */
    Content read() {
        try {
            Content content = this.kind.load().apply(this.id);
            return (content != null) ? content : Content.absent();
        }
        catch (NotFound ex) {
            return Content.absent();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ContentKey<?> key && this.hash == key.hash && this.id.equals(key.id)
                && this.kind.name().equals(key.kind.name());
    }

    @Override
    public int hashCode() {
        return this.hash;
    }

    @Override
    public String toString() {
        return this.kind.name() + ":" + this.id;
    }

}
