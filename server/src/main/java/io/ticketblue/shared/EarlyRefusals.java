package io.ticketblue.shared;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Answers requests whose parameters or body nobody may look into any more, in the same
 * shape as all other problems.
 */
@Component
class EarlyRefusals {

    private static final String ERROR_PAGE = "/error";

    private final ProblemRenderer renderer;

    EarlyRefusals(ProblemRenderer renderer) {
        this.renderer = renderer;
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws ServletException, IOException {
        if (ProblemRenderer.isApi(request, request.getRequestURI())) {
            this.renderer.write(request, response, problem);
            return;
        }
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, problem.status().value());
        request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, problem);
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
        request.getRequestDispatcher(ERROR_PAGE).forward(new WithoutParameters(request), response);
    }

    private static final class WithoutParameters extends HttpServletRequestWrapper {

        private WithoutParameters(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.name();
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return null;
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }

    }

}
