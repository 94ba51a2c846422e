package io.ticketblue.shared;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.web.header.HeaderWriter;

/**
 * Tells browsers to load nothing but our own files and, on the pages of the checkout, the
 * payment provider's. Styles inside elements are allowed: the seat map places seats with
 * them, and so does the provider's payment form.
 */
public class ContentPolicy implements HeaderWriter {

    private static final String HEADER = "Content-Security-Policy";

    private final String policy;

    private final String checkout;

    /**
     * Makes the policy of the pages.
     * @param settings what they may load from elsewhere
     */
    public ContentPolicy(PageSettings settings) {
        List<String> origins = settings.paymentOrigins();
        this.policy = policy("");
        this.checkout = policy(origins.isEmpty() ? "" : " " + String.join(" ", origins));
    }

    private static String policy(String payment) {
        return "default-src 'self'; script-src 'self'" + payment + "; style-src 'self' 'unsafe-inline'"
                + "; img-src 'self' data: blob:" + payment + "; font-src 'self' data:" + payment
                + "; connect-src 'self'" + payment + "; frame-src 'self'" + payment + "; form-action 'self'" + payment
                + "; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean paying = path.startsWith("/checkout/") || path.startsWith("/payments/");
        response.setHeader(HEADER, paying ? this.checkout : this.policy);
    }

    /**
     * The API answers data; whoever opens an answer as a page shall see it do nothing.
     */
    public static class Nothing implements HeaderWriter {

        @Override
        public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
            response.setHeader(HEADER, "default-src 'none'; frame-ancestors 'none'");
        }

    }

}
