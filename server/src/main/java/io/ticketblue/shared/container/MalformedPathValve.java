package io.ticketblue.shared.container;

import java.io.IOException;

import io.ticketblue.shared.InvalidRequest;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.MessageBytes;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Sends requests whose path cannot be decoded to the application's error page, which
 * answers in the same shape as for all other problems. Tomcat maps such a request to no
 * application and would answer it with a page of its own.
 */
@Component
class MalformedPathValve implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String ERROR_PAGE = "/error";

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new Valve());
    }

    private static final class Valve extends ValveBase {

        Valve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (request.getContext() == null && response.isErrorReportRequired()) {
                mapToErrorPage(request);
                request.setAttribute(RequestDispatcher.ERROR_EXCEPTION,
                        new InvalidRequest("path", "request.unreadable"));
            }
            getNext().invoke(request, response);
        }

        /**
         * The response has failed already: the host's valve does not have the application
         * handle the request, but looks for its error page.
         */
        private static void mapToErrorPage(Request request) throws IOException {
            MessageBytes path = request.getDecodedRequestURIMB();
            path.setString(ERROR_PAGE);
            request.getMappingData().recycle();
            request.getConnector()
                .getService()
                .getMapper()
                .map(request.getCoyoteRequest().serverName(), path, null, request.getMappingData());
        }

    }

}
