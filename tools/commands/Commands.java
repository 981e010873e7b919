import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * Reads the command lines of one version of Flink from the classes that parse them.
 *
 * <p>Arguments: a file with a jar per line, and the file to write: one JSON object per command. With {@code --parse} as the
 * third argument, reads command lines from standard input, {@code command<TAB>word<TAB>word…}, and writes what commons-cli
 * makes of each: the options with their values, and what is left.
 *
 * <p>Run it with {@code -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote}: Hadoop, which YARN's classes mention, is not there.
 */
public final class Commands {

    private static ClassLoader flink;

    public static void main(String[] arguments) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String jar : Files.readAllLines(Path.of(arguments[0]))) {
            urls.add(new File(jar).toURI().toURL());
        }
        flink = new URLClassLoader(urls.toArray(new URL[0]), Commands.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(flink);
        try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(arguments[1])), false, StandardCharsets.UTF_8)) {
            if (arguments.length > 2) {
                parse(out);
            } else {
                extract(out);
            }
        }
    }

    private static void extract(PrintStream out) throws Exception {
        for (String action : actions()) {
            print(out, "flink", action, ofAction(action));
        }
        for (String program : List.of("kubernetes-session.sh", "yarn-session.sh", "standalone-job.sh", "jobmanager.sh", "taskmanager.sh")) {
            Options options = ofProgram(program);
            if (options != null) {
                print(out, program, null, options);
            }
        }
        for (String mode : List.of("embedded", "gateway")) {
            Options options = ofSqlClient(mode);
            if (options != null) {
                print(out, "sql-client.sh", mode, options);
            }
        }
    }

    private static Options of(String command) throws Exception {
        String[] names = command.split(" ");
        if (names[0].equals("flink")) {
            return ofAction(names[1]);
        }
        return names.length > 1 ? ofSqlClient(names[1]) : ofProgram(names[0]);
    }

    /** {@code CliFrontend}: the constants {@code ACTION_*}. */
    private static List<String> actions() throws Exception {
        List<String> actions = new ArrayList<>();
        for (Field field : load("org.apache.flink.client.cli.CliFrontend").getDeclaredFields()) {
            if (field.getName().startsWith("ACTION_") && Modifier.isStatic(field.getModifiers())) {
                actions.add((String) get(field, null));
            }
        }
        return actions.stream().sorted().toList();
    }

    /** As {@code CliFrontend#getCommandLine} puts them together: the action's own, then those of every custom command line. */
    private static Options ofAction(String action) throws Exception {
        String name = action.equals("run-application") ? "run" : action;
        String getter = "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "CommandOptions";
        Class<?> parser = load("org.apache.flink.client.cli.CliFrontendParser");
        Options own = (Options) open(parser.getDeclaredMethod(getter)).invoke(null);
        Options all = new Options();
        own.getOptions().forEach(all::addOption);
        for (Object custom : customCommandLines()) {
            add(custom, all);
        }
        return all;
    }

    /** {@code CliFrontend#loadCustomCommandLines}. */
    private static List<Object> customCommandLines() throws Exception {
        return List.of(generic(), yarn("y", "yarn"), constructor("org.apache.flink.client.cli.DefaultCLI", 0).newInstance());
    }

    private static Object generic() throws Exception {
        return constructor("org.apache.flink.client.cli.GenericCLI", 2).newInstance(configuration(), "/conf");
    }

    private static Object yarn(String prefix, String longPrefix) throws Exception {
        return constructor("org.apache.flink.yarn.cli.FlinkYarnSessionCli", 4).newInstance(configuration(), "/conf", prefix, longPrefix);
    }

    private static Object configuration() throws Exception {
        return load("org.apache.flink.configuration.Configuration").getConstructor().newInstance();
    }

    private static Options add(Object custom, Options options) throws Exception {
        Class<?> type = load("org.apache.flink.client.cli.CustomCommandLine");
        for (String kind : List.of("addGeneralOptions", "addRunOptions")) {
            type.getMethod(kind, Options.class).invoke(custom, options);
        }
        return options;
    }

    private static Options ofProgram(String program) throws Exception {
        switch (program) {
            case "kubernetes-session.sh":
                return add(generic(), new Options());
            case "yarn-session.sh":
                return add(yarn("", ""), new Options());
            case "standalone-job.sh":
                return ofFactory("org.apache.flink.container.entrypoint.StandaloneApplicationClusterConfigurationParserFactory");
            case "jobmanager.sh":
                return ofFactory("org.apache.flink.runtime.entrypoint.EntrypointClusterConfigurationParserFactory");
            case "taskmanager.sh":
                return ofFactory("org.apache.flink.runtime.entrypoint.ClusterConfigurationParserFactory");
            default:
                throw new IllegalArgumentException(program);
        }
    }

    /** Nothing where its jar is not at hand. */
    private static Options ofFactory(String name) throws Exception {
        Object factory;
        try {
            factory = constructor(name, 0).newInstance();
        } catch (ClassNotFoundException missing) {
            return null;
        }
        return (Options) open(factory.getClass().getDeclaredMethod("getOptions")).invoke(factory);
    }

    /** Nothing where this version has no such mode. */
    private static Options ofSqlClient(String mode) throws Exception {
        Class<?> parser = load("org.apache.flink.table.client.cli.CliOptionsParser");
        String getter = "get" + mode.substring(0, 1).toUpperCase(Locale.ROOT) + mode.substring(1) + "ModeClientOptions";
        for (Method each : parser.getDeclaredMethods()) {
            if (each.getName().equals(getter)) {
                return (Options) open(each).invoke(null, new Options());
            }
        }
        return null;
    }

    private static void parse(PrintStream out) throws Exception {
        for (String line : new String(System.in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            String[] fields = line.split("\t", -1);
            String[] words = Arrays.copyOfRange(fields, 2, fields.length);
            String result;
            try {
                var parsed = new DefaultParser().parse(of(fields[0]), words, fields[1].equals("stop"));
                result = "{\"options\":[" + Arrays.stream(parsed.getOptions()).map(Commands::given).collect(Collectors.joining(","))
                        + "],\"left\":" + list(parsed.getArgList()) + "}";
            } catch (org.apache.commons.cli.ParseException refused) {
                result = "{\"refused\":" + quoted(refused.getClass().getSimpleName()) + "}";
            }
            out.println(result);
        }
    }

    private static String given(Option option) {
        return "{\"name\":" + quoted(name(option)) + ",\"values\":" + list(option.getValuesList()) + "}";
    }

    private static String name(Option option) {
        return option.getOpt() == null ? option.getLongOpt() : option.getOpt();
    }

    private static void print(PrintStream out, String program, String action, Options options) throws Exception {
        String command = action == null ? program : program + " " + action;
        String described = Stream.concat(options.getOptions().stream().map(Commands::described), shadowed(options)).sorted()
                .collect(Collectors.joining(","));
        out.println("{\"command\":" + quoted(command) + ",\"options\":[" + described + "]}");
    }

    private static String described(Option option) {
        return "{" + (option.getOpt() == null ? "" : "\"short\":" + quoted(option.getOpt()) + ",")
                + (option.getLongOpt() == null ? "" : "\"long\":" + quoted(option.getLongOpt()) + ",")
                + "\"values\":" + option.getArgs()
                + (option.hasOptionalArg() ? ",\"optional\":true" : "")
                + (option.hasValueSeparator() ? ",\"separator\":" + quoted(String.valueOf(option.getValueSeparator())) : "")
                + "}";
    }

    /** Options whose short name another one has taken since: they are there by their long name only. */
    private static Stream<String> shadowed(Options options) throws Exception {
        Map<?, ?> byLong = (Map<?, ?>) get(Options.class.getDeclaredField("longOpts"), options);
        return byLong.values().stream().map(Option.class::cast).filter(each -> options.getOption(each.getOpt()) != each)
                .map(each -> described(each).replace("{\"short\":", "{\"as\":"));
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, true, flink);
    }

    private static Constructor<?> constructor(String name, int parameters) throws Exception {
        for (Constructor<?> each : load(name).getDeclaredConstructors()) {
            if (each.getParameterCount() == parameters) {
                return open(each);
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static <T extends AccessibleObject> T open(T member) {
        member.setAccessible(true);
        return member;
    }

    private static Object get(Field field, Object of) throws IllegalAccessException {
        return open(field).get(of);
    }

    private static String list(List<String> texts) {
        return "[" + texts.stream().map(Commands::quoted).collect(Collectors.joining(",")) + "]";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
