import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskmanager.NettyShuffleEnvironmentConfiguration;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** How Flink divides the memory of its processes, down to the byte. */
final class Memory {
    /** As `BashJavaUtils` does for the start scripts, or, where `active`, as the resource managers of Kubernetes and YARN. */
    static void jobManager(JsonNode request, Configuration configuration, ObjectNode result) throws Exception {
        ConfigOption<MemorySize> legacyHeap = request.path("active").asBoolean()
                ? JobManagerOptions.TOTAL_PROCESS_MEMORY
                : JobManagerOptions.JVM_HEAP_MEMORY;
        Method mapping = maybe(
                JobManagerProcessUtils.class, "processSpecFromConfigWithNewOptionToInterpretLegacyHeap");
        Method plain = maybe(JobManagerProcessUtils.class, "processSpecFromConfig");
        JobManagerProcessSpec spec = (JobManagerProcessSpec)
                (mapping == null ? call(plain, configuration) : call(mapping, configuration, legacyHeap));
        result.put("JVM Heap", text(spec.getJvmHeapMemorySize()));
        result.put("Off-Heap Memory", text(spec.getJvmDirectMemorySize()));
        result.put("JVM Metaspace", text(spec.getJvmMetaspaceSize()));
        result.put("JVM Overhead", text(spec.getJvmOverheadSize()));
        result.put("flink", text(spec.getTotalFlinkMemorySize()));
        result.put("process", text(spec.getTotalProcessMemorySize()));
        result.put("jvm", JobManagerProcessUtils.generateJvmParametersStr(spec, configuration));
    }

    static void taskManager(JsonNode request, Configuration configuration, ObjectNode result) throws Exception {
        ConfigOption<MemorySize> legacyHeap = request.path("active").asBoolean()
                ? TaskManagerOptions.TOTAL_PROCESS_MEMORY
                : TaskManagerOptions.TOTAL_FLINK_MEMORY;
        Method mapping = maybe(
                TaskExecutorProcessUtils.class, "getConfigurationMapLegacyTaskManagerHeapSizeToConfigOption");
        Configuration mapped =
                mapping == null ? configuration : (Configuration) call(mapping, configuration, legacyHeap);
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(mapped);
        result.put("Framework Heap", text(spec.getFlinkMemory().getFrameworkHeap()));
        result.put("Task Heap", text(spec.getTaskHeapSize()));
        result.put("Managed Memory", text(spec.getManagedMemorySize()));
        result.put("Framework Off-Heap", text(spec.getFlinkMemory().getFrameworkOffHeap()));
        result.put("Task Off-Heap", text(spec.getTaskOffHeapSize()));
        result.put("Network", text(spec.getNetworkMemSize()));
        result.put("JVM Metaspace", text(spec.getJvmMetaspaceSize()));
        result.put("JVM Overhead", text(spec.getJvmOverheadSize()));
        result.put("flink", text(spec.getTotalFlinkMemorySize()));
        result.put("process", text(spec.getTotalProcessMemorySize()));
        result.put("jvm", ProcessMemoryUtils.generateJvmParametersStr(spec));
    }

    /** What a TaskManager makes of the options of its network stack when it starts. */
    static void networkBuffers(Configuration configuration, ObjectNode result) {
        NettyShuffleEnvironmentConfiguration network = NettyShuffleEnvironmentConfiguration.fromConfiguration(
                configuration, MemorySize.ofMebiBytes(64), true, InetAddress.getLoopbackAddress());
        result.put("buffers", network.numNetworkBuffers());
        result.put("bufferSize", network.networkBufferSize());
    }

    private static String text(MemorySize size) {
        return Long.toString(size.getBytes());
    }

    private static Object call(Method method, Object... arguments) throws Exception {
        method.setAccessible(true);
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception exception) throw exception;
            throw thrown;
        }
    }

    private static Method maybe(Class<?> type, String name) {
        for (Method method : type.getDeclaredMethods()) if (method.getName().equals(name)) return method;
        return null;
    }

    private Memory() {}
}
