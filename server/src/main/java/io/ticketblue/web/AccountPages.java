package io.ticketblue.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.EmailTaken;
import io.ticketblue.accounts.PageSessions;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.accounts.TooManySignUps;
import io.ticketblue.accounts.verification.EmailVerifications;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Overloaded;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import io.ticketblue.shared.Unavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Signing in and signing up. */
@Controller
class AccountPages {

    private static final List<String> REASONS = List.of("bad-credentials", "too-many-attempts", "overloaded",
            "unavailable", "expired", "signed-up");

    private static final List<String> FIELDS = List.of("email", "password", "name");

    private final Accounts accounts;

    private final EmailVerifications verifications;

    private final PageSessions sessions;

    private final WelcomeOffers offers;

    private final ProblemTexts problems;

    private final MessageSource messages;

    AccountPages(Accounts accounts, EmailVerifications verifications, PageSessions sessions, WelcomeOffers offers,
            ProblemTexts problems, MessageSource messages) {
        this.accounts = accounts;
        this.verifications = verifications;
        this.sessions = sessions;
        this.offers = offers;
        this.problems = problems;
        this.messages = messages;
    }

    @GetMapping("/sign-in")
    String signIn(@RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String verified, @SignedIn @Nullable AccountId person,
            HttpServletRequest request, Model model) {
        if (person != null) {
            return "redirect:/";
        }
        model.addAttribute("refusal", (error == null) ? null : REASONS.contains(error) ? error : "unavailable");
        model.addAttribute("verified", verified != null && error == null);
        model.addAttribute("email", this.sessions.keptEmail(request).orElse(null));
        return "sign-in";
    }

    @GetMapping("/sign-up")
    String signUp(@SignedIn @Nullable AccountId person, Model model) {
        if (person != null) {
            return "redirect:/";
        }
        model.addAttribute("form", new SignUpForm("", "", ""));
        return showSignUp(model);
    }

    @PostMapping("/sign-up")
    String register(@ModelAttribute("form") SignUpForm form, BindingResult errors, Locale locale, Model model,
            HttpServletRequest request, HttpServletResponse response, RedirectAttributes next) {
        try {
            AccountView account = this.accounts.register(form.signUp(locale), request.getRemoteAddr());
            return start(account, request, response, next);
        }
        catch (InvalidRequest problem) {
            this.problems.reject(problem, errors, FIELDS);
        }
        catch (EmailTaken problem) {
            errors.rejectValue("email", problem.messageKey(), this.problems.detail(problem));
            model.addAttribute("taken", true);
            this.sessions.keepEmail(SignUpForm.text(form.email()), request, response);
        }
        catch (TooManySignUps | Overloaded problem) {
            errors.reject(problem.messageKey(), this.problems.detail(problem));
            response.setStatus(problem.status().value());
            response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter(problem));
        }
        return showSignUp(model);
    }

    /** Back to what the person wanted before, such as seats that are still chosen. */
    private String start(AccountView account, HttpServletRequest request, HttpServletResponse response,
            RedirectAttributes next) {
        try {
            this.sessions.start(account.id(), request, response);
        }
        catch (Unavailable problem) {
            this.sessions.keepEmail(account.email(), request, response);
            return "redirect:/sign-in?error=signed-up";
        }
        boolean mailed = !account.emailVerified() && this.verifications.isPossible();
        String key = mailed ? "sign-up.done.verify" : "sign-up.done";
        next.addFlashAttribute("toast",
                this.messages.getMessage(key, new Object[] { account.email() }, LocaleContextHolder.getLocale()));
        return "redirect:" + this.sessions.takeReturnPath(request, response).orElse("/");
    }

    private String showSignUp(Model model) {
        model.addAttribute("offer", this.offers.toNewPeople().orElse(null));
        return "sign-up";
    }

    private static String retryAfter(Problem problem) {
        Duration wait = problem.retryAfter();
        return Long.toString((wait != null) ? Math.max(1, wait.toSeconds()) : 1);
    }

    /**
     * What the sign-up form says.
     *
     * @param email the address
     * @param password the password
     * @param name what the person is called
     */
    record SignUpForm(@Nullable String email, @Nullable String password, @Nullable String name) {

        SignUp signUp(Locale language) {
            return new SignUp(text(this.email), text(this.password), text(this.name), language);
        }

        static String text(@Nullable String value) {
            return (value != null) ? value : "";
        }

        @Override
        public String toString() {
            return "SignUpForm[email=" + this.email + "]";
        }

    }

}
