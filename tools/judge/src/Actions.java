import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.blob.BlobUtils;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.rpc.AddressResolution;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.CheckpointStorageLoader;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process of Flink does with its configuration, one small piece at a time. */
final class Actions {
    private static final Logger LOG = LoggerFactory.getLogger(Actions.class);
    private static final ClassLoader LOADER = Actions.class.getClassLoader();

    static JsonNode run(JsonNode request, Configuration configuration, Path work) throws Exception {
        ObjectNode result = Judge.JSON.createObjectNode();
        switch (request.path("name").asText()) {
            case "load" -> new TreeMap<>(configuration.toMap()).forEach(result::put);
            case "get" -> get(request, configuration, result);
            case "environment" -> environment(configuration, result);
            case "submit" -> submit(configuration, result);
            case "run" -> run(configuration, result);
            case "jobmanager-memory" -> jobManagerMemory(configuration, result);
            case "taskmanager-memory" -> result.put("taskHeapBytes",
                    TaskExecutorProcessUtils.processSpecFromConfig(configuration).getTaskHeapSize().getBytes());
            case "jobmanager-sizes" -> Memory.jobManager(request, configuration, result);
            case "taskmanager-sizes" -> Memory.taskManager(request, configuration, result);
            case "network-buffers" -> Memory.networkBuffers(configuration, result);
            case "high-availability" -> highAvailability(configuration, result);
            case "blob-store" -> result.put("store",
                    BlobUtils.createBlobStoreFromConfig(configuration).getClass().getSimpleName());
            case "restart-strategy" -> restartStrategy(configuration, result);
            case "heartbeat" -> Cluster.heartbeat(configuration, result);
            case "session-entrypoint" -> Cluster.session(configuration, result);
            case "job" -> Constraints.job(configuration, result);
            case "resource-manager" -> Constraints.resourceManager(request, configuration, result);
            case "rocksdb" -> Constraints.rocksdb(configuration, result);
            case "network" -> Constraints.network(configuration, result);
            case "slot-manager" -> Cluster.slotManager(configuration, result);
            case "kubernetes-jobmanager" -> Kubernetes.jobManager(configuration, result);
            case "write-configuration" -> Cluster.write(configuration, work, result);
            case "state-backend" -> stateBackend(configuration, result);
            case "checkpoint-storage" -> checkpointStorage(configuration, result);
            case "reporter" -> reporter(configuration, result);
            case "tls" -> tls(configuration, result);
            case "tls-connect" -> Security.connect(configuration, work, result);
            case "kerberos" -> Security.login(configuration, work, result);
            case "log4j" -> Log4j.start(decoded(request, ".properties"), result);
            case "command" -> Commands.run(configuration, new String(
                    decoded(request, ".sh").values().iterator().next(), StandardCharsets.UTF_8), result);
            default -> throw new IllegalArgumentException("unknown action");
        }
        return result;
    }

    private static void get(JsonNode request, Configuration configuration, ObjectNode result) throws Exception {
        for (JsonNode name : request.path("options")) {
            ConfigOption<?> option = Judge.option(name.asText());
            result.set(option.key(), Judge.plain(configuration.get(option)));
        }
    }

    private static void environment(Configuration configuration, ObjectNode result) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        var checkpoints = environment.getCheckpointConfig();
        result.put("checkpointing", checkpoints.isCheckpointingEnabled());
        result.put("intervalMs", checkpoints.getCheckpointInterval());
        result.put("timeoutMs", checkpoints.getCheckpointTimeout());
        result.put("minPauseMs", checkpoints.getMinPauseBetweenCheckpoints());
    }

    /** A keyed streaming job as small as it can be. */
    private static StreamExecutionEnvironment job(Configuration configuration) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.fromSequence(1, 10).keyBy(number -> number % 3, Types.LONG).reduce(Long::sum).print();
        return environment;
    }

    private static void submit(Configuration configuration, ObjectNode result) {
        var graph = job(configuration).getStreamGraph().getJobGraph();
        result.put("vertices", graph.getNumberOfVertices());
        result.put("maxParallelism", graph.getVerticesSortedTopologicallyFromSources().get(1).getMaxParallelism());
    }

    private static void run(Configuration configuration, ObjectNode result) throws Exception {
        job(configuration).executeAsync().getJobExecutionResult().get(40, TimeUnit.SECONDS);
        result.put("status", "FINISHED");
    }

    private static void jobManagerMemory(Configuration configuration, ObjectNode result) throws Exception {
        Object spec = null;
        for (Method method : JobManagerProcessUtils.class.getDeclaredMethods()) {
            // 1.x still knows jobmanager.heap.size, which its own entry point maps first.
            if (method.getName().equals("processSpecFromConfigWithNewOptionToInterpretLegacyHeap")) {
                spec = method.invoke(null, configuration, JobManagerOptions.JVM_HEAP_MEMORY);
            }
        }
        if (spec == null) {
            Method method = JobManagerProcessUtils.class.getDeclaredMethod("processSpecFromConfig", Configuration.class);
            method.setAccessible(true);
            spec = method.invoke(null, configuration);
        }
        result.put("spec", String.valueOf(spec));
    }

    private static void highAvailability(Configuration configuration, ObjectNode result) throws Exception {
        var executor = Executors.newCachedThreadPool();
        var services = HighAvailabilityServicesUtils.createHighAvailabilityServices(
                configuration, executor, AddressResolution.NO_ADDRESS_RESOLUTION, RpcSystem.load(configuration),
                error -> LOG.warn("fatal error", error));
        result.put("services", services.getClass().getSimpleName());
        // Leaving ZooKeeper can block where none runs, and nothing depends on it here.
        executor.shutdownNow();
    }

    private static void restartStrategy(Configuration configuration, ObjectNode result) throws Exception {
        Class<?> loader = anyOf(
                "org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategyFactoryLoader",
                "org.apache.flink.runtime.executiongraph.failover.flip1.RestartBackoffTimeStrategyFactoryLoader");
        Method method = named(loader, "createRestartBackoffTimeStrategyFactory");
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (types[i] == boolean.class) arguments[i] = true;
            else if (types[i] == Configuration.class) {
                // Where there are two, the job's comes first and the cluster's after it.
                boolean ofJob = i + 1 < types.length && types[i + 1] == Configuration.class;
                arguments[i] = ofJob ? new Configuration() : configuration;
            } else {
                arguments[i] = Class.forName("org.apache.flink.api.common.restartstrategy.RestartStrategies")
                        .getMethod("fallBackRestart").invoke(null);
            }
        }
        Object factory = method.invoke(null, arguments);
        Method create = named(factory.getClass(), "create");
        create.setAccessible(true);
        Object strategy = create.invoke(factory);
        result.put("strategy", strategy.getClass().getSimpleName());
    }

    private static void stateBackend(Configuration configuration, ObjectNode result) throws Exception {
        StateBackend backend = StateBackendLoader.loadStateBackendFromConfig(configuration, LOADER, LOG);
        result.put("backend", backend == null ? "default" : backend.getClass().getSimpleName());
    }

    private static void checkpointStorage(Configuration configuration, ObjectNode result) throws Exception {
        Method method = named(CheckpointStorageLoader.class, "load");
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (types[i] == StateBackend.class) arguments[i] = new HashMapStateBackend();
            else if (types[i] == Configuration.class) arguments[i] = configuration;
            else if (types[i] == ClassLoader.class) arguments[i] = LOADER;
            else if (types[i] == Logger.class) arguments[i] = LOG;
        }
        CheckpointStorage storage = (CheckpointStorage) method.invoke(null, arguments);
        result.put("storage", storage.getClass().getSimpleName());
        storage.createCheckpointStorage(new JobID(1, 1));
    }

    private static void reporter(Configuration configuration, ObjectNode result) throws Exception {
        Iterator<?> setups;
        Optional<Class<?>> builder = maybe("org.apache.flink.runtime.metrics.ReporterSetupBuilder");
        if (builder.isPresent()) {
            Object metrics = builder.get().getField("METRIC_SETUP_BUILDER").get(null);
            Method method = named(builder.get(), "fromConfiguration");
            Class<?> filter = Class.forName("org.apache.flink.runtime.metrics.filter.DefaultReporterFilters");
            java.util.function.Function<Configuration, Object> filters = ignored -> {
                try {
                    return named(filter, "metricsFromConfiguration").invoke(null, ignored);
                } catch (ReflectiveOperationException error) {
                    throw new IllegalStateException(error);
                }
            };
            setups = ((Iterable<?>) method.invoke(metrics, configuration, filters, null)).iterator();
        } else {
            Class<?> setup = Class.forName("org.apache.flink.runtime.metrics.ReporterSetup");
            setups = ((Iterable<?>) named(setup, "fromConfiguration").invoke(null, configuration, null)).iterator();
        }
        var reporters = result.putArray("reporters");
        while (setups.hasNext()) {
            Object setup = setups.next();
            Object reporter = setup.getClass().getMethod("getReporter").invoke(setup);
            reporters.add(setup.getClass().getMethod("getName").invoke(setup) + ": "
                    + reporter.getClass().getSimpleName());
            // Lets go of a port that a reporter may have opened.
            reporter.getClass().getMethod("close").invoke(reporter);
        }
    }

    /** Whether TLS is on; its key stores are opened by the servers later. */
    private static void tls(Configuration configuration, ObjectNode result) {
        result.put("internal", SecurityOptions.isInternalSSLEnabled(configuration));
        result.put("rest", SecurityOptions.isRestSSLEnabled(configuration));
        result.put("restClientsAuthenticated", SecurityOptions.isRestSSLAuthenticationEnabled(configuration));
    }

    private static Map<String, byte[]> decoded(JsonNode request, String ending) {
        Map<String, byte[]> files = new TreeMap<>();
        request.path("files").fields().forEachRemaining(file -> {
            if (!file.getKey().endsWith(ending)) return;
            files.put(file.getKey(), Base64.getDecoder().decode(file.getValue().asText()));
        });
        return files;
    }

    private static Method named(Class<?> type, String name) throws NoSuchMethodException {
        for (Method method : type.getMethods()) if (method.getName().equals(name)) return method;
        throw new NoSuchMethodException(type.getName() + "." + name);
    }

    private static Optional<Class<?>> maybe(String name) {
        try {
            return Optional.of(Class.forName(name));
        } catch (ClassNotFoundException absent) {
            return Optional.empty();
        }
    }

    private static Class<?> anyOf(String... names) throws ClassNotFoundException {
        for (String name : names) {
            Optional<Class<?>> found = maybe(name);
            if (found.isPresent()) return found.get();
        }
        throw new ClassNotFoundException(String.join(", ", names));
    }

    private Actions() {}
}
