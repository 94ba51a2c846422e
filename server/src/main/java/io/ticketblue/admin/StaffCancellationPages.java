package io.ticketblue.admin;

import jakarta.annotation.security.RolesAllowed;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what a cancellation policy means while it is being typed. */
@Controller
@RolesAllowed("BOX_OFFICE")
class StaffCancellationPages {

    private final CancellationPreview preview;

    StaffCancellationPages(CancellationPreview preview) {
        this.preview = preview;
    }

    @GetMapping("/admin/performances/cancellation-preview")
    String preview(@RequestParam MultiValueMap<String, String> values, Model model) {
        Typed typed = new Typed(values);
        model.addAttribute("preview", this.preview.of(CancellationForm.of(typed), typed.text("bookingFee")));
        return "admin/performances/cancellation :: preview";
    }

}
