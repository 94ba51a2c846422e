package io.ticketblue.admin;

import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.OwedRefunds;
import io.ticketblue.payment.Reconciliations;
import jakarta.annotation.security.RolesAllowed;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page of the box office: what is on and how it sells. */
@Controller
@RolesAllowed("STAFF")
class DashboardPages {

    private static final int ROUNDS = 30;

    private final Sales sales;

    private final OwedRefunds refunds;

    private final Compensations compensations;

    private final Reconciliations reconciliations;

    DashboardPages(Sales sales, OwedRefunds refunds, Compensations compensations, Reconciliations reconciliations) {
        this.sales = sales;
        this.refunds = refunds;
        this.compensations = compensations;
        this.reconciliations = reconciliations;
    }

    @GetMapping("/admin")
    String dashboard(Model model) {
        model.addAttribute("rounds", this.sales.upcoming(ROUNDS));
        model.addAttribute("owedRefunds", this.refunds.count());
        model.addAttribute("owedCompensations", this.compensations.count());
        model.addAttribute("differences", this.reconciliations.count());
        return "admin/dashboard";
    }

}
