package io.ticketblue.web;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.LinkExpired;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.accounts.verification.EmailVerifications;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Where the mailed link leads. Opening it changes nothing, because programs that look for
 * harmful mail open links too: a button verifies the address.
 */
@Controller
@RequestMapping("/email-verifications/{token}")
class EmailVerificationPages {

    private final EmailVerifications verifications;

    private final MessageSource messages;

    EmailVerificationPages(EmailVerifications verifications, MessageSource messages) {
        this.verifications = verifications;
        this.messages = messages;
    }

    @GetMapping
    String open(@PathVariable String token, Model model, HttpServletResponse response) {
        return show(this.verifications.isGood(token) ? token : null, model, response);
    }

    @PostMapping
    String verify(@PathVariable String token, @SignedIn @Nullable AccountId person, Model model,
            HttpServletResponse response, RedirectAttributes next) {
        try {
            AccountId account = this.verifications.verify(token);
            if (!account.equals(person)) {
                return "redirect:/sign-in?verified";
            }
            next.addFlashAttribute("toast",
                    this.messages.getMessage("email.verified", null, LocaleContextHolder.getLocale()));
            return "redirect:/profile";
        }
        catch (LinkExpired ex) {
            return show(null, model, response);
        }
    }

    /** The address of this page is a secret. */
    private static String show(@Nullable String token, Model model, HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (token == null) {
            response.setStatus(HttpStatus.GONE.value());
        }
        model.addAttribute("token", token);
        return "email-verification";
    }

}
