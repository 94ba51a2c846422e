package io.ticketblue.catalog.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.swagger.v3.oas.annotations.media.Schema;
import io.ticketblue.catalog.CancellationPolicy;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueNotFound;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/** A performance as clients write it; the cast as ids or with roles, not both. */
@Schema(name = "SavePerformance", example = """
        {"title": "Night at Sea", "category": "MUSICAL", "description": "Two acts.", "durationMinutes": 150,
         "ageLimit": 8, "startDate": "2026-12-01", "endDate": "2026-12-31", "venueId": 1,
         "grades": [{"name": "VIP", "price": 150000, "rows": [{"section": "1F", "row": "1"}]},
                    {"name": "R", "price": 110000, "sections": ["1F"]}],
         "performerIds": [3, 5], "maxPerPerson": 4, "bookingFee": 1000, "cancellationPolicy": "standard"}""")
record PerformanceBody(@Nullable String title, @Nullable Category category, @Nullable String description,
        @Nullable Integer durationMinutes, @Nullable Integer ageLimit, @Nullable LocalDate startDate,
        @Nullable LocalDate endDate, @Nullable Long venueId, @Nullable List<@Nullable GradeBody> grades,
        @Nullable List<@Nullable Long> performerIds, @Nullable List<@Nullable PerformerBody> performers,
        @Nullable Integer maxPerPerson, @Nullable Long bookingFee, @Nullable String cancellationPolicy,
        @Nullable CancellationTerms cancellationTerms,
        @Schema(description = "For a change: the version that was read before; another one by then is a 409",
                example = "3") @Nullable Integer version,
        @Schema(description = "For a change: why rounds of the venue may overlap; without a reason that is a 409",
                example = "One event on two stages") @Nullable String overlapReason) {

    EditTerms terms() {
        return new EditTerms(this.version, this.overlapReason);
    }

    SavePerformance toCommand(Catalog catalog) {
        FieldErrors errors = new FieldErrors();
        List<SavePerformance.Grade> readGrades = readGrades(catalog, errors);
        List<SavePerformance.Performer> cast = cast(errors);
        CancellationPolicy terms = terms(errors);
        long fee = (this.bookingFee != null) ? this.bookingFee : 0;
        errors.range("bookingFee", fee, 0, Integer.MAX_VALUE);
        String titleOrEmpty = (this.title != null) ? this.title : "";
        errors.line("title", titleOrEmpty, 1, Integer.MAX_VALUE);
        if (this.category == null || this.durationMinutes == null || this.ageLimit == null || this.startDate == null
                || this.endDate == null || this.venueId == null) {
            rejectNull("category", this.category, errors);
            rejectNull("durationMinutes", this.durationMinutes, errors);
            rejectNull("ageLimit", this.ageLimit, errors);
            rejectNull("startDate", this.startDate, errors);
            rejectNull("endDate", this.endDate, errors);
            rejectNull("venueId", this.venueId, errors);
            throw errors.toProblem();
        }
        errors.throwIfAny();
        return new SavePerformance(titleOrEmpty, this.category, (this.description != null) ? this.description : "",
                this.durationMinutes, this.ageLimit, this.startDate, this.endDate, new VenueId(this.venueId),
                readGrades, cast, this.maxPerPerson, Money.won(fee), this.cancellationPolicy, terms);
    }

    private @Nullable CancellationPolicy terms(FieldErrors errors) {
        try {
            return (this.cancellationTerms != null) ? this.cancellationTerms.toPolicy() : null;
        }
        catch (InvalidRequest ex) {
            ex.fields()
                .forEach((field) -> errors.reject("cancellationTerms." + field.name(), field.messageKey(),
                        field.arguments().toArray()));
            return null;
        }
    }

    private static void rejectNull(String field, @Nullable Object value, FieldErrors errors) {
        if (value == null) {
            errors.reject(field, FieldErrors.REQUIRED);
        }
    }

    private List<SavePerformance.Performer> cast(FieldErrors errors) {
        List<SavePerformance.Performer> cast = new ArrayList<>();
        if (this.performerIds != null && this.performers != null) {
            errors.reject("performers", "catalog.performance.cast-twice");
        }
        List<@Nullable Long> ids = (this.performerIds != null) ? this.performerIds : List.of();
        for (int index = 0; index < ids.size(); index++) {
            Long id = ids.get(index);
            if (id == null) {
                errors.reject("performerIds[" + index + "]", FieldErrors.REQUIRED);
            }
            else {
                cast.add(new SavePerformance.Performer(new PerformerId(id), ""));
            }
        }
        List<@Nullable PerformerBody> named = (this.performers != null) ? this.performers : List.of();
        for (int index = 0; index < named.size(); index++) {
            PerformerBody performer = named.get(index);
            if (performer == null || performer.id() == null) {
                errors.reject("performers[" + index + "].id", FieldErrors.REQUIRED);
            }
            else {
                cast.add(new SavePerformance.Performer(new PerformerId(performer.id()),
                        (performer.role() != null) ? performer.role() : ""));
            }
        }
        return cast;
    }

    private List<SavePerformance.Grade> readGrades(Catalog catalog, FieldErrors errors) {
        List<SavePerformance.Grade> read = new ArrayList<>();
        List<@Nullable GradeBody> given = (this.grades != null) ? this.grades : List.of();
        if (given.isEmpty()) {
            errors.reject("grades", FieldErrors.REQUIRED);
        }
        VenueView venue = namesRowsAlone(given) ? venue(catalog, errors) : null;
        for (int index = 0; index < given.size() && !errors.isFull(); index++) {
            GradeBody grade = given.get(index);
            String path = "grades[" + index + "]";
            if (grade == null || grade.price() == null) {
                errors.reject(path + ".price", FieldErrors.REQUIRED);
                continue;
            }
            errors.range(path + ".price", grade.price(), 0, GradePlan.MAX_PRICE);
            List<PerformanceView.GradeRow> rows = new ArrayList<>();
            List<@Nullable RowBody> givenRows = (grade.rows() != null) ? grade.rows() : List.of();
            for (int row = 0; row < givenRows.size(); row++) {
                RowBody body = givenRows.get(row);
                if (body == null || body.row() == null) {
                    errors.reject(path + ".rows[" + row + "]", FieldErrors.REQUIRED);
                }
                else {
                    rows.addAll(rows(body.section(), body.row(), venue));
                }
            }
            read.add(new SavePerformance.Grade((grade.name() != null) ? grade.name() : "",
                    Money.won(Math.max(0, grade.price())), sections(grade, path, errors), rows));
        }
        return read;
    }

    private static List<String> sections(GradeBody grade, String path, FieldErrors errors) {
        List<String> sections = new ArrayList<>();
        List<@Nullable String> given = (grade.sections() != null) ? grade.sections() : List.of();
        for (int index = 0; index < given.size(); index++) {
            String section = given.get(index);
            if (section == null) {
                errors.reject(path + ".sections[" + index + "]", FieldErrors.REQUIRED);
            }
            else {
                sections.add(section);
            }
        }
        return sections;
    }

    /** A label alone means the rows of that label in every section. */
    private static List<PerformanceView.GradeRow> rows(@Nullable String section, String row,
            @Nullable VenueView venue) {
        if (section != null || venue == null) {
            return List.of(new PerformanceView.GradeRow((section != null) ? section : "", row));
        }
        List<PerformanceView.GradeRow> rows = venue.sections()
            .stream()
            .filter((part) -> part.rows().contains(row.strip()))
            .map((part) -> new PerformanceView.GradeRow(part.name(), row))
            .toList();
        return rows.isEmpty() ? List.of(new PerformanceView.GradeRow("", row)) : rows;
    }

    private static boolean namesRowsAlone(List<@Nullable GradeBody> grades) {
        return grades.stream()
            .anyMatch((grade) -> grade != null && grade.rows() != null
                    && grade.rows().stream().anyMatch((row) -> row != null && row.section() == null));
    }

    private @Nullable VenueView venue(Catalog catalog, FieldErrors errors) {
        if (this.venueId == null) {
            return null;
        }
        try {
            return catalog.venue(new VenueId(this.venueId));
        }
        catch (VenueNotFound ex) {
            errors.reject("venueId", "catalog.field.unknown");
            return null;
        }
    }

    /** A grade as clients write it. */
    @Schema(name = "SaveGrade", example = """
            {"name": "R", "price": 110000, "sections": ["1F"]}""")
    record GradeBody(@Nullable String name, @Nullable Long price, @Nullable List<@Nullable String> sections,
            @Nullable List<@Nullable RowBody> rows) {
    }

    /** A row as clients write it: with its section, or its label alone. */
    @Schema(name = "SaveGradeRow", example = """
            {"section": "1F", "row": "1"}""")
    record RowBody(@Nullable String section, @Nullable String row) {

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        RowBody {
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static RowBody of(String row) {
            return new RowBody(null, row);
        }

    }

    /** Someone of the cast as clients write it. */
    @Schema(name = "SaveCastMember", example = """
            {"id": 3, "role": "The captain"}""")
    record PerformerBody(@Nullable Long id, @Nullable String role) {
    }

}
