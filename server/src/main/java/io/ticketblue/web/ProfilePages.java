package io.ticketblue.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.PageSessions;
import io.ticketblue.accounts.ProfileChange;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.accounts.TooManyMails;
import io.ticketblue.accounts.closing.AccountClosings;
import io.ticketblue.accounts.closing.FormerAddresses;
import io.ticketblue.accounts.closing.HasLiveBookings;
import io.ticketblue.accounts.verification.EmailVerifications;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buyer's own account: name, consent, password, withdrawal. */
@Controller
@RequestMapping("/profile")
class ProfilePages {

    private static final String OPEN_BOOKINGS = "openReservations";

    private final Accounts accounts;

    private final AccountClosings closings;

    private final FormerAddresses addresses;

    private final OpenBookings openBookings;

    private final PageSessions sessions;

    private final EmailVerifications verifications;

    private final WelcomeOffers offers;

    private final ProblemTexts problems;

    private final MessageSource messages;

    ProfilePages(Accounts accounts, AccountClosings closings, FormerAddresses addresses, OpenBookings openBookings,
            PageSessions sessions, EmailVerifications verifications, WelcomeOffers offers, ProblemTexts problems,
            MessageSource messages) {
        this.accounts = accounts;
        this.closings = closings;
        this.addresses = addresses;
        this.openBookings = openBookings;
        this.sessions = sessions;
        this.verifications = verifications;
        this.offers = offers;
        this.problems = problems;
        this.messages = messages;
    }

    @GetMapping
    String profile(@SignedIn AccountId person, Model model) {
        AccountView account = this.accounts.account(person);
        model.addAttribute("profile", ProfileForm.of(account));
        model.addAttribute("passwords", new PasswordForm(null, null));
        if (model.getAttribute(OPEN_BOOKINGS) instanceof List<?> reservations) {
            model.addAttribute("openBookings", this.openBookings.of(person, reservations));
        }
        return show(account, model);
    }

    /** For how many days it is remembered that an account was closed. */
    @ModelAttribute("addressesKeptDays")
    long addressesKeptDays() {
        return this.addresses.keptFor().toDays();
    }

    @PostMapping
    String change(@SignedIn AccountId person, @ModelAttribute("profile") ProfileForm profile, BindingResult errors,
            Model model, HttpServletRequest request, HttpServletResponse response, RedirectAttributes next) {
        try {
            this.accounts.changeProfile(person, profile.change());
            // The session shows the name in the head of every page.
            this.sessions.start(person, request, response);
            next.addFlashAttribute("toast", message("profile.saved"));
            return "redirect:/profile";
        }
        catch (InvalidRequest problem) {
            this.problems.reject(problem, errors, List.of("name", "language"));
        }
        model.addAttribute("passwords", new PasswordForm(null, null));
        return show(this.accounts.account(person), model);
    }

    /** Says the same whatever comes of it, but that there were too many. */
    @PostMapping("/email-verification")
    String sendVerification(@SignedIn AccountId person, RedirectAttributes next) {
        try {
            this.verifications.request(person);
            next.addFlashAttribute("toast", message("profile.email.sent"));
        }
        catch (TooManyMails problem) {
            next.addFlashAttribute("mailRefusal", this.problems.detail(problem));
        }
        return "redirect:/profile";
    }

    @PostMapping("/password")
    String changePassword(@SignedIn AccountId person, @ModelAttribute("passwords") PasswordForm passwords,
            BindingResult errors, Model model, HttpServletRequest request, HttpServletResponse response,
            RedirectAttributes next) {
        try {
            this.accounts.changePassword(person, text(passwords.current()), text(passwords.password()));
            this.sessions.start(person, request, response);
            next.addFlashAttribute("toast", message("profile.password.saved"));
            return "redirect:/profile";
        }
        catch (InvalidRequest problem) {
            this.problems.reject(problem, errors, List.of("current", "password"));
        }
        catch (Problem problem) {
            errors.rejectValue("current", problem.messageKey(), this.problems.detail(problem));
        }
        AccountView account = this.accounts.account(person);
        model.addAttribute("profile", ProfileForm.of(account));
        return show(account, model);
    }

    @PostMapping("/withdrawal")
    String withdraw(@SignedIn AccountId person, @RequestParam(defaultValue = "") String password,
            HttpServletRequest request, HttpServletResponse response, RedirectAttributes next) {
        try {
            this.closings.close(person, password);
        }
        catch (Problem problem) {
            if (problem instanceof HasLiveBookings refused) {
                next.addFlashAttribute(OPEN_BOOKINGS, new ArrayList<>(refused.reservations()));
            }
            next.addFlashAttribute("withdrawalRefusal", this.problems.detail(problem));
            return "redirect:/profile#withdrawal";
        }
        this.sessions.end(request, response);
        next.addFlashAttribute("toast", message("profile.withdrawn"));
        return "redirect:/";
    }

    private String show(AccountView account, Model model) {
        model.addAttribute("account", account);
        model.addAttribute("mailPossible", this.verifications.isPossible());
        model.addAttribute("mailAgainAt",
                this.verifications.nextRequest(account.id()).map(ProfilePages::nextMinute).orElse(null));
        model.addAttribute("offer", this.offers.to(account).orElse(null));
        return "profile";
    }

    /** Pages show no seconds, and nobody should come too early. */
    private static Instant nextMinute(Instant time) {
        return time.plusSeconds(59).truncatedTo(ChronoUnit.MINUTES);
    }

    private static String text(@Nullable String value) {
        return (value != null) ? value : "";
    }

    private String message(String key) {
        return this.messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }

    /**
     * What the profile's form says.
     *
     * @param name what the person is called
     * @param marketingConsent {@code true} if the person agrees to be told of offers; a
     * text, so that no other one keeps the form from being read
     * @param language {@code ko} or {@code en}
     */
    record ProfileForm(@Nullable String name, @Nullable String marketingConsent, @Nullable String language) {

        private static ProfileForm of(AccountView account) {
            return new ProfileForm(account.name(), Boolean.toString(account.marketingConsent()),
                    account.language().getLanguage());
        }

        /** Without a language the present one stays; one that there is not is refused. */
        private ProfileChange change() {
            return new ProfileChange(text(this.name), Boolean.parseBoolean(this.marketingConsent),
                    (this.language != null) ? Locale.of(this.language) : null);
        }

    }

    /**
     * What the password's form says.
     *
     * @param current the present password
     * @param password the new one
     */
    record PasswordForm(@Nullable String current, @Nullable String password) {

        @Override
        public String toString() {
            return "PasswordForm[]";
        }

    }

}
