package io.ticketblue.admin;

import org.springframework.ui.Model;

import io.ticketblue.catalog.HasReservations;
import io.ticketblue.catalog.WasPaidFor;
import io.ticketblue.shared.Problem;

/** What can be done instead of deleting what was sold. */
final class Blocked {

    private Blocked() {
    }

    /** Offers to archive what cannot be deleted. */
    static void offerArchive(Problem problem, String archive, Model model) {
        if (problem instanceof HasReservations || problem instanceof WasPaidFor) {
            model.addAttribute("archive", archive);
        }
    }

}
