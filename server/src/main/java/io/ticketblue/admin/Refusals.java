package io.ticketblue.admin;

import io.ticketblue.catalog.HasReservations;
import java.util.function.Function;

import io.ticketblue.shared.NotFound;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts a facade's problem back onto the form that caused it. */
@Component
public class Refusals {

    static final String ATTRIBUTE = "refusal";

    private final ProblemTexts texts;

    Refusals(ProblemTexts texts) {
        this.texts = texts;
    }

    /** Shows a problem that is about the form as a whole. */
    public void show(Problem problem, Model model, HttpServletResponse response) {
        show(problem, (name) -> null, model, response);
    }

    /**
     * Shows a problem at the fields of the form and answers with its status.
     * @param names see {@link Refusal#of}
     * @throws Problem the same one if what the form is about does not exist
     */
    public void show(Problem problem, Function<String, @Nullable String> names, Model model,
            HttpServletResponse response) {
        if (problem instanceof NotFound && names.apply(problem.code()) == null) {
            throw problem;
        }
        response.setStatus(problem.status().value());
        model.addAttribute(ATTRIBUTE, translate(problem, names));
        model.addAttribute("refusalCode", problem.code());
        if (problem instanceof HasReservations blocked) {
            model.addAttribute("blockers", blocked.bookings());
        }
    }

    /** Translates a problem for an answer that is no page. */
    Refusal translate(Problem problem, Function<String, @Nullable String> names) {
        return Refusal.of(problem, names, this.texts);
    }

}
