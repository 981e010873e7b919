import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlTableRef;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.sql.parser.ddl.SqlReset;
import org.apache.flink.sql.parser.ddl.SqlSet;
import org.apache.flink.sql.parser.ddl.SqlTableOption;
import org.apache.flink.sql.parser.dml.RichSqlInsert;
import org.apache.flink.sql.parser.dml.SqlExecute;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.impl.TokenMgrError;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.SqlParserEOFException;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.client.cli.CliClient;
import org.apache.flink.table.client.cli.parser.SqlCommandParserImpl;
import org.apache.flink.table.client.cli.parser.SqlMultiLineParser;
import org.apache.flink.table.client.gateway.Executor;
import org.apache.flink.table.client.gateway.SqlExecutionException;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.FormatFactory;
import org.apache.flink.table.gateway.api.operation.OperationHandle;
import org.apache.flink.table.gateway.api.session.SessionEnvironment;
import org.apache.flink.table.gateway.api.session.SessionHandle;
import org.apache.flink.table.gateway.rest.util.SqlGatewayRestAPIVersion;
import org.apache.flink.table.gateway.service.context.DefaultContext;
import org.apache.flink.table.gateway.service.context.SessionContext;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.command.ResetOperation;
import org.apache.flink.table.operations.command.SetOperation;
import org.apache.flink.table.planner.parse.CalciteParser;
import org.apache.flink.table.planner.parse.ExtendedParser;
import org.jline.reader.EOFError;
import org.jline.reader.Parser;
import org.jline.reader.SyntaxError;

/**
 * Reads scripts as Flink's SQL client does, one JSON string a line, and says what it would send to the gateway and what
 * Flink's parser makes of it. With the argument `session` it is told the statements of a script one by one, as a list,
 * and gives them to a session of the SQL gateway up to the first that is refused; what would start a job is explained.
 * With the argument `tables` it gives them to executeSql in the same way.
 */
public class SqlJudge {
    private static final ObjectMapper JSON = new ObjectMapper();

    // As in PlannerContext#getSqlParserConfig.
    private static final CalciteParser PARSER =
            new CalciteParser(
                    SqlParser.config()
                            .withParserFactory(FlinkSqlParserImpl.FACTORY)
                            .withConformance(FlinkSqlConformance.DEFAULT)
                            .withLex(Lex.JAVA)
                            .withIdentifierMaxLength(256));

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("connectors")) {
            System.out.println(JSON.writeValueAsString(connectors()));
            return;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Object answer =
                    args.length == 0
                            ? answer(JSON.readValue(line, String.class))
                            : args[0].equals("session")
                                    ? session(List.of(JSON.readValue(line, String[].class)))
                                    : tables(List.of(JSON.readValue(line, String[].class)));
            out.println(JSON.writeValueAsString(answer));
        }
    }

    private static List<Map<String, Object>> answer(String script) {
        List<Map<String, Object>> sent = new ArrayList<>();
        SqlMultiLineParser client =
                new SqlMultiLineParser(
                        new SqlCommandParserImpl(), executor(sent), CliClient.ExecutionMode.INITIALIZATION);
        StringBuilder buffer = new StringBuilder();
        for (String line : formatted(script).split("\n", -1)) {
            if (buffer.length() > 0) {
                buffer.append('\n');
            }
            buffer.append(line);
            try {
                int before = sent.size();
                client.parse(buffer.toString(), buffer.length(), Parser.ParseContext.ACCEPT_LINE);
                if (sent.size() == before) {
                    sent.add(entry(buffer.toString(), List.of(Map.of("kind", "Client")), null));
                }
                buffer.setLength(0);
            } catch (EOFError incomplete) {
                // The client asks for another line.
            } catch (SyntaxError | TokenMgrError refused) {
                sent.add(entry(buffer.toString(), List.of(), String.valueOf(refused.getMessage())));
                buffer.setLength(0);
            }
        }
        if (!buffer.toString().isBlank()) {
            sent.add(entry(buffer.toString(), List.of(), "incomplete"));
        }
        return sent;
    }

    private static Map<String, Object> session(List<String> statements) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("execution.target", "remote");
        configuration.setString("rest.address", "localhost");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        SessionContext session =
                SessionContext.create(
                        new DefaultContext(configuration, List.of()),
                        SessionHandle.create(),
                        SessionEnvironment.newBuilder()
                                .setSessionEndpointVersion(SqlGatewayRestAPIVersion.getDefaultVersion())
                                .build(),
                        threads);
        boolean inSet = false;
        int taken = 0;
        try {
            for (String statement : statements) {
                boolean startsJob = !inSet && statement.matches("(?is)\\s*(INSERT|EXECUTE)\\b.*");
                String sent = startsJob ? "EXPLAIN " + statement.trim().replaceFirst("(?i)^EXECUTE\\s+", "") : statement;
                if (!(inSet && statement.matches("(?is)\\s*END\\s*"))) {
                    session.createOperationExecutor(new Configuration())
                            .executeStatement(OperationHandle.create(), sent);
                }
                inSet = statement.matches("(?is)\\s*BEGIN\\s+STATEMENT\\s+SET\\s*") || (inSet && !statement.matches("(?is)\\s*END\\s*"));
                taken++;
            }
        } catch (Exception e) {
            return refusal(e);
        } finally {
            session.close();
            threads.shutdownNow();
        }
        return Map.of("result", Map.of("taken", taken));
    }

    private static Map<String, Object> tables(List<String> statements) {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        try {
            statements.forEach(tables::executeSql);
        } catch (Exception e) {
            return refusal(e);
        }
        return Map.of("result", Map.of("taken", statements.size()));
    }

    /** The options of every connector for tables that is on the class path, and of every format. */
    private static Map<String, Object> connectors() throws Exception {
        Set<String> everywhere = new TreeSet<>();
        for (Field field : FactoryUtil.class.getFields()) {
            if (field.get(null) instanceof ConfigOption) {
                addKeys(everywhere, Set.of((ConfigOption<?>) field.get(null)));
            }
        }
        Map<String, Set<String>> options = new TreeMap<>();
        Set<String> formats = new TreeSet<>();
        for (Factory factory : ServiceLoader.load(Factory.class)) {
            if (factory instanceof FormatFactory) {
                formats.add(factory.factoryIdentifier());
            }
            if (factory instanceof DynamicTableFactory) {
                Set<String> keys = options.computeIfAbsent(factory.factoryIdentifier(), id -> new TreeSet<>());
                addKeys(keys, factory.requiredOptions());
                addKeys(keys, factory.optionalOptions());
                keys.addAll(everywhere);
            }
        }
        return Map.of("options", options, "formats", formats);
    }

    private static void addKeys(Set<String> keys, Set<ConfigOption<?>> options) {
        for (ConfigOption<?> option : options) {
            keys.add(option.key());
            for (FallbackKey fallback : option.fallbackKeys()) {
                keys.add(fallback.getKey());
            }
        }
    }

    private static Map<String, Object> refusal(Exception e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        Map<String, Object> why = new LinkedHashMap<>();
        why.put("error", last.getClass().getName());
        why.put("message", String.valueOf(last.getMessage()));
        return Map.of("refused", why);
    }

    // As CliClient#executeFile, whose name for this differs between versions.
    private static String formatted(String script) {
        String trimmed = script.trim();
        return trimmed.endsWith(";") ? trimmed : trimmed + ";";
    }

    private static Executor executor(List<Map<String, Object>> sent) {
        return (Executor)
                Proxy.newProxyInstance(
                        SqlJudge.class.getClassLoader(),
                        new Class<?>[] {Executor.class},
                        (proxy, method, arguments) -> {
                            switch (method.getName()) {
                                case "getSessionConfig":
                                    return new Configuration();
                                case "configureSession":
                                    sent.add(parsed((String) arguments[0]));
                                    return null;
                                default:
                                    throw new UnsupportedOperationException(method.getName());
                            }
                        });
    }

    // As ParserImpl#parse, and as the gateway tells its client of an end of input that comes too soon.
    private static Map<String, Object> parsed(String statement) {
        try {
            Optional<Operation> command = ExtendedParser.INSTANCE.parse(statement);
            if (command.isPresent()) {
                return entry(statement, List.of(ofCommand(command.get())), null);
            }
            List<Map<String, Object>> nodes = new ArrayList<>();
            for (SqlNode node : PARSER.parseSqlList(statement)) {
                nodes.add(ofNode(node));
            }
            return entry(statement, nodes, null);
        } catch (SqlParserEOFException e) {
            throw new SqlExecutionException("incomplete", e);
        } catch (Exception e) {
            return entry(statement, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> entry(String text, List<Map<String, Object>> nodes, String error) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("text", text);
        entry.put("nodes", nodes);
        if (error != null) {
            entry.put("error", error.split("\n")[0]);
        }
        return entry;
    }

    private static Map<String, Object> ofCommand(Operation operation) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("kind", operation.getClass().getSimpleName());
        if (operation instanceof SetOperation) {
            ((SetOperation) operation).getKey().ifPresent(key -> answer.put("key", key.trim()));
            ((SetOperation) operation).getValue().ifPresent(value -> answer.put("value", value.trim()));
        }
        if (operation instanceof ResetOperation) {
            ((ResetOperation) operation).getKey().ifPresent(key -> answer.put("key", key.trim()));
        }
        return answer;
    }

    private static Map<String, Object> ofNode(SqlNode node) {
        Map<String, Object> answer = new LinkedHashMap<>();
        SqlNode told = node instanceof SqlExecute ? ((SqlExecute) node).getStatement() : node;
        answer.put("kind", told.getKind() == SqlKind.PROCEDURE_CALL ? "SqlProcedureCall" : told.getClass().getSimpleName());
        if (node instanceof SqlSet && ((SqlSet) node).getKey() != null) {
            answer.put("key", ((SqlSet) node).getKeyString().trim());
            answer.put("value", ((SqlSet) node).getValueString().trim());
        }
        if (node instanceof SqlReset && ((SqlReset) node).getKey() != null) {
            answer.put("key", ((SqlReset) node).getKeyString().trim());
        }
        Found found = new Found();
        found.visit(node);
        answer.put("options", found.options);
        answer.put("hints", found.hints);
        answer.put("inserts", found.inserts);
        answer.put("watermark", found.watermark);
        answer.put("primaryKey", found.primaryKey);
        return answer;
    }

    /** What stands anywhere in a statement. */
    private static class Found {
        final List<List<String>> options = new ArrayList<>();
        final List<Object> hints = new ArrayList<>();
        final List<String> inserts = new ArrayList<>();
        boolean watermark;
        boolean primaryKey;

        void visit(SqlNode node) {
            if (node instanceof SqlTableOption) {
                SqlTableOption option = (SqlTableOption) node;
                options.add(List.of(option.getKeyString(), option.getValueString()));
                return;
            }
            if (node instanceof SqlHint) {
                SqlHint hint = (SqlHint) node;
                boolean pairs = hint.getOptionFormat() == SqlHint.HintOptionFormat.KV_LIST;
                hints.add(List.of(hint.getName().toUpperCase(), pairs ? new TreeMap<>(hint.getOptionKVPairs()) : Map.of()));
                return;
            }
            if (node instanceof SqlNodeList) {
                ((SqlNodeList) node).forEach(this::visit);
            }
            if (!(node instanceof SqlCall)) {
                return;
            }
            watermark |= node.getClass().getSimpleName().equals("SqlWatermark");
            primaryKey |= node.getClass().getSimpleName().equals("SqlTableConstraint")
                    && node.toString().toUpperCase().contains("PRIMARY KEY");
            if (node instanceof RichSqlInsert) {
                SqlNode table = ((RichSqlInsert) node).getTargetTable();
                SqlNode name = table instanceof SqlTableRef ? ((SqlCall) table).operand(0) : table;
                inserts.add(name instanceof SqlIdentifier ? String.join(".", ((SqlIdentifier) name).names) : "?");
            }
            for (SqlNode operand : ((SqlCall) node).getOperandList()) {
                visit(operand);
            }
        }
    }
}
