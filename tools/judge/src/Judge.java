import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServer;

/**
 * Runs Flink's own classes on what it is asked, one JSON request a line, one JSON answer a line.
 * Whatever differs between Flink versions is reached by reflection, so that one source serves all.
 */
public final class Judge {
    // Escaped, so that a lone surrogate arrives as it is and not as a question mark.
    static final ObjectMapper JSON = new ObjectMapper().configure(JsonGenerator.Feature.ESCAPE_NON_ASCII, true);
    private static final String KEY = "judge.option";
    /** What dynamic properties may say in place of what only this machine knows. */
    private static final String DIRECTORY = "<dir>";
    private static final String ZOOKEEPER = "<zookeeper>";

    private final Path directory;
    private final Logs logs;
    private NIOServerCnxnFactory zooKeeper;
    private final ExecutorService actions = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    private Judge(Path directory, Logs logs) {
        this.directory = directory;
        this.logs = logs;
    }

    public static void main(String[] arguments) throws Exception {
        // Standard output carries the answers: whatever Flink prints must not stand between them.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Path directory = Files.createTempDirectory("judge");
        Judge judge = new Judge(directory, Logs.install());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(JSON.writeValueAsString(judge.answer(JSON.readTree(line))));
        }
        remove(directory);
        // Flink leaves threads behind that are not daemons.
        Runtime.getRuntime().halt(0);
    }

    private ObjectNode answer(JsonNode request) {
        logs.take();
        ObjectNode answer = JSON.createObjectNode();
        try {
            answer.put("ok", true);
            switch (request.path("op").asText()) {
                case "load" -> load(request, answer);
                case "value" -> answer.set("value", value(request));
                case "resolve" -> answer.set("value", resolve(request));
                case "action" -> answer.set("value", action(request));
                default -> throw new IllegalArgumentException("unknown op");
            }
        } catch (Throwable thrown) {
            answer.removeAll();
            answer.put("ok", false);
            Throwable error = thrown instanceof java.lang.reflect.InvocationTargetException ? thrown.getCause() : thrown;
            describe(answer, error);
        }
        ArrayNode lines = answer.putArray("logs");
        logs.take().forEach(line -> lines.add(neutral(line)));
        return answer;
    }

    private void describe(ObjectNode answer, Throwable error) {
        answer.put("error", error.getClass().getName());
        answer.put("message", neutral(String.valueOf(error.getMessage())));
        ArrayNode causes = answer.putArray("causes");
        for (Throwable cause = error.getCause(); cause != null && causes.size() < 8; cause = cause.getCause()) {
            causes.addObject()
                    .put("error", cause.getClass().getName())
                    .put("message", neutral(String.valueOf(cause.getMessage())));
        }
    }

    /** Messages may not name this machine. */
    private String neutral(String text) {
        return text.replace(directory.toString(), DIRECTORY).replaceAll("@[0-9a-f]{5,8}\\b", "").replaceAll("\\b[0-9a-f]{32}\\b", "<id>")
                .replaceAll("/action\\d+/", "/").replaceAll("\\bsavepoint-[0-9a-f]{6}-[0-9a-f]{12}\\b", "savepoint-<id>");
    }

    private void load(JsonNode request, ObjectNode answer) throws Exception {
        Configuration configuration = configuration(request);
        ObjectNode map = answer.putObject("map");
        new TreeMap<>(configuration.toMap()).forEach(map::put);
        ObjectNode types = answer.putObject("types");
        new TreeMap<>(data(configuration)).forEach((key, raw) -> types.put(key, raw.getClass().getSimpleName()));
    }

    /** Whether there are files beside the sources of a program. */
    private static boolean isConfigured(JsonNode request) {
        for (Iterator<String> names = request.path("files").fieldNames(); names.hasNext(); ) {
            if (!names.next().endsWith(".java")) return true;
        }
        return false;
    }

    /** The configuration as a process of Flink gets it: its files, then dynamic properties over them. */
    private Configuration configuration(JsonNode request) throws Exception {
        Configuration dynamic = new Configuration();
        for (JsonNode layer : request.path("dynamic")) {
            dynamic.addAll(ConfigurationUtils.createConfiguration(properties(layer)));
        }
        if (!isConfigured(request)) {
            standardYaml(!request.path("mode").asText().equals("legacy"));
            Configuration configuration = new Configuration();
            configuration.addAll(dynamic);
            return configuration;
        }
        forgetAnchors();
        Path conf = Files.createDirectory(directory.resolve("conf"));
        try {
            for (Iterator<Map.Entry<String, JsonNode>> files = request.path("files").fields(); files.hasNext(); ) {
                Map.Entry<String, JsonNode> file = files.next();
                Files.write(conf.resolve(file.getKey()), Base64.getDecoder().decode(file.getValue().asText()));
            }
            return GlobalConfiguration.loadConfiguration(conf.toString(), dynamic);
        } finally {
            remove(conf);
        }
    }

    /** Flink numbers the anchors that it writes through the life of a process; here each load is a process of its own. */
    private static void forgetAnchors() throws Exception {
        for (Field field : yamlParser().map(Class::getDeclaredFields).orElse(new Field[0])) {
            if (!field.getName().equals("flowDumperSettings")) continue;
            field.setAccessible(true);
            Object settings = field.get(null);
            Object generator = settings.getClass().getMethod("getAnchorGenerator").invoke(settings);
            Field last = generator.getClass().getDeclaredField("lastAnchorId");
            last.setAccessible(true);
            last.setInt(generator, 0);
        }
    }

    private static Optional<Class<?>> yamlParser() {
        try {
            return Optional.of(Class.forName("org.apache.flink.configuration.YamlParserUtils"));
        } catch (ClassNotFoundException beforeIt) {
            return Optional.empty();
        }
    }

    private Properties properties(JsonNode map) throws Exception {
        Properties properties = new Properties();
        for (Iterator<Map.Entry<String, JsonNode>> entries = map.fields(); entries.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = entries.next();
            String text = entry.getValue().asText().replace(DIRECTORY, directory.toString());
            if (text.contains(ZOOKEEPER)) text = text.replace(ZOOKEEPER, zooKeeper());
            properties.setProperty(entry.getKey(), text);
        }
        return properties;
    }

    /** A ZooKeeper for configurations whose own quorum is not within reach. */
    private String zooKeeper() throws Exception {
        if (zooKeeper == null) {
            Path data = Files.createTempDirectory(directory, "zookeeper");
            zooKeeper = new NIOServerCnxnFactory();
            zooKeeper.configure(new InetSocketAddress("localhost", 0), 10);
            zooKeeper.startup(new ZooKeeperServer(data.toFile(), data.toFile(), 2000));
        }
        return "localhost:" + zooKeeper.getLocalPort();
    }

    private JsonNode value(JsonNode request) throws Exception {
        boolean yaml = request.path("mode").asText().equals("yaml");
        standardYaml(yaml);
        Configuration configuration = new Configuration();
        String text = request.path("value").asText();
        data(configuration).put(KEY, raw(request.path("javaType").asText("string"), text));
        ConfigOption<?> option = request.has("option")
                ? renamed(option(request.path("option").asText()))
                : option(request.path("type").asText().split(":"), 0);
        return plain(configuration.get(option));
    }

    private static Object raw(String type, String text) {
        return switch (type) {
            case "integer" -> (Object) Integer.valueOf(text);
            case "long" -> Long.valueOf(text);
            case "biginteger" -> new BigInteger(text);
            case "double" -> Double.valueOf(text);
            case "boolean" -> Boolean.valueOf(text);
            default -> text;
        };
    }

    private JsonNode resolve(JsonNode request) throws Exception {
        Configuration configuration = configuration(request);
        return plain(configuration.get(option(request.path("option").asText())));
    }

    private JsonNode action(JsonNode request) throws Throwable {
        Configuration configuration = request.path("name").asText().equals("log4j") ? null : configuration(request);
        Path work = Files.createTempDirectory(directory, "action");
        var running = actions.submit(() -> switch (request.path("name").asText()) {
            case "program" -> Program.run(request, configuration, work);
            case "program-built" -> Program.build(request, configuration, work);
            case "program-restored" -> Program.restore(request, configuration, work);
            default -> Actions.run(request, configuration, work);
        });
        try {
            return running.get(request.path("seconds").asInt(60), TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException failed) {
            throw failed.getCause();
        } catch (TimeoutException late) {
            running.cancel(true);
            throw new TimeoutException("still not done after " + request.path("seconds").asInt(60) + " s");
        }
    }

    static ConfigOption<?> option(String name) throws Exception {
        int hash = name.indexOf('#');
        Field field = Class.forName(name.substring(0, hash)).getDeclaredField(name.substring(hash + 1));
        field.setAccessible(true);
        return (ConfigOption<?>) field.get(null);
    }

    /** An option of the same type under the judge's own key, so that the type alone decides. */
    private static ConfigOption<?> renamed(ConfigOption<?> option) throws Exception {
        Method type = ConfigOption.class.getDeclaredMethod("getClazz");
        Method list = ConfigOption.class.getDeclaredMethod("isList");
        type.setAccessible(true);
        list.setAccessible(true);
        Class<?> element = (Class<?>) type.invoke(option);
        var builder = typed(element);
        return (boolean) list.invoke(option) ? builder.asList().noDefaultValue() : builder.noDefaultValue();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ConfigOptions.TypedConfigOptionBuilder<?> typed(Class<?> type) {
        var builder = ConfigOptions.key(KEY);
        if (type.isEnum()) return builder.enumType((Class) type);
        if (type == Duration.class) return builder.durationType();
        if (type == MemorySize.class) return builder.memoryType();
        if (type == Boolean.class) return builder.booleanType();
        if (type == Integer.class) return builder.intType();
        if (type == Long.class) return builder.longType();
        if (type == Float.class) return builder.floatType();
        if (type == Double.class) return builder.doubleType();
        if (type == Map.class) return builder.mapType();
        return builder.stringType();
    }

    private static ConfigOption<?> option(String[] words, int at) throws Exception {
        if (words[at].equals("list")) return typed(type(words, at + 1)).asList().noDefaultValue();
        return typed(type(words, at)).noDefaultValue();
    }

    private static Class<?> type(String[] words, int at) throws Exception {
        return switch (words[at]) {
            case "duration" -> Duration.class;
            case "memory" -> MemorySize.class;
            case "boolean" -> Boolean.class;
            case "int" -> Integer.class;
            case "long" -> Long.class;
            case "float" -> Float.class;
            case "double" -> Double.class;
            case "map" -> Map.class;
            case "enum" -> Class.forName(words[at + 1]);
            case "string" -> String.class;
            default -> throw new IllegalArgumentException("unknown type " + words[at]);
        };
    }

    /** A value in a form that does not depend on how it was written. */
    static JsonNode plain(Object value) {
        if (value == null) return JSON.nullNode();
        if (value instanceof Duration duration) {
            return JSON.getNodeFactory().textNode(BigInteger.valueOf(duration.getSeconds())
                    .multiply(BigInteger.valueOf(1_000_000_000))
                    .add(BigInteger.valueOf(duration.getNano()))
                    .toString());
        }
        if (value instanceof MemorySize size) return JSON.getNodeFactory().textNode(Long.toString(size.getBytes()));
        if (value instanceof Boolean flag) return JSON.getNodeFactory().booleanNode(flag);
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.createArrayNode();
            list.forEach(element -> array.add(plain(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.createObjectNode();
            Map<String, JsonNode> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put(String.valueOf(key), plain(element)));
            sorted.forEach(object::set);
            return object;
        }
        return JSON.getNodeFactory().textNode(value.toString());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> data(Configuration configuration) throws Exception {
        Field field = Configuration.class.getDeclaredField("confData");
        field.setAccessible(true);
        return (Map<String, Object>) field.get(configuration);
    }

    /** 1.19 and 1.20 keep in a static field which grammar new configurations follow; others know only one. */
    private static void standardYaml(boolean yaml) throws Exception {
        for (Method method : GlobalConfiguration.class.getMethods()) {
            if (method.getName().equals("setStandardYaml")) method.invoke(null, yaml);
        }
    }

    private static void remove(Path path) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(path)) {
            walk.forEach(paths::add);
        }
        for (int i = paths.size() - 1; i >= 0; i--) Files.deleteIfExists(paths.get(i));
    }
}
