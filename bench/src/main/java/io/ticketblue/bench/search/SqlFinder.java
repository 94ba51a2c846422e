package io.ticketblue.bench.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import io.ticketblue.bench.Database;
import org.jspecify.annotations.Nullable;

/** Finds with one statement for each group over a connection of its own. */
abstract class SqlFinder implements Finder {

    private static final int LONGEST_SECONDS = 300;

    private final Connection connection;

    private final PreparedStatement performances;

    private final PreparedStatement performers;

    private final PreparedStatement venues;

    SqlFinder(Database database, String performances, String performers, String venues) {
        this.connection = limited(database);
        try {
            this.performances = this.connection.prepareStatement(performances);
            this.performers = this.connection.prepareStatement(performers);
            this.venues = this.connection.prepareStatement(venues);
        }
        catch (SQLException ex) {
            throw new IllegalStateException("The statements could not be prepared", ex);
        }
    }

    /**
     * A connection whose statements are ended after {@value #LONGEST_SECONDS} seconds.
     */
    static Connection limited(Database database) {
        Connection connection = database.connect();
        Database.update(connection, "SET SESSION max_statement_time = " + LONGEST_SECONDS);
        return connection;
    }

    /**
     * The parameters of the statement for performances; null if there is nothing to find.
     */
    abstract @Nullable List<String> performances(String text);

    /** The parameters of the statements for performers and for venues. */
    abstract List<String> names(String text);

    @Override
    public Found find(String text) {
        try {
            List<String> parameters = performances(text);
            if (parameters == null) {
                return new Found(null, null, null);
            }
            return new Found(first(this.performances, parameters), first(this.performers, names(text)),
                    first(this.venues, names(text)));
        }
        catch (SQLException ex) {
            throw new IllegalStateException("'" + text + "' could not be searched", ex);
        }
    }

    private static @Nullable String first(PreparedStatement statement, List<String> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setString(i + 1, parameters.get(i));
        }
        String first = null;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String name = rows.getString("name");
                first = (first != null) ? first : name;
            }
        }
        return first;
    }

    @Override
    public void close() {
        Database.close(this.connection);
    }

}
