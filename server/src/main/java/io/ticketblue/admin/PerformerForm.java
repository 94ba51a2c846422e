package io.ticketblue.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.time.LocalDate;
import java.util.Objects;

import io.ticketblue.catalog.PerformerView;
import io.ticketblue.catalog.SavePerformer;
import org.jspecify.annotations.Nullable;

/** A performer as typed. */
record PerformerForm(String name, String birthDate, String nation) {

    static final PerformerForm EMPTY = new PerformerForm("", "", "");

    static PerformerForm of(Typed typed) {
        return new PerformerForm(typed.text("name"), typed.text("birthDate"), typed.text("nation"));
    }

    static PerformerForm of(PerformerView performer) {
        return new PerformerForm(performer.name(), Objects.toString(performer.birthDate(), ""),
                Objects.toString(performer.nation(), ""));
    }

    /** The fields by the message keys of their labels, to compare two forms. */
    Map<String, String> fields(Wording wording) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("admin.performer.name", this.name);
        fields.put("admin.performer.birth-date", wording.day(this.birthDate));
        fields.put("admin.performer.nation", this.nation);
        return fields;
    }

    /**
     * What the form asks for.
     * @throws io.ticketblue.shared.InvalidRequest if a field cannot be read
     */
    SavePerformer command() {
        Checks checks = new Checks();
        String name = checks.required("name", this.name);
        LocalDate birth = checks.optionalDay("birthDate", this.birthDate);
        checks.done();
        @Nullable String country = this.nation.isEmpty() ? null : this.nation;
        return new SavePerformer(name, birth, country);
    }

}
