import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobType;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.resourcemanager.ResourceManagerFactory;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;
import org.apache.flink.runtime.resourcemanager.active.ActiveResourceManagerFactory;
import org.apache.flink.runtime.rest.RestClientConfiguration;
import org.apache.flink.runtime.rest.RestServerEndpointConfiguration;
import org.apache.flink.runtime.scheduler.SchedulerBase;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.taskmanager.NettyShuffleEnvironmentConfiguration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.NetUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks between a configuration and a running job, each as the process calls it that makes it. */
final class Constraints {
    private static final Logger LOG = LoggerFactory.getLogger(Constraints.class);
    private static final String FLINK = "org.apache.flink.";

    /** The way of a job to its JobMaster: environment, stream graph, job graph, restart strategy, parallelism, key groups. */
    static void job(Configuration configuration, ObjectNode result) throws Exception {
        // Not the local one, whose parallelism depends on the machine.
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        environment.fromSequence(1, 10).keyBy(number -> number % 3, Types.LONG).reduce(Long::sum).print();
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        result.put("strategy", restartStrategy(graph, environment, configuration).getClass().getSimpleName());
        scheduler(graph, configuration);
        var parallelisms = SchedulerBase.computeVertexParallelismStore(graph);
        for (JobVertex vertex : graph.getVertices()) {
            var parallelism = parallelisms.getParallelismInfo(vertex.getID());
            // Each task asks for its own range; that of the first fails where any would.
            KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                    parallelism.getMaxParallelism(), parallelism.getParallelism(), 0);
        }
    }

    /** What the JobMaster gives the loader: the job's own configuration before that of the cluster. */
    private static Object restartStrategy(
            JobGraph graph, StreamExecutionEnvironment environment, Configuration cluster) throws Exception {
        Method load = anyMethod(
                List.of(
                        "runtime.executiongraph.failover.RestartBackoffTimeStrategyFactoryLoader",
                        "runtime.executiongraph.failover.flip1.RestartBackoffTimeStrategyFactoryLoader"),
                "createRestartBackoffTimeStrategyFactory");
        Class<?>[] types = load.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (types[i] == boolean.class) {
                arguments[i] = environment.getCheckpointConfig().isCheckpointingEnabled();
            } else if (types[i] == Configuration.class) {
                boolean ofJob = i + 1 < types.length && types[i + 1] == Configuration.class;
                arguments[i] = ofJob ? graph.getJobConfiguration() : cluster;
            } else {
                var config = environment.getConfig();
                arguments[i] = config.getClass().getMethod("getRestartStrategy").invoke(config);
            }
        }
        Object factory = call(load, null, arguments);
        for (Method method : factory.getClass().getMethods()) {
            if (!method.getName().equals("create")) continue;
            method.setAccessible(true);
            return call(method, factory);
        }
        throw new NoSuchMethodException("create");
    }

    /** What the default scheduler is made of; its slot pool is not asked for anything yet. */
    private static void scheduler(JobGraph graph, Configuration configuration) throws Exception {
        Class<?> components = Class.forName(FLINK + "runtime.scheduler.DefaultSchedulerComponents");
        for (Method method : components.getDeclaredMethods()) {
            if (!method.getName().equals("createSchedulerComponents")) continue;
            method.setAccessible(true);
            Class<?>[] types = method.getParameterTypes();
            Object[] arguments = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                if (types[i] == Configuration.class) arguments[i] = configuration;
                else if (types[i] == boolean.class) arguments[i] = graph.isApproximateLocalRecoveryEnabled();
                else if (types[i] == JobType.class) arguments[i] = graph.getJobType();
                else if (types[i] == Duration.class) arguments[i] = Duration.ofMinutes(5);
                else if (types[i].isInterface()) {
                    arguments[i] = Proxy.newProxyInstance(
                            types[i].getClassLoader(), new Class<?>[] {types[i]}, (proxy, called, with) -> null);
                }
            }
            call(method, null, arguments);
        }
    }

    /** RocksDB's backend as it is loaded, and what it makes for its timers once a job runs. */
    static void rocksdb(Configuration configuration, ObjectNode result) throws Exception {
        StateBackend backend = StateBackendLoader.loadStateBackendFromConfig(
                configuration, Constraints.class.getClassLoader(), LOG);
        result.put("backend", backend.getClass().getSimpleName());
        Class<?> type = backend.getClass();
        if (!type.getMethod("getPriorityQueueStateType").invoke(backend).toString().equals("ROCKSDB")) return;
        // 1.18 has neither the option nor the check.
        Field timers = field(type, "priorityQueueConfig");
        if (timers == null) return;
        Method size = timers.getType().getMethod("getRocksDBPriorityQueueSetCacheSize");
        int cache = (int) size.invoke(timers.get(backend));
        Constructor<?> queues = Class.forName(type.getPackageName() + ".RocksDBPriorityQueueSetFactory")
                .getDeclaredConstructors()[0];
        queues.setAccessible(true);
        Class<?>[] types = queues.getParameterTypes();
        Object[] arguments = new Object[types.length];
        // The last number is the size of the cache; nothing else is looked at before the first timer.
        for (int i = 0; i < types.length; i++) if (types[i] == int.class) arguments[i] = cache;
        try {
            queues.newInstance(arguments);
        } catch (InvocationTargetException thrown) {
            throw (Exception) thrown.getCause();
        }
    }

    /** As the ResourceManager of a standalone cluster, of YARN or of native Kubernetes when it starts. */
    static void resourceManager(JsonNode request, Configuration configuration, ObjectNode result) throws Exception {
        String platform = request.path("platform").asText("standalone");
        ResourceManagerFactory<?> factory = switch (platform) {
            case "standalone" -> StandaloneResourceManagerFactory.getInstance();
            case "yarn" -> instance("yarn.entrypoint.YarnResourceManagerFactory");
            case "kubernetes-native" -> instance("kubernetes.entrypoint.KubernetesResourceManagerFactory");
            default -> throw new IllegalArgumentException("unknown platform " + platform);
        };
        Method services = factory.getClass()
                .getDeclaredMethod("createResourceManagerRuntimeServicesConfiguration", Configuration.class);
        services.setAccessible(true);
        Object made = call(services, factory, configuration);
        Object slots = made.getClass().getMethod("getSlotManagerConfiguration").invoke(made);
        result.put("slots", slots.getClass().getMethod("getMaxSlotNum").invoke(slots).toString());
        if (factory instanceof ActiveResourceManagerFactory) {
            ActiveResourceManagerFactory.createStartWorkerFailureRater(configuration);
        }
    }

    private static ResourceManagerFactory<?> instance(String name) throws Exception {
        return (ResourceManagerFactory<?>)
                Class.forName(FLINK + name).getMethod("getInstance").invoke(null);
    }

    /** What JobManager and TaskManager make of the options of their network stacks, and of the ports where they listen. */
    static void network(Configuration configuration, ObjectNode result) throws Exception {
        var shuffle = NettyShuffleEnvironmentConfiguration.fromConfiguration(
                configuration, MemorySize.ofMebiBytes(64), false, InetAddress.getLoopbackAddress());
        result.put("buffers", shuffle.numNetworkBuffers());
        RestClientConfiguration.fromConfiguration(configuration);
        var rest = RestServerEndpointConfiguration.fromConfiguration(configuration);
        NetUtils.getPortRangeFromString(rest.getRestBindPortRange());
        NetUtils.getPortRangeFromString(configuration.get(BlobServerOptions.PORT));
        NetUtils.getPortRangeFromString(configuration.get(TaskManagerOptions.RPC_PORT));
        // Without high availability the JobManager hands this number on as a range (`ClusterEntrypoint#getRPCPortRange`).
        NetUtils.getPortRangeFromString(String.valueOf(configuration.get(JobManagerOptions.PORT)));
        NetUtils.getPortRangeFromString(configuration.get(HighAvailabilityOptions.HA_JOB_MANAGER_PORT_RANGE));
        // What others connect to: clients, and the TaskManagers among themselves.
        new InetSocketAddress("localhost", configuration.get(RestOptions.PORT));
        new InetSocketAddress("localhost", configuration.get(NettyShuffleEnvironmentOptions.DATA_PORT));
    }

    private static Field field(Class<?> type, String name) {
        for (Field field : type.getDeclaredFields()) {
            if (!field.getName().equals(name)) continue;
            field.setAccessible(true);
            return field;
        }
        return null;
    }

    private static Method anyMethod(List<String> classes, String name) throws Exception {
        for (String type : classes) {
            try {
                for (Method method : Class.forName(FLINK + type).getMethods()) {
                    if (method.getName().equals(name)) return method;
                }
            } catch (ClassNotFoundException elsewhere) {
                continue;
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static Object call(Method method, Object on, Object... arguments) throws Exception {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception exception) throw exception;
            throw thrown;
        }
    }

    private Constraints() {}
}
