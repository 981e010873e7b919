import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.operators.coordination.CoordinationRequestGateway;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.operators.collect.CollectResultIterator;

/** What Flink said while one job's main method ran: {@link Launch} has Flink call this. */
public final class Recorder {

    /** Ends a main method that waits for results, which never come. */
    static final class Done extends Error {
        Done() {
            super("The job would wait for results.", null, false, false);
        }
    }

    /** A call in the job's own code, and what it called. */
    record Call(String type, String file, int line, String method, String callee) {}

    /** Where something was made: the innermost call first. */
    record Made(List<Call> calls) {}

    /** The classes of the job, told by where they were loaded from. */
    private static String home = "";

    static final Map<Transformation<?>, Made> made = new IdentityHashMap<>();
    /** Transformations that a sink turned into while the graph was generated. */
    static final Map<Transformation<?>, Transformation<?>> partOf = new IdentityHashMap<>();
    static final List<StreamExecutionEnvironment> environments = new ArrayList<>();
    static final List<Map<String, Object>> graphs = new ArrayList<>();
    /** What each environment was set to before its graph was generated. */
    static final Map<StreamExecutionEnvironment, Map<String, String>> settings = new IdentityHashMap<>();
    /** The maximum that each transformation was given by its job; generating a graph gives one to all. */
    static final Map<Transformation<?>, Integer> maxima = new IdentityHashMap<>();
    private static Transformation<?> expanding;

    private Recorder() {}

    static synchronized void begin(String classes) {
        home = classes;
        made.clear();
        partOf.clear();
        environments.clear();
        graphs.clear();
        settings.clear();
        maxima.clear();
        expanding = null;
    }

    public static synchronized void created(Object transformation) {
        made.putIfAbsent((Transformation<?>) transformation, new Made(calls()));
        if (expanding != null) {
            partOf.put((Transformation<?>) transformation, expanding);
        }
    }

    public static synchronized void environment(Object environment) {
        // Constructors call each other.
        if (environments.stream().noneMatch(each -> each == environment)) {
            environments.add((StreamExecutionEnvironment) environment);
        }
    }

    public static synchronized void generating(Object environment) {
        StreamExecutionEnvironment each = (StreamExecutionEnvironment) environment;
        settings.put(each, Dump.settings(each));
        made.keySet().forEach(transformation -> maxima.putIfAbsent(transformation, transformation.getMaxParallelism()));
    }

    public static synchronized void expanding(Object expander) {
        try {
            Field field = expander.getClass().getDeclaredField("transformation");
            field.setAccessible(true);
            expanding = (Transformation<?>) field.get(expander);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static synchronized void expanded(Object expander) {
        expanding = null;
    }

    public static synchronized Object execute(Object environment, Object graph) {
        List<Call> calls = calls();
        StreamGraph streamGraph = (StreamGraph) graph;
        graphs.add(Dump.graph((StreamExecutionEnvironment) environment, streamGraph, calls.isEmpty() ? null : calls.get(0)));
        Object client = client();
        try {
            // So that a job may ask for the results that its execution had.
            ((Configuration) ((StreamExecutionEnvironment) environment).getConfiguration()).set(DeploymentOptions.ATTACHED, true);
            // As Flink does, so that asking for results comes to an end.
            Field field = StreamExecutionEnvironment.class.getDeclaredField("collectIterators");
            field.setAccessible(true);
            for (Object iterator : (List<?>) field.get(environment)) {
                ((CollectResultIterator<?>) iterator).setJobClient((JobClient) client);
            }
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
        return client;
    }

    private static Object client() {
        JobID job = new JobID();
        return Proxy.newProxyInstance(
                Recorder.class.getClassLoader(),
                new Class<?>[] {JobClient.class, CoordinationRequestGateway.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getJobID" -> job;
                    case "getJobExecutionResult" ->
                        CompletableFuture.completedFuture(new JobExecutionResult(job, 0, Map.of()));
                    case "getJobStatus", "sendCoordinationRequest" -> throw new Done();
                    case "reportHeartbeat" -> null;
                    default -> CompletableFuture.completedFuture(null);
                });
    }

    private static List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        String[] callee = {""};
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).forEach(frame -> {
            if (isOfTheJob(frame.getDeclaringClass())) {
                calls.add(new Call(frame.getClassName(), frame.getFileName(), frame.getLineNumber(), frame.getMethodName(), callee[0]));
            }
            callee[0] = frame.getMethodName();
        });
        return calls;
    }

    private static boolean isOfTheJob(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        return source != null && source.getLocation() != null && source.getLocation().getPath().equals(home);
    }
}
