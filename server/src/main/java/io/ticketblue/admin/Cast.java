package io.ticketblue.admin;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PerformerView;
import io.ticketblue.shared.Paging;

import org.springframework.stereotype.Component;

/** Finds performers by what staff type: a name, or a name and a number as suggested. */
@Component
class Cast {

    private static final Pattern NUMBERED = Pattern.compile(".*#(\\d{1,18})");

    private final Catalog catalog;

    Cast(Catalog catalog) {
        this.catalog = catalog;
    }

    /** What a suggestion puts into the field. */
    static String option(PerformerId id, String name) {
        return name + " #" + id;
    }

    /** The performer; says so if there is none or if several have the name. */
    PerformerId find(Checks checks, String field, String text) {
        Matcher numbered = NUMBERED.matcher(text);
        if (numbered.matches()) {
            return PerformerId.valueOf(numbered.group(1));
        }
        if (text.isEmpty()) {
            checks.wrong(field, "admin.check.required");
            return new PerformerId(0);
        }
        List<PerformerView> found = this.catalog.performers(text, new Paging(0, Paging.MAX_SIZE))
            .items()
            .stream()
            .filter((performer) -> Typed.same(performer.name(), text))
            .toList();
        if (found.size() != 1) {
            checks.wrong(field,
                    found.isEmpty() ? "admin.performance.no-such-performer" : "admin.performance.performer-ambiguous",
                    text);
            return new PerformerId(0);
        }
        return found.getFirst().id();
    }

}
