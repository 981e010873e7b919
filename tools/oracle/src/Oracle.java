import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironmentFactory;

/**
 * Compiles jobs and runs their main methods, and writes what Flink built.
 *
 * <p>Arguments: a file of orders and the file to write, one JSON object per job. An order is a line of fields between
 * tabs, lists in it between bars: {@code compile, group, folder for classes, sources, jars and folders} or {@code run,
 * job, group, main class, arguments, local or nothing}.
 */
public final class Oracle {

    private static final int SECONDS = 60;

    private static volatile boolean over;

    /** Where one group of sources went, or why it does not compile. */
    private record Compiled(Path classes, List<String> extra, String refused) {}

    /** A job that ends the machine it runs on. */
    private static final class Exit extends SecurityException {
        Exit(int status) {
            super("exit " + status);
        }
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream quiet = new PrintStream(PrintStream.nullOutputStream());
        System.setOut(quiet);
        forbidExit();
        Map<String, Compiled> groups = new HashMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(arguments[1])), false, StandardCharsets.UTF_8);
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            for (String line : Files.readAllLines(Path.of(arguments[0]))) {
                String[] order = line.split("\t", -1);
                if (order[0].equals("compile")) {
                    groups.put(order[1], compile(compiler, files, Path.of(order[2]), list(order[3]), list(order[4])));
                } else {
                    out.println(Json.text(run(order[1], groups.get(order[2]), order[3], list(order[4]), !order[5].isEmpty())));
                }
            }
        }
        // Jobs may have left threads behind.
        over = true;
        Runtime.getRuntime().halt(0);
    }

    @SuppressWarnings("removal")
    private static void forbidExit() {
        System.setSecurityManager(new SecurityManager() {
            @Override
            public void checkExit(int status) {
                if (!over) {
                    throw new Exit(status);
                }
            }

            @Override
            public void checkPermission(java.security.Permission permission) {}
        });
    }

    private static List<String> list(String field) {
        return field.isEmpty() ? List.of() : List.of(field.split("\\|"));
    }

    private static Compiled compile(
            JavaCompiler compiler, StandardJavaFileManager files, Path classes, List<String> sources, List<String> extra)
            throws IOException {
        Files.createDirectories(classes);
        List<String> classPath = new ArrayList<>(extra);
        classPath.add(System.getProperty("java.class.path"));
        StringWriter said = new StringWriter();
        boolean ok = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("-g", "-nowarn", "-Xlint:none", "-encoding", "UTF-8", "-d", classes.toString(), "-cp",
                                String.join(java.io.File.pathSeparator, classPath)),
                        null,
                        files.getJavaFileObjectsFromStrings(sources))
                .call();
        return new Compiled(classes, extra, ok ? null : said.toString());
    }

    private static Map<String, Object> run(
            String job, Compiled compiled, String main, List<String> arguments, boolean local) throws Exception {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("name", job);
        if (compiled.refused() != null) {
            out.put("compiler", compiled.refused());
            return out;
        }
        List<URL> urls = new ArrayList<>();
        urls.add(compiled.classes().toUri().toURL());
        for (String each : compiled.extra()) {
            urls.add(Path.of(each).toUri().toURL());
        }
        ClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), Oracle.class.getClassLoader());
        Recorder.begin(urls.get(0).getPath());
        Throwable[] failure = {null};
        Thread thread = new Thread(() -> {
            try {
                install(local);
                Method method = loader.loadClass(main).getDeclaredMethod("main", String[].class);
                method.setAccessible(true);
                method.invoke(null, (Object) arguments.toArray(String[]::new));
            } catch (InvocationTargetException thrown) {
                failure[0] = thrown.getCause();
            } catch (Throwable thrown) {
                failure[0] = thrown;
            }
        });
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        thread.join(SECONDS * 1000L);
        if (thread.isAlive()) {
            thread.interrupt();
            failure[0] = new IllegalStateException("The job does not end.");
        }
        Thread.currentThread().setContextClassLoader(loader);
        if (failure[0] != null && !isDone(failure[0])) {
            out.put("thrown", message(failure[0]));
        }
        List<Map<String, Object>> graphs = new ArrayList<>(Recorder.graphs);
        graphs.addAll(leftOver());
        out.put("graphs", graphs);
        return out;
    }

    /** What a job built and did not execute, or could not because of operators without uids. */
    private static List<Map<String, Object>> leftOver() {
        List<Map<String, Object>> graphs = new ArrayList<>();
        for (StreamExecutionEnvironment environment : List.copyOf(Recorder.environments)) {
            if (environment.getTransformations().isEmpty()) {
                continue;
            }
            try {
                Map<String, String> settings = Dump.settings(environment);
                environment.getConfig().enableAutoGeneratedUIDs();
                Map<String, Object> graph = Dump.graph(environment, environment.getStreamGraph(), null);
                graph.put("executed", false);
                graph.put("settings", settings);
                graphs.add(graph);
            } catch (RuntimeException refused) {
                // Why is told by what the job has thrown.
                continue;
            }
        }
        return graphs;
    }

    private static boolean isDone(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof Recorder.Done) {
                return true;
            }
        }
        return false;
    }

    static String message(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    /** As a client does: the job's environment begins with what the client was given, here nothing. */
    private static void install(boolean local) throws ReflectiveOperationException {
        StreamExecutionEnvironmentFactory factory = given -> {
            Configuration configuration = new Configuration();
            configuration.addAll(given);
            return new StreamExecutionEnvironment(configuration);
        };
        Method method = StreamExecutionEnvironment.class.getDeclaredMethod(
                "initializeContextEnvironment", StreamExecutionEnvironmentFactory.class);
        method.setAccessible(true);
        // Without a factory the environment is the local one.
        method.invoke(null, local ? null : factory);
    }
}
