package io.ticketblue.admin;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every staff page knows. */
@ControllerAdvice(basePackageClasses = StaffPages.class)
class StaffPages {

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
