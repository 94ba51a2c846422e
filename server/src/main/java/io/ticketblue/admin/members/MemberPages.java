package io.ticketblue.admin.members;

import java.util.List;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.directory.AccountDirectory;
import io.ticketblue.admin.Refusals;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds somebody's account, to see the bookings or to close it. */
@Controller
@BuyerData
@RolesAllowed("ADMIN")
class MemberPages {

    private final AccountDirectory directory;

    private final Refusals refusals;

    MemberPages(AccountDirectory directory, Refusals refusals) {
        this.directory = directory;
        this.refusals = refusals;
    }

    @GetMapping("/admin/accounts")
    String find(@RequestParam(defaultValue = "") String q, Model model, HttpServletResponse response) {
        List<AccountView> found = List.of();
        try {
            found = this.directory.find(q);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
        }
        model.addAttribute("q", q);
        model.addAttribute("accounts", found);
        model.addAttribute("most", AccountDirectory.MOST);
        return "admin/accounts";
    }

}
