package io.ticketblue.admin;

import io.ticketblue.shared.CurrentPerson;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every staff page knows. */
@ControllerAdvice(basePackageClasses = StaffPages.class)
class StaffPages {

    private final CurrentPerson person;

    StaffPages(CurrentPerson person) {
        this.person = person;
    }

    /** Whose drafts the script may fill in. */
    @ModelAttribute("personId")
    @Nullable Long personId() {
        return this.person.id();
    }

    /** Where the reader is, for the navigation. */
    @ModelAttribute("path")
    String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    /** Nothing is refused until something is. */
    @ModelAttribute(Refusals.ATTRIBUTE)
    Refusal refusal() {
        return Refusal.NONE;
    }

}
