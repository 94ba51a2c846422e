package io.ticketblue.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The database under the application, for probes, checks and data in bulk.
 *
 * @param url its address
 * @param username the account
 * @param password its password
 */
public record Database(String url, String username, String password) {

    /** A connection of its own, committing each statement. */
    public Connection connect() {
        try {
            return DriverManager.getConnection(this.url, this.username, this.password);
        }
        catch (SQLException ex) {
            throw new IllegalStateException("The database does not let the benchmark in", ex);
        }
    }

    /** Closes a connection. */
    public static void close(Connection connection) {
        try {
            connection.close();
        }
        catch (SQLException ex) {
            throw new IllegalStateException("A connection could not be closed", ex);
        }
    }

    /** Runs a statement and says how many rows it changed. */
    public long update(String sql, Object... values) {
        try (Connection connection = connect()) {
            return update(connection, sql, values);
        }
        catch (SQLException ex) {
            throw failed(sql, ex);
        }
    }

    /** Runs a statement on an open connection and says how many rows it changed. */
    public static long update(Connection connection, String sql, Object... values) {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeLargeUpdate();
        }
        catch (SQLException ex) {
            throw failed(sql, ex);
        }
    }

    /** Asks for one number; SQL's null is 0. */
    public long number(String sql) {
        try (Connection connection = connect()) {
            return number(connection, sql);
        }
        catch (SQLException ex) {
            throw failed(sql, ex);
        }
    }

    /** Asks an open connection for one number; SQL's null is 0. */
    public static long number(Connection connection, String sql) {
        try (PreparedStatement statement = prepare(connection, sql); ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
        catch (SQLException ex) {
            throw failed(sql, ex);
        }
    }

    /** Asks for one text. */
    public String text(String sql) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
        catch (SQLException ex) {
            throw failed(sql, ex);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static IllegalStateException failed(String sql, SQLException cause) {
        return new IllegalStateException("This statement failed: " + sql, cause);
    }

}
