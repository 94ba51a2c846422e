package io.ticketblue.admin;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page of the box office: what is on and how it sells. */
@Controller
class DashboardPages {

    private static final int ROUNDS = 30;

    private final Sales sales;

    DashboardPages(Sales sales) {
        this.sales = sales;
    }

    @GetMapping("/admin")
    String dashboard(Model model) {
        model.addAttribute("rounds", this.sales.upcoming(ROUNDS));
        return "admin/dashboard";
    }

}
