package io.ticketblue.web;

import java.util.List;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.EmailTaken;
import io.ticketblue.accounts.PageSessions;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.ProblemTexts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and signing up. */
@Controller
class AccountPages {

    private static final List<String> REASONS = List.of("bad-credentials", "too-many-attempts", "overloaded",
            "unavailable", "expired");

    private final Accounts accounts;

    private final PageSessions sessions;

    private final ProblemTexts problems;

    AccountPages(Accounts accounts, PageSessions sessions, ProblemTexts problems) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.problems = problems;
    }

    @GetMapping("/sign-in")
    String signIn(@RequestParam(required = false) @Nullable String error, @SignedIn @Nullable AccountId person,
            Model model) {
        if (person != null) {
            return "redirect:/";
        }
        model.addAttribute("refusal", (error == null) ? null : REASONS.contains(error) ? error : "unavailable");
        return "sign-in";
    }

    @GetMapping("/sign-up")
    String signUp(@SignedIn @Nullable AccountId person, Model model) {
        if (person != null) {
            return "redirect:/";
        }
        model.addAttribute("form", new SignUpForm("", "", ""));
        return "sign-up";
    }

    @PostMapping("/sign-up")
    String register(@ModelAttribute("form") SignUpForm form, BindingResult errors, HttpServletRequest request,
            HttpServletResponse response) {
        try {
            this.sessions.start(this.accounts.register(form.signUp(), request.getRemoteAddr()).id(), request, response);
            return "redirect:/";
        }
        catch (InvalidRequest problem) {
            this.problems.reject(problem, errors, List.of("email", "password", "name"));
        }
        catch (EmailTaken problem) {
            errors.rejectValue("email", problem.messageKey(), this.problems.detail(problem));
        }
        return "sign-up";
    }

    /**
     * What the sign-up form says.
     *
     * @param email the address
     * @param password the password
     * @param name what the person is called
     */
    record SignUpForm(@Nullable String email, @Nullable String password, @Nullable String name) {

        SignUp signUp() {
            return new SignUp(text(this.email), text(this.password), text(this.name));
        }

        private static String text(@Nullable String value) {
            return (value != null) ? value : "";
        }

        @Override
        public String toString() {
            return "SignUpForm[email=" + this.email + "]";
        }

    }

}
