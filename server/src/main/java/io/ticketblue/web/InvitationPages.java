package io.ticketblue.web;

import java.util.List;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.EmailTaken;
import io.ticketblue.accounts.InviteCodeInvalid;
import io.ticketblue.accounts.PageSessions;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.accounts.staff.Invitation;
import io.ticketblue.accounts.staff.InvitationState;
import io.ticketblue.accounts.staff.StaffSignUps;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.ProblemTexts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Accepting an invitation to the staff: with a new account, or with the one that has the
 * invited address, whose owner signs in first.
 */
@Controller
@RequestMapping("/invitations/{code}")
class InvitationPages {

    private final StaffSignUps signUps;

    private final Accounts accounts;

    private final PageSessions sessions;

    private final ProblemTexts problems;

    InvitationPages(StaffSignUps signUps, Accounts accounts, PageSessions sessions, ProblemTexts problems) {
        this.signUps = signUps;
        this.accounts = accounts;
        this.sessions = sessions;
        this.problems = problems;
    }

    @GetMapping
    String invitation(@PathVariable String code, @SignedIn @Nullable AccountId person, Model model,
            HttpServletRequest request, HttpServletResponse response) {
        model.addAttribute("form", new JoinForm(null, null));
        try {
            return show(this.signUps.invitation(code, request.getRemoteAddr()), code, person, model, response);
        }
        catch (InviteCodeInvalid ex) {
            return showEnded(code, model, response);
        }
    }

    /** Leads through the sign-in page back to the invitation. */
    @GetMapping("/accept")
    String afterSignIn(@PathVariable String code, @SignedIn AccountId person) {
        // Encoded as it came, for a header cannot carry any text.
        return "redirect:/invitations/{code}";
    }

    @PostMapping
    String join(@PathVariable String code, @SignedIn @Nullable AccountId person, @ModelAttribute("form") JoinForm form,
            BindingResult errors, Model model, HttpServletRequest request, HttpServletResponse response) {
        try {
            Invitation invitation = this.signUps.invitation(code, request.getRemoteAddr());
            return join(invitation, code, person, form, errors, model, request, response);
        }
        catch (InviteCodeInvalid ex) {
            return showEnded(code, model, response);
        }
    }

    private String join(Invitation invitation, String code, @Nullable AccountId person, JoinForm form,
            BindingResult errors, Model model, HttpServletRequest request, HttpServletResponse response) {
        try {
            AccountView account = (person != null) ? this.signUps.accept(person, code, request.getRemoteAddr())
                    : this.signUps.join(form.signUp(invitation.email()), code, request.getRemoteAddr());
            this.sessions.start(account.id(), request, response);
            return "redirect:/admin";
        }
        catch (InvalidRequest problem) {
            this.problems.reject(problem, errors, List.of("password", "name"));
        }
        catch (EmailTaken problem) {
            errors.reject(problem.messageKey(), this.problems.detail(problem));
        }
        return show(invitation, code, person, model, response);
    }

    /**
     * Shows the state of the invitation and what to do. One that is open was refused to
     * another account, which its own page says.
     */
    private String showEnded(String code, Model model, HttpServletResponse response) {
        InvitationState state = this.signUps.state(code);
        if (state == InvitationState.OPEN) {
            return "redirect:/invitations/{code}";
        }
        keepSecret(response);
        response.setStatus(HttpStatus.GONE.value());
        model.addAttribute("state", state);
        return "invitation-ended";
    }

    private String show(Invitation invitation, String code, @Nullable AccountId person, Model model,
            HttpServletResponse response) {
        keepSecret(response);
        model.addAttribute("invitation", invitation);
        model.addAttribute("code", code);
        model.addAttribute("step", step(invitation, person));
        return "invitation";
    }

    /** The address of this page is a secret. */
    private static void keepSecret(HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private String step(Invitation invitation, @Nullable AccountId person) {
        if (person != null) {
            return this.accounts.account(person).email().equals(invitation.email()) ? "accept" : "other";
        }
        return this.accounts.accountOf(invitation.email()).isPresent() ? "sign-in" : "join";
    }

    /**
     * What the form says.
     *
     * @param password the password
     * @param name what the person is called
     */
    record JoinForm(@Nullable String password, @Nullable String name) {

        SignUp signUp(String email) {
            return new SignUp(email, (this.password != null) ? this.password : "",
                    (this.name != null) ? this.name : "");
        }

        @Override
        public String toString() {
            return "JoinForm";
        }

    }

}
