package io.ticketblue.catalog.internal;

import java.util.ArrayList;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.SeatMapDraft;
import org.jspecify.annotations.Nullable;

/** A venue as clients write it. */
@Schema(name = "SaveVenue", example = """
        {"name": "Blue Hall", "address": "12 Harbour Street, Busan", "capacity": 800, "turnaroundMinutes": 30}""")
record VenueBody(@Nullable String name, @Nullable String address, @Nullable SeatMapBody seatMap,
        @Nullable Integer capacity,
        @Schema(description = "How long the venue stays taken after a performance, 0 to 1440; 30 if absent for a new "
                + "venue", example = "30") @Nullable Integer turnaroundMinutes,
        @Schema(description = "For a change: the version that was read before; another one by then is a 409",
                example = "3") @Nullable Integer version,
        @Schema(description = "For a change: why rounds of the venue may overlap; without a reason that is a 409",
                example = "One event on two stages") @Nullable String overlapReason) {

    EditTerms terms() {
        return new EditTerms(this.version, this.overlapReason);
    }

    SaveVenue toCommand() {
        FieldErrors errors = new FieldErrors();
        SeatMapDraft draft = (this.seatMap != null) ? this.seatMap.toDraft("seatMap", errors) : null;
        errors.throwIfAny();
        return new SaveVenue((this.name != null) ? this.name : "", (this.address != null) ? this.address : "", draft,
                this.capacity, this.turnaroundMinutes);
    }

    /** A seat map as clients write it. */
    @Schema(name = "SeatMap", example = """
            {"sections": [{"name": "1F", "standing": false, "rows": [{"label": "A", "seats": [
              {"number": 1, "x": 1, "y": 1, "accessible": true}, {"number": 2, "x": 2, "y": 1}]}]}]}""")
    record SeatMapBody(@Nullable List<@Nullable SectionBody> sections) {

        SeatMapDraft toDraft(String path, FieldErrors errors) {
            List<SeatMapDraft.Section> read = new ArrayList<>();
            List<@Nullable SectionBody> given = given(this.sections, path + ".sections", errors);
            for (int index = 0; index < given.size() && !errors.isFull(); index++) {
                SectionBody section = given.get(index);
                String place = path + ".sections[" + index + "]";
                if (section == null) {
                    errors.reject(place, FieldErrors.REQUIRED);
                }
                else {
                    read.add(section.toDraft(place, errors));
                }
            }
            return new SeatMapDraft(read);
        }

    }

    /** A section as clients write it. */
    @Schema(name = "SeatMapSection", example = """
            {"name": "1F", "standing": false, "rows": [{"label": "A", "seats": [{"number": 1}, {"number": 2}]}]}""")
    record SectionBody(@Nullable String name, @Nullable Boolean standing, @Nullable List<@Nullable RowBody> rows) {

        private SeatMapDraft.Section toDraft(String path, FieldErrors errors) {
            List<SeatMapDraft.Row> read = new ArrayList<>();
            List<@Nullable RowBody> given = given(this.rows, path + ".rows", errors);
            for (int index = 0; index < given.size() && !errors.isFull(); index++) {
                RowBody row = given.get(index);
                String place = path + ".rows[" + index + "]";
                if (row == null) {
                    errors.reject(place, FieldErrors.REQUIRED);
                }
                else {
                    read.add(row.toDraft(place, errors));
                }
            }
            return new SeatMapDraft.Section((this.name != null) ? this.name : "", Boolean.TRUE.equals(this.standing),
                    read);
        }

    }

    /** A row as clients write it. */
    @Schema(name = "SeatMapRow", example = """
            {"label": "A", "seats": [{"number": 1}, {"number": 2}]}""")
    record RowBody(@Nullable String label, @Nullable List<@Nullable SeatBody> seats) {

        private SeatMapDraft.Row toDraft(String path, FieldErrors errors) {
            List<SeatMapDraft.Seat> read = new ArrayList<>();
            List<@Nullable SeatBody> given = given(this.seats, path + ".seats", errors);
            for (int index = 0; index < given.size() && !errors.isFull(); index++) {
                SeatBody seat = given.get(index);
                String place = path + ".seats[" + index + "]";
                if (seat == null || seat.number() == null) {
                    errors.reject((seat != null) ? place + ".number" : place, FieldErrors.REQUIRED);
                }
                else {
                    read.add(new SeatMapDraft.Seat(seat.number(), seat.x(), seat.y(),
                            Boolean.TRUE.equals(seat.accessible())));
                }
            }
            return new SeatMapDraft.Row((this.label != null) ? this.label : "", read);
        }

    }

    /** A seat as clients write it. */
    @Schema(name = "SeatMapSeat", example = """
            {"number": 1, "x": 1.5, "y": 3, "accessible": false}""")
    record SeatBody(@Nullable Integer number, @Nullable Double x, @Nullable Double y, @Nullable Boolean accessible) {
    }

    private static <T> List<@Nullable T> given(@Nullable List<@Nullable T> list, String path, FieldErrors errors) {
        if (list == null) {
            errors.reject(path, FieldErrors.REQUIRED);
            return List.of();
        }
        return list;
    }

}
